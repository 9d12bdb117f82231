import { dateOf, type Instant } from '../../amsterdam.ts';
import { addDays, type IsoDate } from '../../dates.ts';
import { displacementOf, slotById } from '../displacement.ts';
import { latenessOf, unsuitabilityOf, type Applicant } from '../feasible.ts';
import { scheduleOf } from '../schedule.ts';
import { isPlaced, organisationOf, type PlanningState, type ReservationKey } from '../state.ts';
import { earliestNow } from '../waiting-list.ts';
import type { Placing } from './proposal.ts';

/** What can be moved at all: judged for one move alone, whatever room there is. */

/** From where a function can move: its slot, null for the waiting list; undefined when it has neither. */
export function placeOf(state: PlanningState, key: ReservationKey): string | null | undefined {
  const reservation = organisationOf(state, key.organisation)?.reservations[key.function];
  if (isPlaced(reservation)) return reservation.slot;
  return reservation?.status === 'waiting' ? null : undefined;
}

/** The function with its wish, as the planning knows it now. */
export function applicantOf(state: PlanningState, key: ReservationKey, now: Instant): Applicant | undefined {
  const reservation = organisationOf(state, key.organisation)?.reservations[key.function];
  const { organisation, function: fn } = key;
  if (isPlaced(reservation)) return { organisation, function: fn, ...reservation.wish };
  if (reservation?.status !== 'waiting') return undefined;
  const { requestedGoLive } = reservation.wish;
  const earliest = earliestNow(state, { key, reservation }, now);
  return { organisation, function: fn, earliest, requestedGoLive };
}

/** Why this move cannot be, though there were room for it (Dutch sentence); null when only room can lack. */
export function hindranceTo(state: PlanningState, move: Placing, now: Instant): string | null {
  const place = placeOf(state, move);
  const applicant = applicantOf(state, move, now);
  if (place === undefined || applicant === undefined) return 'De functie heeft intussen geen plaats meer.';
  if (place !== move.from) return 'De functie heeft intussen een andere plaats.';
  if (place !== null && slotById(state, place).begin <= now) {
    return `Tijdslot ${place} is al begonnen of voorbij.`;
  }
  return unsuitabilityOf(state, move.to, applicant, now);
}

/** A new plan has no room any more for what it holds. */
export function isDisplaced(state: PlanningState, key: ReservationKey): boolean {
  const reservation = organisationOf(state, key.organisation)?.reservations[key.function];
  return isPlaced(reservation) && displacementOf(state, key.function, reservation) !== null;
}

/**
 * Nothing is proposed to move from so many working days before its test, inclusive (assumption: `bevriezing`),
 * but for who has no room there any more.
 */
export function isFrozen(
  state: PlanningState,
  { from, ...key }: Pick<Placing, 'organisation' | 'function' | 'from'>,
  now: Instant,
): boolean {
  if (from === null || isDisplaced(state, key)) return false;
  const { calendar } = scheduleOf(state.plan);
  const test = dateOf(slotById(state, from).begin);
  return dateOf(now) >= calendar.addWorkingDays(test, -state.plan.policy.planning.bevriezing);
}

export function frozenText(state: PlanningState): string {
  const { bevriezing } = state.plan.policy.planning;
  return `De ketentest is binnen ${bevriezing} werkdagen: zo kort ervoor wordt niets meer verplaatst.`;
}

/** Calendar days of uitloop less than now; null for who has no place to compare with. */
export function gainOf(state: PlanningState, { from, to, ...key }: Placing): number | null {
  const reservation = organisationOf(state, key.organisation)?.reservations[key.function];
  if (from === null || !isPlaced(reservation)) return null;
  const { requestedGoLive } = reservation.wish;
  const inSlot = (id: string) => latenessOf(state, dateOf(slotById(state, id).begin), requestedGoLive);
  return inSlot(from) - inSlot(to);
}

/** The last day for the consumer's answer: after the term of the policy, and before both slots. */
export function answerDay(state: PlanningState, { from, to }: Placing, now: Instant): IsoDate {
  const { calendar } = scheduleOf(state.plan);
  const term = calendar.addWorkingDays(dateOf(now), state.plan.policy.planning.bedenktijd);
  const slots = from === null ? [to] : [from, to];
  const before = slots.map((slot) => addDays(dateOf(slotById(state, slot).begin), -1));
  const [first = term] = [term, ...before].sort();
  return first < dateOf(now) ? dateOf(now) : first;
}
