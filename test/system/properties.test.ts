import { expect, it } from 'vitest';
import { keepingEveryInvariant } from '../machines/track/invariants.ts';

it('whatever happens, in any order, every invariant is kept, in 1,000 tracks more', () => {
  expect(keepingEveryInvariant({ numRuns: 1_000, seed: 20270104 })).toBe(1_000);
});
