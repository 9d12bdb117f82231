import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const tests = resolve(import.meta.dirname, '..');
const fast = ['machines', 'activities', 'worker', 'house', 'bench', 'fuzz', 'chaos'];
const mock = ['vi', 'mock('].join('.');

it('no fast test mocks a module: they share what is loaded, so whether it works would hang on their order', () => {
  const files = fast.flatMap((room) =>
    readdirSync(join(tests, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(room, name)),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => readFileSync(join(tests, file), 'utf8').includes(mock))).toEqual([]);
});
