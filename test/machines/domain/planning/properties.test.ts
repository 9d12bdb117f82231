import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../../machines/domain/dates.ts';
import { carryPlanning, resumePlanning } from '../../../../machines/domain/planning/carried.ts';
import type { Plan } from '../../../../machines/domain/planning/plan.ts';
import { plannerMessages } from '../../../../machines/domain/planning/proposals/planner-messages.ts';
import { connectionFunctions } from '../../../../machines/domain/vocabulary.ts';
import { Run, type Step } from './run.ts';
import {
  chosen,
  names,
  order,
  orderArbitrary,
  pick,
  planArbitrary,
  planOf,
  rotation,
  stepArbitrary,
} from './steps.ts';

const steps = fc.array(stepArbitrary, { minLength: 1, maxLength: 50, size: 'max' });

const roomy = planOf({
  places: [1, 1, 1, 1, 1],
  maxima: [4, 4],
  planning: { bevriezing: 0, minimaleWinst: 0 },
});
const wish = { earliest: isoDate('2027-02-01'), requestedGoLive: isoDate('2027-03-01') };
/** Everybody has a place, or waits; every slot takes one, and moves need not gain anything. */
const fullHouse: readonly Step[] = names.flatMap((name) =>
  connectionFunctions.map((fn): Step => ({ what: 'reserve', name, fn, wish, slot: '' })),
);

const talkArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: rotation },
  { weight: 5, arbitrary: order(plannerMessages.accept, chosen) },
  {
    weight: 12,
    arbitrary: fc.record({
      what: fc.constantFrom('akkoord' as const, 'akkoord' as const, 'akkoord' as const, 'decline' as const),
      pick,
      wish: fc.constant(wish),
    }),
  },
  { weight: 1, arbitrary: orderArbitrary },
  { weight: 2, arbitrary: stepArbitrary },
);

const happened = new Map<string, number>();

function carryOut(plan: Plan, taken: readonly Step[]): void {
  const run = new Run(plan, names);
  for (const step of taken) run.take(step);
  for (const [what, times] of run.happened) happened.set(what, (happened.get(what) ?? 0) + times);
  expect(run.violations).toEqual([]);
  expect(resumePlanning(JSON.parse(JSON.stringify(carryPlanning(run.state))))).toEqual(run.state);
}

describe('any interleaving of requests, plans, proposals and answers to them', () => {
  it('never overbooks but for who was named, loses nothing, and keeps nobody waiting for whom there is room', () => {
    fc.assert(fc.property(planArbitrary, steps, carryOut), { numRuns: 400 });
  });

  it('nor where everybody wants the place of another', () => {
    const talks = fc.array(talkArbitrary, { minLength: 1, maxLength: 40, size: 'max' });
    fc.assert(
      fc.property(talks, (taken) => carryOut(roomy, [...fullHouse, ...taken])),
      { numRuns: 300 },
    );
    // Each of these ways was gone at least once, or the test tests nothing.
    expect([...happened.keys()]).toEqual(
      expect.arrayContaining([
        'proposed -> talking',
        'proposed -> declined',
        'talking -> agreed',
        'talking -> done',
        'talking -> lapsed',
        'talking -> declined',
        'agreed -> done',
        'agreed -> lapsed',
        'agreed -> declined',
      ]),
    );
  });
});
