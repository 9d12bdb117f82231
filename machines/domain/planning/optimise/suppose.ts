import { dateOf, type Instant } from '../../amsterdam.ts';
import { addDays, latest, type IsoDate } from '../../dates.ts';
import { connectionFunctions } from '../../vocabulary.ts';
import { markDisplaced, placedReservations, slotById } from '../displacement.ts';
import { settleMoves } from '../proposals/settle.ts';
import type { Period, Plan, SlotPlan, TranchePlan } from '../plan.ts';
import { scheduleOf } from '../schedule.ts';
import { slotDays } from '../slots.ts';
import type { PlanningState, RegisteredOrganisation } from '../state.ts';
import type { Supposal } from './question.ts';

export type Supposed =
  | { readonly kind: 'supposed'; readonly state: PlanningState }
  /** Dutch sentence. */
  | { readonly kind: 'refused'; readonly reason: string };

/** The planning as it would be: with another plan, or with more organisations. What is held stays held. */
export function suppose(state: PlanningState, supposal: Supposal, now: Instant): Supposed {
  if ('uitval' in supposal) {
    const { van: from, totEnMet: until } = supposal.uitval;
    if (until < dateOf(now)) {
      const reason = `Uitval: verwacht een periode die nog niet voorbij is, gevonden: tot en met ${until}.`;
      return { kind: 'refused', reason };
    }
    return { kind: 'supposed', state: replanned(state, without(state.plan, { from, until }), now) };
  }
  if ('erbij' in supposal) return { kind: 'supposed', state: withNewcomers(state, supposal.erbij, now) };
  const { tranche: name, weken } = supposal;
  const names = state.plan.tranches.map((tranche) => tranche.name);
  if (!names.includes(name)) {
    const known = names.length === 0 ? 'er is nog geen planning' : `wel: ${names.join(', ')}`;
    return { kind: 'refused', reason: `Tranche: ${name} staat niet in de planning (${known}).` };
  }
  const tranches = state.plan.tranches.map((one) => (one.name === name ? later(one, weken * 7) : one));
  return { kind: 'supposed', state: replanned(state, { ...state.plan, tranches }, now) };
}

/** Slots that somebody holds are remembered, and moves that it makes impossible fall away, as when a plan is published. */
function replanned(state: PlanningState, plan: Plan, now: Instant): PlanningState {
  const { slotsById } = scheduleOf(plan);
  const held = new Set([
    ...placedReservations(state).map(({ reservation }) => reservation.slot),
    ...state.proposals.flatMap(({ moves }) => moves.map(({ to }) => to)),
  ]);
  const retired = [...held].filter((id) => !slotsById.has(id)).map((id) => slotById(state, id));
  return settleMoves(markDisplaced({ ...state, plan, retired }, now), now).state;
}

/** Every slot on its own date, so that those of a period can be left out and the others keep their ids. */
function without(plan: Plan, { from, until }: Period): Plan {
  const { calendar } = scheduleOf(plan);
  const tranches = plan.tranches.map((tranche): TranchePlan => {
    const slots = tranche.slots.flatMap((slot) =>
      slotDays(slot, tranche.chainTests, calendar)
        .filter((date) => date < from || date > until)
        .map((date) => onDate(slot, date)),
    );
    return { ...tranche, slots };
  });
  return { ...plan, tranches };
}

function onDate({ begin, end, capacity, functions }: SlotPlan, date: IsoDate): SlotPlan {
  return { kind: 'once', date, begin, end, capacity, functions };
}

function later({ active, chainTests, slots, ...tranche }: TranchePlan, days: number): TranchePlan {
  const moved = ({ from, until }: Period) => ({ from: addDays(from, days), until: addDays(until, days) });
  return {
    ...tranche,
    active: moved(active),
    chainTests: moved(chainTests),
    slots: slots.map((slot) => (slot.kind === 'once' ? { ...slot, date: addDays(slot.date, days) } : slot)),
  };
}

/** Begins the id of who is only supposed to come; no id of the register has a space. */
const newcomerPrefix = 'erbij ';

export function isNewcomer(organisation: string): boolean {
  return organisation.startsWith(newcomerPrefix);
}

/** They wait behind everybody, and want to go live as soon as the nominal terms allow (assumption). */
function withNewcomers(state: PlanningState, count: number, now: Instant): PlanningState {
  const { calendar } = scheduleOf(state.plan);
  const { nominaal } = state.plan.policy;
  const today = dateOf(now);
  let { sequence } = state;
  const organisations: Record<string, RegisteredOrganisation> = { ...state.organisations };
  for (let i = 1; i <= count; i++) {
    const reservations = Object.fromEntries(
      connectionFunctions.map((fn) => {
        const earliest = latest(today, calendar.addWorkingDays(today, nominaal.preproductie[fn]));
        const requestedGoLive = calendar.addWorkingDays(earliest, nominaal.ingebruikname);
        const wish = { earliest, requestedGoLive };
        const since = sequence++;
        return [
          fn,
          {
            status: 'waiting' as const,
            generation: 1,
            refusal: null,
            since,
            wish,
            askedOn: today,
            tranche: null,
          },
        ];
      }),
    );
    const name = `Nieuwe organisatie ${i}`;
    organisations[`${newcomerPrefix}${i}`] = { name, kind: 'gemeente', live: {}, advice: [], reservations };
  }
  return { ...state, organisations, sequence };
}
