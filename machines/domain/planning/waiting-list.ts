import { dateOf, type Instant } from '../amsterdam.ts';
import { latest, type IsoDate } from '../dates.ts';
import { connectionFunctions } from '../vocabulary.ts';
import { Rebooking } from './capacity.ts';
import { slotById } from './displacement.ts';
import { bestSlot } from './feasible.ts';
import { keptPlace } from './proposals/claims.ts';
import type { PlanningAnswer } from './requests.ts';
import { scheduleOf } from './schedule.ts';
import { organisationOf } from './state.ts';
import type { PlanningState, ReservationKey, WaitingReservation } from './state.ts';

export interface WaitingEntry {
  readonly key: ReservationKey;
  readonly reservation: WaitingReservation;
}

/** In order of requested go-live, a supplier by its `earliest`; then who waits longest. The place is the index plus 1. */
export function waitingList(state: PlanningState): readonly WaitingEntry[] {
  return Object.entries(state.organisations)
    .flatMap(([organisation, { reservations }]) =>
      connectionFunctions.flatMap((fn) => {
        const reservation = reservations[fn];
        return reservation?.status === 'waiting'
          ? [{ key: { organisation, function: fn }, reservation }]
          : [];
      }),
    )
    .sort(inOrder);
}

function inOrder({ reservation: a }: WaitingEntry, { reservation: b }: WaitingEntry): number {
  const x = a.wish.requestedGoLive ?? a.wish.earliest;
  const y = b.wish.requestedGoLive ?? b.wish.earliest;
  if (x !== y) return x < y ? -1 : 1;
  return a.since - b.since;
}

/**
 * While it waits, a consumer need not have begun: the place must leave as many working days as it asked for when
 * it joined, though no more than nominal preproduction (assumption).
 */
export function earliestNow(state: PlanningState, { key, reservation }: WaitingEntry, now: Instant): IsoDate {
  const { calendar } = scheduleOf(state.plan);
  const { askedOn, wish } = reservation;
  const nominal = state.plan.policy.nominaal.preproductie[key.function];
  // Compared first: counting the working days to a far year would cost a step its time.
  const days =
    wish.earliest >= calendar.addWorkingDays(askedOn, nominal)
      ? nominal
      : Math.max(0, calendar.workingDaysBetween(askedOn, wish.earliest));
  return latest(wish.earliest, calendar.addWorkingDays(dateOf(now), days));
}

/**
 * Gives every waiting function that fits a place, voorlopig, in the order of the list. Invariant after each step
 * of the coordinator: nobody waits for whom there is room, so that a newcomer passes nobody who could go first.
 */
export function serveWaiting(
  state: PlanningState,
  now: Instant,
): { readonly state: PlanningState; readonly notices: readonly PlanningAnswer[] } {
  const notices: PlanningAnswer[] = [];
  const served = new Rebooking(state);
  let before: PlanningState;
  do {
    // A place for one can make room for another who was passed over: once more from the start.
    before = served.state;
    for (const entry of waitingList(before)) {
      const { key, reservation } = entry;
      const { requestedGoLive } = reservation.wish;
      const applicant = { ...key, earliest: earliestNow(served.state, entry, now), requestedGoLive };
      // Not another place than the one that is kept for it, so that what was proposed can go through.
      const kept = keptPlace(served.state, key);
      const slot =
        bestSlot(served.state, applicant, now, ({ id }) => id === kept) ??
        bestSlot(served.state, applicant, now);
      if (slot === undefined) continue;
      served.book(key, {
        status: 'held',
        generation: reservation.generation,
        refusal: null,
        slot: slot.id,
        since: served.state.sequence,
        wish: reservation.wish,
        displaced: null,
      });
      const place = slotById(served.state, slot.id);
      notices.push({
        kind: 'placed',
        ...key,
        generation: reservation.generation,
        slot: place,
        agreed: false,
      });
    }
  } while (served.state !== before);
  return { state: served.state, notices };
}

/** 1 for who is first. Zero when it doesn't wait. */
export function waitingPosition(state: PlanningState, key: ReservationKey): number {
  const own = organisationOf(state, key.organisation)?.reservations[key.function];
  return waitingList(state).findIndex(({ reservation }) => reservation === own) + 1;
}
