import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highsSolver } from '../../../../../activities/planning-solver/highs-solver.ts';
import { loadHighs } from '../../../../../activities/planning-solver/load-highs.ts';
import { isoDate } from '../../../../../machines/domain/dates.ts';
import { optimum } from '../../../../../machines/domain/planning/optimise/lexicographic.ts';
import {
  presentAssignment,
  type AssignmentProblem,
  type Job,
} from '../../../../../machines/domain/planning/optimise/problem.ts';
import { shortagesOf, type Shortage } from '../../../../../machines/domain/planning/optimise/shortage.ts';
import { problemArbitrary, small } from './problems.ts';

const solver = highsSolver(await loadHighs(), { left: () => 60_000 });

function shortages(problem: AssignmentProblem): readonly Shortage[] {
  return shortagesOf(problem, optimum(problem, presentAssignment(problem), solver).assignment);
}

const waiting = (organisation: string, ...slots: readonly number[]): Job => ({
  organisation,
  function: 'berichtenbox',
  from: null,
  weight: 1,
  stay: null,
  options: slots.map((slot) => ({ slot, lateness: slot })),
});

/** Two Tuesdays of T1, one of T2; a place in each. */
function problemOf(jobs: readonly Job[], rooms: readonly number[] = [9, 9]): AssignmentProblem {
  const dates = ['2027-03-02', '2027-03-09', '2027-06-01'].map(isoDate);
  return {
    jobs,
    slots: dates.map((date, s) => {
      const tranche = s === 2 ? 1 : 0;
      return { id: `T${tranche + 1}.${date}.0900`, date, tranche, week: s, room: 1 };
    }),
    tranches: rooms.map((room, t) => ({ name: `T${t + 1}`, room, members: [] })),
    weeks: dates.map((monday) => ({ monday, load: 0 })),
    fixed: { lateness: 0, greatest: 0 },
  };
}

const key = (organisation: string) => ({ organisation, function: 'berichtenbox' });

describe('why there is no place', () => {
  it('nothing is said when everybody has one', () => {
    expect(shortages(problemOf([waiting('a', 0, 1), waiting('b', 0)]))).toEqual([]);
  });

  it('no slot suits', () => {
    expect(shortages(problemOf([waiting('a')]))).toEqual([{ kind: 'noSlot', who: key('a'), name: 'a' }]);
  });

  it('so many for so many places, with all who are in each other’s way, and nobody else', () => {
    const jobs = [waiting('a', 0, 1), waiting('b', 0, 1), waiting('c', 1), waiting('d', 2)];
    const [only, ...others] = shortages(problemOf(jobs));
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      kind: 'slots',
      tranches: ['T1'],
      from: '2027-03-02',
      until: '2027-03-09',
      places: 2,
      needed: 3,
    });
    expect(only).toHaveProperty('who.length', 1);
  });

  it('a tranche that takes nobody more, though a slot has a place', () => {
    const jobs = [waiting('a', 0, 1), waiting('b', 0, 1)];
    expect(shortages(problemOf(jobs, [1, 9]))).toMatchObject([
      { kind: 'tranches', tranches: [{ name: 'T1', room: 1 }] },
    ]);
  });

  it('names everybody who has none; and with what is named, again and again, all get one', () => {
    let seen = 0;
    fc.assert(
      fc.property(problemArbitrary(small), (first) => {
        let problem = first;
        for (let round = 0; round <= 40; round++) {
          const { assignment } = optimum(problem, presentAssignment(problem), solver);
          const found = shortagesOf(problem, assignment);
          const lacking = problem.jobs.filter((_, j) => assignment[j] === null);
          const named = found.flatMap(({ who }) => who);
          for (const { organisation, function: fn } of lacking)
            expect(named).toContainEqual({ organisation, function: fn });
          expect(named.length === 0).toBe(lacking.length === 0);
          const curable = found.filter(({ kind }) => kind !== 'noSlot');
          if (curable.length === 0) return;
          seen++;
          problem = curable.reduce(relieved, problem);
        }
        throw new Error('What was named does not help');
      }),
      { numRuns: 120 },
    );
    expect(seen).toBeGreaterThan(60);
  });
});

/** With what the shortage says is missing: in one slot of it, or one organisation more. */
function relieved(problem: AssignmentProblem, shortage: Shortage): AssignmentProblem {
  switch (shortage.kind) {
    case 'noSlot':
      return problem;
    case 'slots': {
      const { tranches, from, until, places, needed } = shortage;
      expect(needed).toBeGreaterThan(places);
      return {
        ...problem,
        slots: problem.slots.map((slot) => {
          const isIn = tranches.includes(`T${slot.tranche}`) && slot.date >= from && slot.date <= until;
          return isIn ? { ...slot, room: slot.room + needed - places } : slot;
        }),
      };
    }
    case 'tranches': {
      const names = shortage.tranches.map(({ name }) => name);
      return {
        ...problem,
        tranches: problem.tranches.map((one) =>
          names.includes(one.name) ? { ...one, room: one.room + 1 } : one,
        ),
      };
    }
  }
}
