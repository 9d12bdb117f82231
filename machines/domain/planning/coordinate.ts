import type { Instant } from '../amsterdam.ts';
import { bookAdvice } from './advice.ts';
import { withReservation } from './capacity.ts';
import { connectionFunctions } from '../vocabulary.ts';
import { displacementOf, slotById } from './displacement.ts';
import { alternatives, lastUsefulSlot } from './feasible.ts';
import { freeAbandoned } from './abandoned.ts';
import { decide, keepsWhatIsThere, type PlaceRequest } from './place-requests.ts';
import { answerMove, awaitedMove, withoutMove } from './proposals/conversation.ts';
import { settle } from './proposals/settle.ts';
import { recordClosing } from './register.ts';
import type { PlanningAnswer, PlanningRequest } from './requests.ts';
import { isPlaced, organisationOf } from './state.ts';
import type { PlacedReservation, PlanningState, Reservation, ReservationKey } from './state.ts';
import { waitingPosition } from './waiting-list.ts';

export interface Coordinated {
  readonly state: PlanningState;
  readonly answer: PlanningAnswer;
  /** For other functions' tracks than the one that asked. */
  readonly notices: readonly PlanningAnswer[];
}

/**
 * One step of the single writer. Invariants: no slot and no tranche takes more than its plan allows, but for the
 * reservations that a new plan named as displaced; a place that is kept for a move goes to nobody else; nobody
 * waits for whom there is room besides; a request that is refused, repeated or overtaken leaves what is held.
 */
export function coordinate(state: PlanningState, request: PlanningRequest, now: Instant): Coordinated {
  switch (request.kind) {
    case 'reserve':
    case 'move':
    case 'confirm':
    case 'release':
    case 'rejoin':
    case 'decline':
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
      const settled = settle(recordClosing(state, request), now);
      return { ...settled, answer: { kind: 'closed', organisation } };
    }
    case 'abandoned': {
      const { organisation } = request;
      const freed = freeAbandoned(state, request);
      const settled = settle(freed.state, now);
      return { ...settled, answer: { kind: 'freed', organisation, something: freed.something } };
    }
    case 'recall': {
      const { organisation } = request;
      return {
        state,
        answer: { kind: 'recalled', organisation },
        notices: standing(state, organisation, now),
      };
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
  const { generation } = request;
  const next = keepsWhatIsThere(current, request)
    ? withReservation(state, key, { ...current, generation, refusal: null })
    : (answerMove(state, request, now) ?? ownWay(state, request, now));
  const settled = settle(next, now);
  const result = organisationOf(settled.state, key.organisation)?.reservations[key.function];
  if (result === undefined) throw new Error(`No reservation after a request: ${key.organisation}`);
  return {
    state: settled.state,
    answer: answerOf(settled.state, key, result, now),
    notices: settled.notices.filter(
      (notice) =>
        !('function' in notice) ||
        notice.organisation !== key.organisation ||
        notice.function !== key.function,
    ),
  };
}

/** Any other request than an answer to its proposed move ends the talk about it. */
function ownWay(state: PlanningState, request: PlaceRequest, now: Instant): PlanningState {
  const { organisation, function: fn } = request;
  const left = withoutMove(state, request);
  const current = organisationOf(left, organisation)?.reservations[fn];
  return withReservation(left, { organisation, function: fn }, decide(left, current, request, now));
}

/** What an organisation holds now, whatever was refused last: first its slot, then what there is to tell about it. */
function standing(state: PlanningState, organisation: string, now: Instant): readonly PlanningAnswer[] {
  const reservations = organisationOf(state, organisation)?.reservations ?? {};
  return connectionFunctions.flatMap((fn): readonly PlanningAnswer[] => {
    const reservation = reservations[fn];
    const key = { organisation, function: fn };
    if (reservation === undefined) return [{ kind: 'unknown', ...key }];
    const answer = answerOf(state, key, { ...reservation, refusal: null }, now);
    if (!isPlaced(reservation) || answer.kind === 'placed') return [answer];
    return [placed(state, key, reservation), answer];
  });
}

function placed(state: PlanningState, key: ReservationKey, reservation: PlacedReservation): PlanningAnswer {
  const { generation, status } = reservation;
  const slot = slotById(state, reservation.slot);
  return { kind: 'placed', ...key, generation, slot, agreed: status === 'agreed' };
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
  const awaited = awaitedMove(state, key);
  if (awaited !== null) return { kind: 'awaiting', ...answered, ...awaited };
  switch (reservation.status) {
    case 'held':
    case 'agreed': {
      const reason = displacementOf(state, key.function, reservation);
      if (reason !== null) return { kind: 'displaced', ...answered, reason };
      return placed(state, key, reservation);
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
