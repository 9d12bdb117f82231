import { dateOf, type Instant } from '../../amsterdam.ts';
import type { IsoDate } from '../../dates.ts';
import { occupancyOf } from '../capacity.ts';
import { placedReservations, slotById } from '../displacement.ts';
import { latenessOf, refusalOf } from '../feasible.ts';
import { scheduleOf } from '../schedule.ts';
import type { PlannedSlot } from '../slots.ts';
import type { PlanningState, ReservationKey, Wish } from '../state.ts';
import { acceptMoves } from './accept.ts';
import { claimedPlaces } from './claims.ts';
import type { Decided } from './decided.ts';
import { applicantOf, isDisplaced, isFrozen, placeOf } from './movable.ts';
import { isKeptUnasked, liveMoveOf, movesOf } from './proposal.ts';
import { propose } from './propose.ts';
import { whose } from './proposal-words.ts';

/**
 * Free places that would make somebody less late. Who waits is served by itself, so these are left for who has a
 * later slot; the desk offers one to one consumer at a time.
 */
export interface FreedSlot {
  readonly slot: PlannedSlot;
  /** Places that nobody has and that are kept for nobody. */
  readonly free: number;
  /** Who gains most comes first, then who came first. */
  readonly candidates: readonly Candidate[];
}

export interface Candidate extends ReservationKey {
  readonly from: string;
  /** Days of uitloop less than now, or than in the place that is kept for it; null: a new plan left it without any. */
  readonly gain: number | null;
}

interface Late {
  readonly key: ReservationKey;
  readonly from: string;
  /** Null: it has no room where it is, and no place is kept for it. */
  readonly has: { readonly date: IsoDate; readonly lateness: number } | null;
  readonly wish: Wish;
}

export function freedSlots(state: PlanningState, now: Instant): readonly FreedSlot[] {
  const late = lateOnes(state, now);
  if (late.length === 0) return [];
  return scheduleOf(state.plan).slots.flatMap((slot) => {
    const free = slot.begin > now ? freePlaces(state, slot) : 0;
    const candidates = free > 0 ? candidatesFor(state, slot, late, now) : [];
    return candidates.length === 0 ? [] : [{ slot, free, candidates }];
  });
}

export function freePlaces(state: PlanningState, slot: PlannedSlot): number {
  return slot.capacity - (occupancyOf(state).places.get(slot.id) ?? 0) - claimedPlaces(state, slot.id, null);
}

/** In order of arrival; none that is frozen, or talked with already. */
function lateOnes(state: PlanningState, now: Instant): readonly Late[] {
  return placedReservations(state).flatMap(({ key, reservation }) => {
    const { slot: from, wish } = reservation;
    if (slotById(state, from).begin <= now) return [];
    const place = isDisplaced(state, key) ? (movesOf(state, key).find(isKeptUnasked)?.move.to ?? null) : from;
    const date = place === null ? null : dateOf(slotById(state, place).begin);
    const has = date === null ? null : { date, lateness: latenessOf(state, date, wish.requestedGoLive) };
    if (has !== null && has.lateness < state.plan.policy.planning.minimaleWinst) return [];
    if (isFrozen(state, { ...key, from }, now) || liveMoveOf(state, key) !== undefined) return [];
    return [{ key, from, has, wish }];
  });
}

function candidatesFor(
  state: PlanningState,
  slot: PlannedSlot,
  late: readonly Late[],
  now: Instant,
): readonly Candidate[] {
  const wasOffered = (key: ReservationKey) =>
    movesOf(state, key).some(({ move: { to, progress } }) => to === slot.id && 'reason' in progress);
  return late
    .flatMap(({ key, from, has, wish }) => {
      // By far the most: a later slot never makes anybody less late, and an earlier one can be too early.
      if (slot.date < wish.earliest || (has !== null && slot.date >= has.date)) return [];
      const gain = has === null ? null : has.lateness - latenessOf(state, slot.date, wish.requestedGoLive);
      if (gain !== null && gain < Math.max(1, state.plan.policy.planning.minimaleWinst)) return [];
      // Once is enough: who had it offered and didn't take it, leaves it to the next.
      if (wasOffered(key)) return [];
      return refusalOf(state, slot.id, { ...key, ...wish }, now) === null ? [{ ...key, from, gain }] : [];
    })
    .sort((a, b) => (b.gain ?? Number.POSITIVE_INFINITY) - (a.gain ?? Number.POSITIVE_INFINITY));
}

/** A proposal of one move, accepted at once: the place is kept while the desk talks with the consumer. */
export function offerSlot(
  state: PlanningState,
  { slot, by, ...key }: ReservationKey & { readonly slot: string; readonly by: string },
  now: Instant,
): Decided {
  if (placeOf(state, key) === null) {
    const reason = `${whose(state, key)} staat op de wachtlijst, en krijgt vanzelf een plaats zodra er een past.`;
    return { kind: 'refused', reason };
  }
  const applicant = applicantOf(state, key, now);
  const full = applicant === undefined ? null : refusalOf(state, slot, applicant, now);
  const proposed = propose(state, { by, origin: 'freedSlot', moves: [{ ...key, to: slot }] }, now);
  const [refusal] = proposed.refusals;
  if (refusal !== undefined || full !== null || proposed.proposal === null) {
    return { kind: 'refused', reason: full ?? refusal?.reason ?? 'Er is geen voorstel gemaakt.' };
  }
  const accepted = acceptMoves(proposed.state, { proposal: proposed.proposal.id }, now);
  if (accepted.kind === 'refused') return accepted;
  const [offered] = accepted.notices.filter(({ kind }) => kind === 'moveProposed');
  const until = offered?.kind === 'moveProposed' ? ` tot en met ${offered.answerBy}` : '';
  const answer = `Tijdslot ${slot} wordt${until} vastgehouden voor ${whose(state, key)}. Het traject heeft nu een taak: overleg met de afnemer.`;
  return { ...accepted, notices: [...proposed.notices, ...accepted.notices], answer };
}
