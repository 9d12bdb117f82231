import { dateOf } from '../../domain/amsterdam.ts';
import { isStep, type ConnectionFunction } from '../../domain/vocabulary.ts';
import type { Connection, TrackContext } from '../context.ts';
import type { TrackEvent } from '../events.ts';
import { settleDanger } from '../danger.ts';
import { attributeLateness } from '../lateness.ts';
import { isScheduled, needsNewSlot } from '../held-up.ts';
import { askAlternatives } from '../alternatives.ts';
import { askAgreement, askPlace, giveBackSlot } from '../placement.ts';
import { withProposed } from '../proposed-move.ts';
import { expectedGoLive, slotOf } from '../terms.ts';
import type { Turn } from '../turn.ts';
import { declineWhenTooEarly } from './moves.ts';

type Event<Type extends TrackEvent['type']> = Extract<TrackEvent, { type: Type }>;

/** Delay and the new slot, in consultation: only this function moves, and the old slot stays until the new one is held. */

/** A new slot can be spoken of, unless one is being asked for already. */
export function canReschedule(connection: Connection | undefined): connection is Connection {
  return connection !== undefined && connection.moving === null && isScheduled(connection.stage);
}

/** A track that has started and not ended can be late. */
export function canBeDelayed(connection: Connection | undefined): connection is Connection {
  return connection !== undefined && isStep(connection.stage) && connection.stage !== 'declaration';
}

export function reportDelay(turn: Turn, event: Event<'delay.reported'>): void {
  const fn = event.function;
  const { reason, cause, ready } = event;
  const connection = turn.connection(fn);
  const before = expectedGoLive(turn.context, connection);
  const { readyBefore } = connection.delay ?? { readyBefore: connection.readyFrom };
  turn.changeConnection(fn, {
    delay: { reportedOn: dateOf(event.at), reason, cause, ready, readyBefore },
    readyFrom: ready ?? readyBefore,
  });
  declineWhenTooEarly(turn, fn);
  attributeLateness(turn, fn, cause, before);
  settleDanger(turn, fn);
  lookAgain(turn, fn);
}

/** What the consumer wishes or when it is ready has changed: a place that is not agreed on is looked for anew, for another there are alternatives. */
function lookAgain(turn: Turn, fn: ConnectionFunction): void {
  const connection = turn.connection(fn);
  switch (connection.place.status) {
    case 'waiting':
    case 'requested':
      return askPlace(turn, fn);
    case 'held':
      return askAlternatives(turn, fn);
    case 'agreed':
    case 'none':
      if (canReschedule(connection)) askAlternatives(turn, fn);
  }
}

/** What was agreed can be met after all: a delay or a consultation under way can end. */
export function canLiftDelay(connection: Connection | undefined): connection is Connection {
  if (connection === undefined || !isStep(connection.stage) || connection.moving !== null) return false;
  const { delay, offeredOn, stage, wish } = connection;
  const isOpen = delay !== null || offeredOn !== null || wish !== null;
  if (stage === 'goLive') return isOpen;
  return isOpen && slotOf(connection) !== null && !needsNewSlot(connection);
}

/** The consumer keeps what was agreed: nobody waits for a choice any more. */
export function liftDelay(turn: Turn, { function: fn }: Event<'delay.lifted'>): void {
  const connection = turn.connection(fn);
  const { delay, readyFrom } = connection;
  const before = expectedGoLive(turn.context, connection);
  turn.changeConnection(fn, {
    delay: null,
    readyFrom: delay === null ? readyFrom : delay.readyBefore,
    wish: null,
    offering: null,
    offeredOn: null,
    alternatives: withProposed(connection, []),
  });
  attributeLateness(turn, fn, delay?.cause ?? null, before);
  settleDanger(turn, fn);
}

export function requestAlternatives(turn: Turn, event: Event<'alternatives.requested'>): void {
  askAlternatives(turn, event.function);
}

/** What was prepared can be taken, or too near by now: the planning is asked once more, and its answer is sent. */
export function offerAlternatives(turn: Turn, event: Event<'alternatives.offered'>): void {
  turn.changeConnection(event.function, { offering: dateOf(event.at) });
  askAlternatives(turn, event.function);
}

export function recordWish(turn: Turn, event: Event<'reschedule.wished'>): void {
  const fn = event.function;
  const on = dateOf(event.at);
  turn.changeConnection(fn, {
    wish: { slot: event.slot, on },
    offeredOn: turn.connection(fn).offeredOn ?? on,
  });
}

export function reschedule(turn: Turn, event: Event<'reschedule.agreed'>): void {
  askAgreement(turn, event.function, event.slot, event.with);
}

/** The consumer wants other dates: they replace the gewenste ones; a place that is only voorlopig is looked for anew. */
export function changeDates(turn: Turn, event: Event<'dates.changed'>): void {
  const fn = event.function;
  const connection = turn.connection(fn);
  const requested = {
    testStart: event.testStart ?? connection.requested.testStart,
    goLive: event.goLive ?? connection.requested.goLive,
  };
  turn.changeConnection(fn, { requested });
  declineWhenTooEarly(turn, fn);
  attributeLateness(turn, fn, null, null);
  lookAgain(turn, fn);
}

/** A slot to agree on or to wish for; none while the planning still has to answer about this function's place. */
export function slotIsKnown(context: TrackContext, fn: ConnectionFunction, slot: string): boolean {
  const connection = context.connections[fn];
  if (connection === undefined || connection.moving !== null || connection.place.status === 'requested')
    return false;
  return slotOf(connection)?.id === slot || connection.alternatives.some(({ id }) => id === slot);
}

/** A slot that lies ahead and is not on its way to another: the desk can give it back, and choose another later. */
export function releasable(context: TrackContext, connection: Connection): boolean {
  const slot = slotOf(connection);
  return slot !== null && slot.begin > context.now && canReschedule(connection);
}

export function releaseSlot(turn: Turn, { function: fn }: Event<'slot.released'>): void {
  giveBackSlot(turn, fn);
  turn.settle(fn, 'inDanger', 'slotRefused');
  askAlternatives(turn, fn);
}
