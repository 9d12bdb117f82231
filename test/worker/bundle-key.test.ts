import { appendFile, cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleKey } from '../../worker/bundle-key.ts';
import { projectRoot } from '../../worker/project.ts';

let root = '';
let key = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bundle-key-'));
  for (const path of ['machines', 'workflows', 'worker', 'package.json', 'package-lock.json', 'README.md'])
    await cp(join(projectRoot, path), join(root, path), { recursive: true });
  await cp(
    join(projectRoot, 'node_modules', '.package-lock.json'),
    join(root, 'node_modules', '.package-lock.json'),
  );
  key = await bundleKey(root);
});
afterAll(async () => await rm(root, { recursive: true, force: true }));

describe('the key of the workflow bundle', () => {
  it('is the same for the same sources, wherever they are', async () => {
    expect(await bundleKey(projectRoot)).toBe(key);
  });

  it.each([
    'machines/track/machine.ts',
    'machines/domain/planning/state.ts',
    'workflows/index.ts',
    'worker/sandbox/after-machines.ts',
    'worker/bundle-options.ts',
    'package.json',
    'package-lock.json',
    'node_modules/.package-lock.json',
  ])('is another when %s is', async (path) => {
    await appendFile(join(root, path), '\n');
    expect(await bundleKey(root)).not.toBe(key);
    key = await bundleKey(root);
  });

  it('is another when a source is added, renamed or removed', async () => {
    const keys = [key];
    const path = join(root, 'machines', 'track', 'another.ts');
    await writeFile(path, '');
    keys.push(await bundleKey(root));
    await rename(path, join(root, 'machines', 'track', 'renamed.ts'));
    keys.push(await bundleKey(root));
    expect(new Set(keys).size).toBe(3);
    await rm(join(root, 'machines', 'track', 'renamed.ts'));
    expect(await bundleKey(root)).toBe(key);
  });

  it('is another when text moves from one source to the next', async () => {
    await writeFile(join(root, 'workflows', 'zz-1.ts'), 'ab');
    await writeFile(join(root, 'workflows', 'zz-2.ts'), 'c');
    const before = await bundleKey(root);
    await writeFile(join(root, 'workflows', 'zz-1.ts'), 'a');
    await writeFile(join(root, 'workflows', 'zz-2.ts'), 'bc');
    expect(await bundleKey(root)).not.toBe(before);
  });

  it('depends on the failure converter, when there is one', async () => {
    const one = join(root, 'one.cjs');
    await writeFile(one, 'exports.failureConverter = 1;');
    const withOne = await bundleKey(root, one);
    await appendFile(one, '\n');
    expect(new Set([await bundleKey(root), withOne, await bundleKey(root, one)]).size).toBe(3);
  });

  it('is not of what the bundle has nothing to do with', async () => {
    const before = await bundleKey(root);
    await appendFile(join(root, 'README.md'), '\n');
    await appendFile(join(root, 'worker', 'system.ts'), '\n');
    expect(await bundleKey(root)).toBe(before);
  });
});
