import { dateOf, type Instant } from '../amsterdam.ts';
import { functionWords } from '../words.ts';
import { bookAdvice } from './advice.ts';
import { trancheOf, withReservation } from './capacity.ts';
import { displacementOf, slotById } from './displacement.ts';
import { alternatives, bestSlot, lastUsefulSlot, refusalOf } from './feasible.ts';
import { recordClosing } from './register.ts';
import type { PlanningAnswer, PlanningRequest } from './requests.ts';
import { isPlaced, organisationOf } from './state.ts';
import type { PlacedReservation, PlanningState, Reservation, ReservationKey, Wish } from './state.ts';
import { serveWaiting, waitingPosition } from './waiting-list.ts';

export interface Coordinated {
  readonly state: PlanningState;
  readonly answer: PlanningAnswer;
  /** For other functions' tracks than the one that asked. */
  readonly notices: readonly PlanningAnswer[];
}

type PlaceRequest = Extract<PlanningRequest, { readonly kind: 'reserve' | 'move' | 'confirm' | 'release' }>;
type Request<Kind extends PlanningRequest['kind']> = Extract<PlanningRequest, { readonly kind: Kind }>;

/**
 * One step of the single writer. Invariants: no slot and no tranche takes more than its plan allows, but for the
 * reservations that a new plan named as displaced; nobody waits for whom there is room; a request that is
 * refused, repeated or overtaken leaves what is held as it is.
 */
export function coordinate(state: PlanningState, request: PlanningRequest, now: Instant): Coordinated {
  switch (request.kind) {
    case 'reserve':
    case 'move':
    case 'confirm':
    case 'release':
      return place(state, request, now);
    case 'alternatives': {
      const { kind, organisation, function: fn, generation } = request;
      const found = [...alternatives(state, request, now)];
      const answer: PlanningAnswer = { kind, organisation, function: fn, generation, alternatives: found };
      return { state, answer, notices: [] };
    }
    case 'advice':
      return { ...bookAdvice(state, request), notices: [] };
    case 'close': {
      const { organisation } = request;
      const served = serveWaiting(recordClosing(state, request), now);
      return { ...served, answer: { kind: 'closed', organisation } };
    }
  }
}

function place(state: PlanningState, request: PlaceRequest, now: Instant): Coordinated {
  const key: ReservationKey = { organisation: request.organisation, function: request.function };
  const organisation = organisationOf(state, key.organisation);
  if (organisation === undefined) {
    const reason = `Organisatie ${key.organisation} staat niet in het register.`;
    return {
      state,
      answer: { kind: 'refused', ...key, generation: request.generation, reason },
      notices: [],
    };
  }
  const current = organisation.reservations[key.function];
  if (current !== undefined && request.generation <= current.generation) {
    return { state, answer: answerOf(state, key, current, now), notices: [] };
  }
  const next = decide(state, current, request, now);
  const served = serveWaiting(withReservation(state, key, next), now);
  const result = organisationOf(served.state, key.organisation)?.reservations[key.function] ?? next;
  return {
    state: served.state,
    answer: answerOf(served.state, key, result, now),
    notices: served.notices.filter(
      (notice) =>
        !('function' in notice) ||
        notice.organisation !== key.organisation ||
        notice.function !== key.function,
    ),
  };
}

function decide(
  state: PlanningState,
  current: Reservation | undefined,
  request: PlaceRequest,
  now: Instant,
): Reservation {
  switch (request.kind) {
    case 'reserve':
      return reserve(state, current, request, now);
    case 'move':
      return move(state, current, request, now);
    case 'confirm':
      return confirm(state, current, request);
    case 'release':
      return release(current, request);
  }
}

function refused(current: Reservation | undefined, generation: number, refusal: string): Reservation {
  return { ...(current ?? { status: 'released' }), generation, refusal };
}

