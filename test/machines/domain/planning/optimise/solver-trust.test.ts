import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highsSolver } from '../../../../../activities/planning-solver/highs-solver.ts';
import { loadHighs } from '../../../../../activities/planning-solver/load-highs.ts';
import { optimum, type Optimum } from '../../../../../machines/domain/planning/optimise/lexicographic.ts';
import { measureNames } from '../../../../../machines/domain/planning/optimise/measures.ts';
import {
  presentAssignment,
  type AssignmentProblem,
} from '../../../../../machines/domain/planning/optimise/problem.ts';
import { SolverFailure, type Solver } from '../../../../../machines/domain/planning/optimise/solver.ts';
import { bestByBruteForce, isBetter, recount, violationsOf } from './brute-force.ts';
import { contestedArbitrary, medium, problemArbitrary, small } from './problems.ts';
import { failingAt, outOfTimeAt, unreliable } from './unreliable.ts';

const highs = highsSolver(await loadHighs(), { left: () => 60_000 });
const someProblem = fc.oneof(problemArbitrary(small), problemArbitrary(medium), contestedArbitrary(small));
const smallProblem = fc.oneof(problemArbitrary(small), contestedArbitrary(small));
const calls = fc.nat(14);

interface Judged {
  readonly proofs: Optimum['proofs'];
  /** What should not be: an outcome that is not possible, or worse than the start. */
  readonly wrongs: readonly string[];
}

/** Null: it was seen that the solver failed. */
function judged(problem: AssignmentProblem, solver: Solver): Judged | null {
  const start = presentAssignment(problem);
  try {
    const { assignment, proofs } = optimum(problem, start, solver);
    const wrongs = [...violationsOf(problem, assignment)];
    const found = recount(problem, assignment);
    if (isBetter(recount(problem, start), found)) wrongs.push('Worse than the start');
    if (problem.slots.length > small.slots) return { proofs, wrongs };
    const best = bestByBruteForce(problem);
    for (const name of measureNames) {
      if (proofs[name].isByBound && found[name] !== best[name]) wrongs.push(`${name} is not the least`);
    }
    return { proofs, wrongs };
  } catch (error) {
    if (error instanceof SolverFailure) return null;
    throw error;
  }
}

function wrongsOf(problem: AssignmentProblem, solver: Solver): readonly string[] {
  return judged(problem, solver)?.wrongs ?? [];
}

describe('a solver that can not be relied on', () => {
  it('whose time is up, for good or once, leaves something possible that is no worse, and no false proof', () => {
    fc.assert(
      fc.property(smallProblem, calls, fc.boolean(), (problem, at, isOnce) => {
        expect(judged(problem, outOfTimeAt(highs, at, isOnce))?.wrongs).toEqual([]);
      }),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(problemArbitrary(medium), calls, fc.boolean(), (problem, at, isOnce) => {
        expect(judged(problem, outOfTimeAt(highs, at, isOnce))?.wrongs).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });

  it('that breaks is heard of', () => {
    const problem = fc.sample(problemArbitrary(medium), { numRuns: 1, seed: 1 })[0];
    if (problem === undefined) throw new Error('No problem');
    expect(() => optimum(problem, presentAssignment(problem), failingAt(highs, 0))).toThrow(SolverFailure);
    expect(() => optimum(problem, presentAssignment(problem), failingAt(highs, 2))).toThrow(SolverFailure);
  });

  it('that says other values than it found, is found out or does no harm', () => {
    const shifts = fc.array(fc.constantFrom(0, 0, 1, -1, 0.5, Number.NaN), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(someProblem, shifts, calls, (problem, by, from) => {
        const shifted = (values: Float64Array, call: number) =>
          call < from ? values : values.map((value, i) => value + (by[i % by.length] ?? 0));
        const solver = unreliable(highs, {
          linear: (result, call) => ({ ...result, values: shifted(result.values, call) }),
          integer: (result, call) =>
            result.status === 'optimal' ? { ...result, values: shifted(result.values, call) } : result,
        });
        expect(wrongsOf(problem, solver)).toEqual([]);
      }),
      { numRuns: 90 },
    );
  });

  it('that permutes its values, so that they are as whole as before, is found out or does no harm', () => {
    fc.assert(
      fc.property(someProblem, fc.integer({ min: 1, max: 9 }), calls, (problem, by, from) => {
        const turned = (values: Float64Array, call: number) =>
          call < from ? values : values.map((_, i) => values[(i + by) % values.length] ?? 0);
        const solver = unreliable(highs, {
          linear: (result, call) => ({ ...result, values: turned(result.values, call) }),
          integer: (result, call) =>
            result.status === 'optimal' ? { ...result, values: turned(result.values, call) } : result,
        });
        expect(wrongsOf(problem, solver)).toEqual([]);
      }),
      { numRuns: 90 },
    );
  });

  it('whose prices are made up proves nothing that is false', () => {
    const prices = fc.array(fc.oneof(fc.constant(0), fc.double({ min: -50, max: 50, noNaN: true })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(smallProblem, prices, fc.boolean(), (problem, made, isAdded) => {
        const solver = unreliable(highs, {
          linear: (result) => ({
            ...result,
            duals: result.duals.map((dual, i) => (isAdded ? dual : 0) + (made[i % made.length] ?? 0)),
          }),
        });
        expect(wrongsOf(problem, solver)).toEqual([]);
      }),
      { numRuns: 90 },
    );
  });

  it('that calls its start the best, or says that nothing is possible, proves nothing by the bound', () => {
    fc.assert(
      fc.property(smallProblem, fc.constantFrom('lazy', 'infeasible'), (problem, lie) => {
        const solver: Solver = {
          program: (rows) => highs.program(rows),
          integer: (model) => {
            if (lie === 'infeasible') return { status: 'infeasible' };
            return model.start === null
              ? { status: 'infeasible' }
              : { status: 'optimal', values: model.start };
          },
        };
        expect(wrongsOf(problem, solver)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
