import { it } from 'vitest';
import { keepEveryInvariant } from '../machines/track/invariants.ts';

it('whatever happens, in any order, every invariant is kept, in 1,000 tracks more', () => {
  keepEveryInvariant({ numRuns: 1_000, seed: 20270104 });
});
