import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../../machines/domain/dates.ts';
import { carryPlanning, resumePlanning } from '../../../../machines/domain/planning/carried.ts';
import type { Plan } from '../../../../machines/domain/planning/plan.ts';
import { plannerMessages } from '../../../../machines/domain/planning/proposals/planner-messages.ts';
import { connectionFunctions } from '../../../../machines/domain/vocabulary.ts';
import { moment, planWith } from './desk.ts';
import { Run, type Step } from './run.ts';

/** Few organisations, slots and days, so that they meet often. */
const names = ['Aa', 'Bee', 'Cee', 'Dee'] as const;
const days = { T1: ['2027-03-02', '2027-03-04', '2027-03-09'], T2: ['2027-06-01', '2027-06-03'] } as const;
const slotIds = Object.entries(days).flatMap(([tranche, dates]) =>
  dates.map((date) => `${tranche}.${date}.0900`),
);

/** While waiting, nothing else than the earliest day counts: the test can work out by itself who fits. */
const nominaal = { preproductie: { berichtenbox: 0, lopendeZaken: 0 } };

interface Shape {
  /** By slot. */
  readonly places: readonly number[];
  /** By tranche. */
  readonly maxima: readonly number[];
  readonly closed?: readonly boolean[];
  readonly oneFunction?: string;
  readonly planning?: object;
}

function planOf({ places, maxima, closed, oneFunction = 'both', planning }: Shape): Plan {
  return planWith((file) => {
    Object.assign(file, { beleid: { nominaal, planning } });
    for (const [i, tranche] of file.tranches.entries()) {
      tranche.maximumOrganisaties = maxima[i] ?? 1;
      Object.assign(tranche, { gesloten: closed?.[i] ?? false });
      tranche.tijdsloten = slotIds.flatMap((id, j) => {
        const [name, datum] = id.split('.');
        const functies = j % 2 === 0 && oneFunction !== 'both' ? [oneFunction] : [...connectionFunctions];
        return name !== tranche.naam || places[j] === 0
          ? []
          : [{ datum, begin: '09:00', plaatsen: places[j], functies }];
      });
    }
  });
}

const planArbitrary: fc.Arbitrary<Plan> = fc
  .record({
    places: fc.array(fc.constantFrom(0, 1, 1, 2, 2), { minLength: 5, maxLength: 5 }),
    maxima: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    closed: fc.constantFrom([false, false], [false, false], [true, false], [false, true], [true, true]),
    oneFunction: fc.constantFrom('berichtenbox', 'both', 'both'),
    planning: fc.record({
      bevriezing: fc.constantFrom(0, 0, 15),
      minimaleWinst: fc.constantFrom(0, 0, 5),
    }),
  })
  .map(planOf);

const wishArbitrary = fc.record({
  earliest: fc.constantFrom('2027-02-01', '2027-02-01', '2027-03-04', '2027-05-01').map(isoDate),
  requestedGoLive: fc
    .constantFrom('2027-03-01', '2027-03-20', '2027-06-01', null)
    .map((date) => (date === null ? null : isoDate(date))),
});

const place = {
  name: fc.constantFrom(...names),
  fn: fc.constantFrom(...connectionFunctions),
  wish: wishArbitrary,
  slot: fc.constantFrom(...slotIds),
};

const consumer = fc.constantFrom(...names).map((name) => `gemeente-${name.toLowerCase()}`);
const moves = fc.array(
  fc.record({
    afnemer: consumer,
    functie: fc.constantFrom(...connectionFunctions),
    naar: fc.constantFrom(...slotIds),
  }),
  { minLength: 1, maxLength: 6 },
);
const someMoves = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }), { freq: 3 });
const chosen = someMoves.map((numbers) => (numbers === null ? {} : { verplaatsingen: numbers }));
const pick = fc.nat(50);

const order = (name: string, input: fc.Arbitrary<object>): fc.Arbitrary<Step> =>
  fc.record({ what: fc.constant('order' as const), name: fc.constant(name), pick, input });

const rotation: fc.Arbitrary<Step> = fc.record({
  what: fc.constant('rotate' as const),
  picks: fc.array(pick, { minLength: 1, maxLength: 5, size: 'max' }),
  slot: fc.constantFrom(null, ...slotIds),
});

const orderArbitrary = fc.oneof(
  {
    weight: 6,
    arbitrary: order(
      plannerMessages.propose,
      moves.map((verplaatsingen) => ({ verplaatsingen })),
    ),
  },
  { weight: 8, arbitrary: order(plannerMessages.accept, chosen) },
  {
    weight: 1,
    arbitrary: order(
      plannerMessages.reject,
      chosen.map((one) => ({ ...one, reden: 'Nee' })),
    ),
  },
  {
    weight: 3,
    arbitrary: order(
      plannerMessages.offer,
      fc.record({
        tijdslot: fc.constantFrom(...slotIds),
        afnemer: consumer,
        functie: fc.constantFrom(...connectionFunctions),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: order(
      plannerMessages.moveTranche,
      fc.constantFrom('T1', 'T2').map((tranche) => ({ tranche, reden: 'x' })),
    ),
  },
  {
    weight: 1,
    arbitrary: order(
      plannerMessages.clearPeriod,
      fc.constantFrom('2027-03-02', '2027-06-01').map((van) => ({ van, totEnMet: '2027-06-01', reden: 'x' })),
    ),
  },
);

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('publish' as const), plan: planArbitrary }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('wait' as const),
      until: fc
        .constantFrom('2027-01-12', '2027-01-25', '2027-03-02', '2027-03-05', '2027-06-02')
        .map(moment),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('close' as const), name: fc.constantFrom(...names) }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      what: fc.constantFrom('reserve' as const, 'reserve' as const, 'move' as const, 'confirm' as const),
      ...place,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constantFrom('release' as const, 'releaseSlot' as const), ...place }),
  },
  { weight: 10, arbitrary: orderArbitrary },
  { weight: 4, arbitrary: rotation },
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constantFrom('akkoord' as const, 'akkoord' as const, 'akkoord' as const, 'decline' as const),
      pick,
      wish: wishArbitrary,
    }),
  },
);

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
