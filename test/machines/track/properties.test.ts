import { expect, it } from 'vitest';
import { keepingEveryInvariant } from './invariants.ts';

it('whatever happens, in any order, every invariant is kept, in 100 tracks of 40 events', () => {
  expect(keepingEveryInvariant({ numRuns: 100 })).toBe(100);
});
