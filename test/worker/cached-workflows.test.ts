import { expect, it } from 'vitest';
import { mostCachedWorkflows } from '../../worker/cached-workflows.ts';

const MiB = 2 ** 20;

it('keeps as many workflows in memory as the heap has room for', () => {
  expect(mostCachedWorkflows(4_296 * MiB)).toBe(6_000);
  expect(mostCachedWorkflows(1_224 * MiB)).toBe(1_500);
});

it('keeps a few on any heap', () => {
  expect(mostCachedWorkflows(100 * MiB)).toBe(10);
});
