import * as fc from 'fast-check';
import { isoDate } from '../../../../machines/domain/dates.ts';
import type { Plan } from '../../../../machines/domain/planning/plan.ts';
import { plannerMessages } from '../../../../machines/domain/planning/proposals/planner-messages.ts';
import { connectionFunctions } from '../../../../machines/domain/vocabulary.ts';
import { moment, planWith } from './desk.ts';
import type { Step } from './run.ts';

/** Any plans, and any steps of a coordinator. */

/** Few organisations, slots and days, so that they meet often. */
export const names = ['Aa', 'Bee', 'Cee', 'Dee'] as const;
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

export function planOf({ places, maxima, closed, oneFunction = 'both', planning }: Shape): Plan {
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

export const planArbitrary: fc.Arbitrary<Plan> = fc
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
export const chosen = someMoves.map((numbers) => (numbers === null ? {} : { verplaatsingen: numbers }));
export const pick = fc.nat(50);

export const order = (name: string, input: fc.Arbitrary<object>): fc.Arbitrary<Step> =>
  fc.record({ what: fc.constant('order' as const), name: fc.constant(name), pick, input });

export const rotation: fc.Arbitrary<Step> = fc.record({
  what: fc.constant('rotate' as const),
  picks: fc.array(pick, { minLength: 1, maxLength: 5, size: 'max' }),
  slot: fc.constantFrom(null, ...slotIds),
});

export const orderArbitrary = fc.oneof(
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

export const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
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
