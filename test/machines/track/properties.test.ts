import { it } from 'vitest';
import { keepEveryInvariant } from './invariants.ts';

it('whatever happens, in any order, every invariant is kept, in 100 tracks of 40 events', () => {
  keepEveryInvariant({ numRuns: 100 });
});
