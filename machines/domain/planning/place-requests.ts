import { dateOf, type Instant } from '../amsterdam.ts';
import { functionWords } from '../words.ts';
import { trancheOf } from './capacity.ts';
import { displacementOf } from './displacement.ts';
import { bestSlot, refusalOf, trancheRefusal } from './feasible.ts';
import type { PlanningRequest } from './requests.ts';
import { isPlaced } from './state.ts';
import type { PlacedReservation, PlanningState, Reservation, Wish } from './state.ts';

type Request<Kind extends PlanningRequest['kind']> = Extract<PlanningRequest, { readonly kind: Kind }>;

/** A request that replaces one function's reservation. */
export type PlaceRequest = Request<'reserve' | 'move' | 'confirm' | 'release' | 'rejoin' | 'decline'>;

/**
 * A request that is asked again comes from a track that knows too little, most often by a reset, which carries out old
 * actions anew: it takes no place away, and an agreed slot stays as it is. A track that did end gives back by itself
 * what it hears that it holds.
 */
export function keepsWhatIsThere(
  current: Reservation | undefined,
  { kind, again }: PlaceRequest,
): current is Reservation {
  if (again !== true || current === undefined) return false;
  switch (current.status) {
    case 'agreed':
      return kind !== 'decline';
    case 'held':
    case 'waiting':
      return kind === 'release';
    case 'trancheOnly':
    case 'released':
      return false;
  }
}

/** What the reservation becomes. A refusal keeps what was held, and is remembered with it. */
export function decide(
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
    case 'rejoin':
      return rejoin(state, current, request);
    case 'decline':
      return declined(current, request);
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

/**
 * A slot that is held stays, and is voorlopig (again), also when it was agreed: a first place is agreed on anew.
 * Who is displaced gets a new place, or keeps what it holds when there is none.
 */
function reserve(
  state: PlanningState,
  current: Reservation | undefined,
  request: Request<'reserve'>,
  now: Instant,
): Reservation {
  const newest = { generation: request.generation, refusal: null, wish: wishOf(request) };
  if (isPlaced(current) && displacementOf(state, request.function, current) === null) {
    return { ...current, ...newest, status: 'held' };
  }
  const slot = bestSlot(state, request, now);
  if (slot !== undefined) return placedIn(state, slot.id, request);
  if (isPlaced(current)) return { ...current, ...newest };
  return {
    ...newest,
    status: 'waiting',
    since: current?.status === 'waiting' ? current.since : state.sequence,
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

/** Who holds or waits for something, counts already where it should. */
function rejoin(
  state: PlanningState,
  current: Reservation | undefined,
  { generation, organisation, tranche }: Request<'rejoin'>,
): Reservation {
  if (current !== undefined && current.status !== 'released')
    return { ...current, generation, refusal: null };
  const refusal = trancheRefusal(state, tranche, organisation);
  if (refusal !== null) return refused(current, generation, refusal);
  return { status: 'trancheOnly', generation, refusal: null, tranche };
}

/** `slot` keeps the tranche: after a failed test, or when the slot passed. */
function release(current: Reservation | undefined, { generation, what }: Request<'release'>): Reservation {
  const tranche = what === 'everything' || current === undefined ? null : trancheOf(current);
  if (tranche === null) return { status: 'released', generation, refusal: null };
  return { status: 'trancheOnly', generation, refusal: null, tranche };
}

/** What is held stays held. */
function declined(current: Reservation | undefined, { generation }: Request<'decline'>): Reservation {
  return { ...(current ?? { status: 'released' }), generation, refusal: null };
}
