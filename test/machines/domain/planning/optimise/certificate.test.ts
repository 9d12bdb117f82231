import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highsSolver } from '../../../../../activities/planning-solver/highs-solver.ts';
import { loadHighs } from '../../../../../activities/planning-solver/load-highs.ts';
import { latenessBound } from '../../../../../machines/domain/planning/optimise/certificate.ts';
import { faultsOfBound } from '../../../../../machines/domain/planning/optimise/check-bound.ts';
import { optimum } from '../../../../../machines/domain/planning/optimise/lexicographic.ts';
import { measuresOf } from '../../../../../machines/domain/planning/optimise/measures.ts';
import {
  presentAssignment,
  type AssignmentProblem,
} from '../../../../../machines/domain/planning/optimise/problem.ts';
import type { Replanning } from '../../../../../machines/domain/planning/optimise/replan.ts';
import { contestedArbitrary, problemArbitrary, small } from './problems.ts';

const solver = highsSolver(await loadHighs(), { left: () => 60_000 });

function replanned(problem: AssignmentProblem): Replanning {
  const present = measuresOf(problem, presentAssignment(problem));
  const { assignment, proofs, certificate } = optimum(problem, presentAssignment(problem), solver);
  const best = measuresOf(problem, assignment);
  const rest = { today: present, without: present, unmoved: present, after: best, best };
  return { ...rest, moves: [], leftOut: 0, hit: [], shortages: [], proofs, certificate };
}

describe('the bound of the uitloop', () => {
  it('is worked out again from its certificate alone, and no other prices give a higher one than there is', () => {
    let priced = 0;
    fc.assert(
      fc.property(
        fc.oneof(problemArbitrary(small), contestedArbitrary(small)),
        fc.double({ min: -50, max: 0, noNaN: true }),
        (problem, price) => {
          const found = replanned(problem);
          expect(faultsOfBound(problem, found)).toEqual([]);
          if (found.certificate === null) return;
          priced++;
          const invented = { ...found.certificate, slots: found.certificate.slots.map(() => price) };
          expect(latenessBound(problem, found.best.unplaced, invented)).toBeLessThanOrEqual(
            found.best.lateness,
          );
        },
      ),
      { numRuns: 150 },
    );
    expect(priced).toBeGreaterThan(30);
  });

  it('is a fault when it claims more than that, or less uitloop than there is without a move', () => {
    const [problem] = fc.sample(contestedArbitrary(small), { numRuns: 200, seed: 7 }).filter((one) => {
      const { certificate, proofs } = replanned(one);
      const { isByBound, bound } = proofs.lateness;
      return certificate !== null && isByBound && bound !== null && bound > one.fixed.lateness;
    });
    if (problem === undefined) throw new Error('No contested problem');
    const found = replanned(problem);
    const claimed = { bound: found.best.lateness + 5, isProven: true, isByBound: true };
    const worse = {
      ...found,
      best: { ...found.best, lateness: found.best.lateness + 5 },
      proofs: { ...found.proofs, lateness: claimed },
    };
    expect(faultsOfBound(problem, worse)).toEqual([
      expect.stringMatching(/^Ondergrens van de uitloop: opgegeven/),
    ]);
    const unpriced = { ...found, certificate: null };
    expect(faultsOfBound(problem, unpriced)).toEqual([expect.stringMatching(/^Ondergrens/)]);
    const late = { ...found, without: { ...found.without, lateness: found.without.lateness + 1 } };
    expect(faultsOfBound(problem, late)).toEqual([expect.stringMatching(/zonder verplaatsingen/)]);
  });
});
