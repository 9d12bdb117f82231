import { dateOf, type Instant } from '../../amsterdam.ts';
import type { IsoDate } from '../../dates.ts';
import { withReservation } from '../capacity.ts';
import { slotById } from '../displacement.ts';
import { unsuitabilityOf } from '../feasible.ts';
import type { PlaceRequest } from '../place-requests.ts';
import type { PlanningAnswer, Slot } from '../requests.ts';
import { isPlaced, organisationOf, type PlanningState, type ReservationKey } from '../state.ts';
import { isLive, liveMoveOf, locatedMoves, withProgress } from './proposal.ts';

/** What the tracks say to the moves that were proposed to their consumers. */

/**
 * The consumer's akkoord to its proposed move; null when the request is about something else. It takes effect in
 * the same step, or waits for the others: see `settle`.
 */
export function answerMove(state: PlanningState, request: PlaceRequest, now: Instant): PlanningState | null {
  const { organisation, function: fn, generation } = request;
  const key = { organisation, function: fn };
  const live = liveMoveOf(state, key);
  const current = organisationOf(state, organisation)?.reservations[fn];
  // From the waiting list nothing is talked about: there a place comes first.
  if (request.kind !== 'move' || request.slot !== live?.move.to || !isPlaced(current)) return null;
  const { earliest, requestedGoLive } = request;
  const wish = { earliest, requestedGoLive };
  const reason = unsuitabilityOf(state, request.slot, { ...key, ...wish }, now);
  const progress =
    reason === null
      ? ({ status: 'agreed', since: state.sequence } as const)
      : ({ status: 'lapsed', reason } as const);
  const newest = withReservation(state, key, { ...current, generation, refusal: reason, wish });
  return withProgress(newest, new Map([[live.id, progress]]));
}

/** The move that is talked about with this function ends, by what its track asks now. */
export function withoutMove(state: PlanningState, request: PlaceRequest): PlanningState {
  const live = liveMoveOf(state, request);
  if (live === undefined || live.move.from === null) return state;
  const progress =
    request.kind === 'decline'
      ? ({ status: 'declined', reason: request.reason } as const)
      : ({ status: 'lapsed', reason: leavings[request.kind] } as const);
  return withProgress(state, new Map([[live.id, progress]]));
}

const leavings: Readonly<Record<Exclude<PlaceRequest['kind'], 'decline'>, string>> = {
  reserve: 'De functie wordt opnieuw ingeroosterd.',
  move: 'De afnemer koos een ander tijdslot.',
  confirm: 'De afnemer koos voor het tijdslot dat er al was.',
  release: 'Het tijdslot is teruggegeven.',
  rejoin: 'De functie wordt opnieuw ingeroosterd.',
};

type Awaited = Pick<Extract<PlanningAnswer, { readonly kind: 'awaiting' }>, 'move' | 'slot' | 'until'>;

/** The move to which this function has said yes, and which waits for others; null when there is none. */
export function awaitedMove(state: PlanningState, key: ReservationKey): Awaited | null {
  const live = liveMoveOf(state, key);
  if (live?.move.progress.status !== 'agreed' || live.move.from === null) return null;
  const slot: Slot = slotById(state, live.move.to);
  return { move: live.id, slot, until: lastAnswerDay(state) ?? dateOf(slot.begin) };
}

/** By then every other answer is in. */
function lastAnswerDay(state: PlanningState): IsoDate | null {
  const days = locatedMoves(state)
    .filter(isLive)
    .flatMap(({ move: { progress } }) => (progress.status === 'talking' ? [progress.answerBy] : []));
  return days.sort().at(-1) ?? null;
}
