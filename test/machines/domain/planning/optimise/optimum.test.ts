import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highsSolver } from '../../../../../activities/planning-solver/highs-solver.ts';
import { loadHighs } from '../../../../../activities/planning-solver/load-highs.ts';
import { optimum } from '../../../../../machines/domain/planning/optimise/lexicographic.ts';
import { measureNames, measuresOf } from '../../../../../machines/domain/planning/optimise/measures.ts';
import { isoDate } from '../../../../../machines/domain/dates.ts';
import {
  presentAssignment,
  type AssignmentProblem,
  type Option,
} from '../../../../../machines/domain/planning/optimise/problem.ts';
import type { ConnectionFunction } from '../../../../../machines/domain/vocabulary.ts';
import { assignByRule } from '../../../../../machines/domain/planning/optimise/rules.ts';
import { bestByBruteForce, isBetter, recount, violationsOf } from './brute-force.ts';
import { contestedArbitrary, crowded, medium, problemArbitrary, small } from './problems.ts';

const nobody = { lateness: 0, greatest: 0 };
const solver = highsSolver(await loadHighs(), { left: () => 60_000 });

describe('the optimum', () => {
  it('of nothing at all, or of who can go nowhere, is there too', () => {
    const empty = { jobs: [], slots: [], tranches: [], weeks: [], fixed: nobody };
    expect(optimum(empty, [], solver).assignment).toEqual([]);
    const waiting = {
      organisation: 'o',
      function: 'berichtenbox',
      from: null,
      weight: 1,
      stay: null,
    } as const;
    const nowhere = { ...empty, jobs: [{ ...waiting, options: [] }] };
    const { assignment, proofs } = optimum(nowhere, [null], solver);
    expect(assignment).toEqual([null]);
    expect(proofs.unplaced).toEqual({ bound: 1, isProven: true, isByBound: true });
  });

  it('is what brute force finds, and proven, by each measure in turn', () => {
    fc.assert(
      fc.property(fc.oneof(problemArbitrary(small), contestedArbitrary(small)), (problem) => {
        const { assignment, proofs } = optimum(problem, presentAssignment(problem), solver);
        expect(violationsOf(problem, assignment)).toEqual([]);
        const best = bestByBruteForce(problem);
        expect(recount(problem, assignment)).toEqual(best);
        expect(measuresOf(problem, assignment)).toEqual(best);
        for (const name of measureNames) {
          expect({ name, ...proofs[name] }).toMatchObject({ name, bound: best[name], isProven: true });
        }
      }),
      { numRuns: 250 },
    );
  });

  it('is found where the bound is reached by rounding alone: then a slot with a price need not be full', () => {
    const job = (
      organisation: string,
      fn: ConnectionFunction,
      weight: number,
      options: readonly Option[],
    ) => ({
      organisation,
      function: fn,
      weight,
      options,
      from: null,
      stay: null,
    });
    const slot = (tranche: number, week: number, room: number) => ({
      id: `T${tranche}`,
      date: isoDate('2027-03-02'),
      tranche,
      week,
      room,
    });
    const problem: AssignmentProblem = {
      jobs: [
        job('o1', 'berichtenbox', 2, [{ slot: 2, lateness: 0 }]),
        job('o2', 'lopendeZaken', 1, [{ slot: 3, lateness: 0 }]),
        job('o4', 'berichtenbox', 3, [
          { slot: 0, lateness: 0 },
          { slot: 1, lateness: 0 },
        ]),
        job('o5', 'berichtenbox', 2, [
          { slot: 1, lateness: 1 },
          { slot: 3, lateness: 0 },
        ]),
        job('o5', 'lopendeZaken', 1, [
          { slot: 1, lateness: 3 },
          { slot: 3, lateness: 4 },
        ]),
      ],
      slots: [slot(0, 0, 2), slot(1, 1, 3), slot(1, 1, 3), slot(0, 1, 2)],
      tranches: [2, 2].map((room, t) => ({ name: `T${t}`, room, members: [] })),
      weeks: [0, 0].map((load) => ({ monday: isoDate('2027-03-01'), load })),
      fixed: nobody,
    };
    const { assignment } = optimum(problem, presentAssignment(problem), solver);
    expect(recount(problem, assignment)).toEqual(bestByBruteForce(problem));
  });

  it('of a larger planning is possible, and no worse than any rule or than today', () => {
    fc.assert(
      fc.property(fc.oneof(problemArbitrary(medium), contestedArbitrary(crowded)), (problem) => {
        const present = presentAssignment(problem);
        const { assignment, proofs } = optimum(problem, present, solver);
        expect(violationsOf(problem, assignment)).toEqual([]);
        const found = recount(problem, assignment);
        const others = [present, assignByRule(problem, 'firstCome'), assignByRule(problem, 'earliestDue')];
        for (const other of others) {
          expect(violationsOf(problem, other)).toEqual([]);
          expect(isBetter(recount(problem, other), found)).toBe(false);
        }
        for (const name of measureNames) {
          expect(proofs[name].bound).toBeLessThanOrEqual(found[name]);
          if (proofs[name].isProven) expect(proofs[name].bound).toBe(found[name]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