function placedIn(
  state: PlanningState,
  slot: string,
  request: Request<'reserve' | 'move'>,
): PlacedReservation {
  return {
    status: request.kind === 'move' ? 'agreed' : 'held',
    generation: request.generation,
    refusal: null,
    slot,
    since: state.sequence,
    wish: wishOf(request),
    displaced: null,
  };
}

function wishOf({ earliest, requestedGoLive }: Wish): Wish {
  return { earliest, requestedGoLive };
}

/** A slot that is held stays, and is voorlopig (again), also when it was agreed: a first place is agreed on anew. */
function reserve(
  state: PlanningState,
  current: Reservation | undefined,
  request: Request<'reserve'>,
  now: Instant,
): Reservation {
  const { generation } = request;
  const wish = wishOf(request);
  const kept: PlacedReservation | null = isPlaced(current)
    ? { ...current, status: 'held', generation, refusal: null, wish }
    : null;
  if (kept !== null && displacementOf(state, request.function, kept) === null) return kept;
  const slot = bestSlot(state, request, now);
  if (slot !== undefined) return placedIn(state, slot.id, request);
  if (kept !== null) return kept;
  return {
    status: 'waiting',
    generation,
    refusal: null,
    since: current?.status === 'waiting' ? current.since : state.sequence,
    wish,
    askedOn: dateOf(now),
    tranche: current === undefined ? null : trancheOf(current),
  };
}

/** Made in consultation, so afgesproken at once. */
function move(
  state: PlanningState,
  current: Reservation | undefined,
  request: Request<'move'>,
  now: Instant,
): Reservation {
  const { generation, slot } = request;
  if (
    isPlaced(current) &&
    current.slot === slot &&
    displacementOf(state, request.function, current) === null
  ) {
    return { ...current, status: 'agreed', generation, refusal: null, wish: wishOf(request) };
  }
  const refusal = refusalOf(state, slot, request, now);
  return refusal === null ? placedIn(state, slot, request) : refused(current, generation, refusal);
}

function confirm(
  state: PlanningState,
  current: Reservation | undefined,
  { generation, function: fn }: Request<'confirm'>,
): Reservation {
  if (!isPlaced(current)) {
    const found = current?.status === 'waiting' ? 'staat op de wachtlijst' : 'heeft geen tijdslot';
    return refused(
      current,
      generation,
      `Afspreken kan alleen met een voorlopig tijdslot: ${functionWords[fn]} ${found}.`,
    );
  }
  const displacement = displacementOf(state, fn, current);
  if (displacement !== null) return refused(current, generation, displacement);
  return { ...current, status: 'agreed', generation, refusal: null };
}

/** `slot` keeps the tranche: after a failed test, or when the slot passed. */
function release(current: Reservation | undefined, { generation, what }: Request<'release'>): Reservation {
  const tranche = what === 'everything' || current === undefined ? null : trancheOf(current);
  if (tranche === null) return { status: 'released', generation, refusal: null };
  return { status: 'trancheOnly', generation, refusal: null, tranche };
}

/** What the newest request left behind, as it is now. */
function answerOf(
  state: PlanningState,
  key: ReservationKey,
  reservation: Reservation,
  now: Instant,
): PlanningAnswer {
  const { generation, refusal } = reservation;
  const answered = { ...key, generation };
  if (refusal !== null) return { kind: 'refused', ...answered, reason: refusal };
  switch (reservation.status) {
    case 'held':
    case 'agreed': {
      const reason = displacementOf(state, key.function, reservation);
      if (reason !== null) return { kind: 'displaced', ...answered, reason };
      const slot = slotById(state, reservation.slot);
      return { kind: 'placed', ...answered, slot, agreed: reservation.status === 'agreed' };
    }
    case 'waiting':
      return {
        kind: 'waiting',
        ...answered,
        position: waitingPosition(state, key),
        lastUsefulSlot: lastUsefulSlot(state, { ...key, ...reservation.wish }, now),
      };
    case 'trancheOnly':
    case 'released':
      return { kind: 'released', ...answered };
  }
}
