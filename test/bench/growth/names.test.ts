import { expect, it } from 'vitest';
import { organisations } from './names.ts';

it('There are as many organisations as asked for, each with a name of its own, and the same ones first', async () => {
  const [some, many] = [await organisations(100), await organisations(5_000)];
  expect([some.length, many.length]).toEqual([100, 5_000]);
  expect(many.slice(0, 100)).toEqual(some);
  expect(new Set(many.map(({ name }) => name.toLowerCase())).size).toBe(5_000);
});
