import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relax, type Prices } from '../../../../../machines/domain/planning/optimise/lagrangian.ts';
import { networkOf } from '../../../../../machines/domain/planning/optimise/network.ts';
import { isPossible } from '../../../../../machines/domain/planning/optimise/possible.ts';
import type { Assignment } from '../../../../../machines/domain/planning/optimise/problem.ts';
import { valueOf, type Chosen, type Stage } from '../../../../../machines/domain/planning/optimise/stage.ts';
import { allAssignments, violationsOf } from './brute-force.ts';
import { contestedArbitrary, problemArbitrary } from './problems.ts';

const tiny = { organisations: 3, slots: 4, tranches: 3, room: 2 };
const price = fc.oneof(fc.constant(0), fc.double({ min: -20, max: 0, noNaN: true }));
const anyPrice = fc.double({ min: -20, max: 20, noNaN: true });
const many = <T>(one: fc.Arbitrary<T>, length: number) =>
  fc.array(one, { minLength: length, maxLength: length });

/** Any costs, conditions and prices: what a stage can be, and more. */
const arbitrary = fc.oneof(problemArbitrary(tiny), contestedArbitrary(tiny)).chain((problem) => {
  const network = networkOf(problem);
  const arcs = network.jobOf.length;
  return fc.record({
    problem: fc.constant(problem),
    stage: fc.record({
      network: fc.constant(network),
      cost: many(fc.nat(9), arcs).map((cost) => Float64Array.from(cost)),
      allowed: many(fc.constantFrom(1, 1, 1, 0), arcs).map((marks) => Uint8Array.from(marks)),
      mayLack: fc.boolean(),
      unplacedCost: fc.nat(9),
      levelsLoad: fc.boolean(),
      isFull: many(fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1), problem.slots.length).map((marks) =>
        Uint8Array.from(marks),
      ),
      budgets: fc.array(
        fc.record({
          weights: many(fc.nat(5), arcs).map((weights) => Float64Array.from(weights)),
          unplacedWeight: fc.nat(2),
          limit: fc.nat(30),
        }),
        { maxLength: 2 },
      ),
      enough: fc.constant(null),
      isRough: fc.constant(false),
    }),
    prices: fc.record({
      slots: many(fc.tuple(price, anyPrice), problem.slots.length),
      tranches: many(price, problem.tranches.length).map((some) => Float64Array.from(some)),
      budgets: many(price, 2).map((some) => Float64Array.from(some)),
      weeks: many(anyPrice, problem.weeks.length).map((some) => Float64Array.from(some)),
    }),
  });
});

function arcsOf(stage: Stage, assignment: Assignment): Chosen {
  return Int32Array.from(assignment, (option, job) =>
    option === null ? -1 : (stage.network.firstArc[job] ?? 0) + option,
  );
}

/** The conditions of a stage, one by one, beside those of the problem. */
function isWithin(stage: Stage, chosen: Chosen): boolean {
  const arcs = [...chosen];
  return (
    arcs.every((arc) => (arc < 0 ? stage.mayLack : stage.allowed[arc] === 1)) &&
    [...stage.isFull].every(
      (full, slot) =>
        full === 0 ||
        arcs.filter((arc) => stage.network.slotOf[arc] === slot).length === stage.network.slotRoom[slot],
    ) &&
    stage.budgets.every(
      ({ weights, unplacedWeight, limit }) =>
        arcs.reduce((spent, arc) => spent + (arc < 0 ? unplacedWeight : (weights[arc] ?? 0)), 0) <= limit,
    )
  );
}

describe('the Lagrangian bound', () => {
  it('holds for any prices: for all that is possible, and by arc for all that is possible with it', () => {
    let compared = 0;
    fc.assert(
      fc.property(arbitrary, ({ problem, stage, prices: { slots, ...others } }) => {
        const prices: Prices = {
          ...others,
          slots: Float64Array.from(slots, ([paid, any], s) => (stage.isFull[s] === 1 ? any : paid)),
        };
        const { bound, boundWith, reachedBy } = relax(stage, prices);
        const slack = 1e-6;
        for (const assignment of allAssignments(problem)) {
          const chosen = arcsOf(stage, assignment);
          expect(isPossible(stage, chosen)).toBe(isWithin(stage, chosen));
          if (!isWithin(stage, chosen)) continue;
          compared++;
          const value = valueOf(stage, chosen);
          expect(bound).toBeLessThanOrEqual(value + slack);
          for (const arc of chosen) {
            if (arc >= 0) expect(boundWith[arc]).toBeLessThanOrEqual(value + slack);
          }
        }
        for (const [job, arc] of reachedBy.entries()) {
          // Infinite: nothing is possible at all.
          if (arc < 0 || bound === Number.POSITIVE_INFINITY) continue;
          expect(stage.network.jobOf[arc]).toBe(job);
          expect(Math.abs((boundWith[arc] ?? 0) - bound)).toBeLessThan(slack);
        }
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  it('nothing beyond the room of slots and tranches is called possible', () => {
    fc.assert(
      fc.property(
        problemArbitrary(tiny),
        fc.array(fc.nat(9), { minLength: 6, maxLength: 6 }),
        (problem, picks) => {
          const network = networkOf(problem);
          const arcs = network.jobOf.length;
          const none = {
            cost: new Float64Array(arcs),
            unplacedCost: 0,
            levelsLoad: false,
            enough: null,
            isRough: false,
          };
          const stage: Stage = {
            network,
            ...none,
            allowed: new Uint8Array(arcs).fill(1),
            mayLack: true,
            budgets: [],
            isFull: new Uint8Array(problem.slots.length),
          };
          const assignment = problem.jobs.map(({ options }, j) => {
            const pick = (picks[j] ?? 0) % (options.length + 1);
            return pick === options.length ? null : pick;
          });
          const isKept = violationsOf(problem, assignment).length === 0;
          expect(isPossible(stage, arcsOf(stage, assignment))).toBe(isKept);
        },
      ),
      { numRuns: 300 },
    );
  });
});
