import { instantAt, type Instant } from '../../../machines/domain/amsterdam.ts';
import { addDays, isoDate, weekday, type IsoDate } from '../../../machines/domain/dates.ts';
import { parsePlan } from '../../../machines/domain/planning/plan-file.ts';
import { scheduleOf } from '../../../machines/domain/planning/schedule.ts';
import {
  emptyPlanning,
  type PlanningState,
  type RegisteredOrganisation,
} from '../../../machines/domain/planning/state.ts';
import { connectionFunctions } from '../../../machines/domain/vocabulary.ts';
import { randomFrom } from '../random.ts';

/** A planning of national size, the same for a seed: tranches one after the other, wishes that crowd together. */
export interface Scale {
  readonly organisations: readonly string[];
  readonly tranches: number;
  /** Places for chain tests, for each function that asks for one. */
  readonly places: number;
  readonly seed: number;
}

const firstMonday = isoDate('2027-01-04');
const weeksBetween = 9;
const weeksOfTests = 9;

export const nationalStart: Instant = instantAt(firstMonday, '08:00');

/** Everybody has declared, and nobody has a place yet. */
export function nationalPlanning({ organisations, tranches, places, seed }: Scale): PlanningState {
  const random = randomFrom(seed);
  const jobs = organisations.length * 2;
  const perWeek = Math.max(2, Math.ceil((jobs * places) / (tranches * weeksOfTests)));
  const tuesday = Math.ceil(perWeek / 2);
  const file = {
    versie: 'landelijk',
    tranches: Array.from({ length: tranches }, (_, i) => {
      const from = addDays(firstMonday, i * weeksBetween * 7);
      const tests = addDays(from, 56);
      return {
        naam: `T${i + 1}`,
        van: from,
        totEnMet: addDays(from, 26 * 7),
        ketentesten: { van: tests, totEnMet: addDays(tests, weeksOfTests * 7 - 1) },
        maximumOrganisaties: Math.ceil((organisations.length * places * 1.25) / tranches),
        tijdsloten: [
          { dagen: ['dinsdag'], begin: '09:00', plaatsen: tuesday },
          { dagen: ['donderdag'], begin: '09:00', plaatsen: perWeek - tuesday },
        ],
      };
    }),
  };
  const parsed = parsePlan(file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const span = tranches * weeksBetween * 7;
  const state: PlanningState = {
    ...emptyPlanning,
    plan: parsed.plan,
    planVersion: 1,
    organisations: Object.fromEntries(
      organisations.map((name, i) => [`gemeente-${i}`, organisation(name, i, { random, span })]),
    ),
    sequence: jobs,
  };
  scheduleOf(state.plan);
  return state;
}

/** More of them want to begin after a summer or a new year than in between. */
function organisation(
  name: string,
  at: number,
  { random, span }: { readonly random: () => number; readonly span: number },
): RegisteredOrganisation {
  const crowd = Math.floor(random() * 4);
  const base = Math.floor(((crowd + random() ** 2) / 4) * span * 0.85);
  const reservations = Object.fromEntries(
    connectionFunctions.map((fn, f) => {
      const earliest = workingDay(addDays(firstMonday, base + Math.floor(random() * 42) + 30 + f * 20));
      const requestedGoLive = workingDay(addDays(earliest, 21 + Math.floor(random() * 60)));
      return [
        fn,
        {
          status: 'waiting' as const,
          generation: 1,
          refusal: null,
          since: at * 2 + f,
          wish: { earliest, requestedGoLive },
          askedOn: firstMonday,
          tranche: null,
        },
      ];
    }),
  );
  return { name, kind: 'gemeente', live: {}, advice: [], reservations };
}

function workingDay(day: IsoDate): IsoDate {
  return weekday(day) > 5 ? addDays(day, 2) : day;
}
