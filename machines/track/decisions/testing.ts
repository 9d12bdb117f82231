import { dateOf } from '../../domain/amsterdam.ts';
import { goLiveChecklist, preproductionChecklist } from '../../domain/checklist.ts';
import { isPass, type ConnectionFunction } from '../../domain/vocabulary.ts';
import type { Connection, TrackContext } from '../context.ts';
import type { TrackEvent } from '../events.ts';
import { settleDanger } from '../danger.ts';
import { attributeLateness } from '../lateness.ts';
import { needsNewSlot } from '../held-up.ts';
import { preproductionAsked, preproductionDue } from '../open-items.ts';
import { askAlternatives } from '../alternatives.ts';
import { cancelInvitation } from '../placement.ts';
import { slotOf } from '../terms.ts';
import type { Turn } from '../turn.ts';

type Event<Type extends TrackEvent['type']> = Extract<TrackEvent, { type: Type }>;

/** Preproduction, chain test and go-live. */

export function reportPreproduction(turn: Turn, event: Event<'preproduction.reported'>): void {
  const fn = event.function;
  const on = dateOf(event.at);
  const done = Object.fromEntries(event.items.map((item) => [item, on]));
  turn.changeConnection(fn, { checklist: { ...turn.connection(fn).checklist, ...done } });
  settleDanger(turn, fn);
  if (!event.items.includes('accessData')) return;
  const connection = turn.connection(fn);
  turn.mailConsumer({
    kind: 'accessReady',
    function: fn,
    asked: preproductionAsked(fn, connection),
    readyBy: preproductionDue(turn.context, connection, connection.openedOn),
  });
}

export function preproductionDone(connection: Connection | undefined, fn: ConnectionFunction): boolean {
  return connection !== undefined && preproductionChecklist.open(fn, connection.checklist).length === 0;
}

/** A result belongs to a slot that is agreed and not used before, and can't be dated before it or in the future. */
export function canBeTested(context: TrackContext, event: Event<'chainTest.reported'>): boolean {
  const connection = context.connections[event.function];
  if (connection === undefined || connection.place.status !== 'agreed' || needsNewSlot(connection))
    return false;
  const cancelledBefore = event.outcome === 'cancelled';
  const slotDay = dateOf(connection.place.slot.begin);
  const soonEnough = cancelledBefore || (event.on >= slotDay && context.now >= connection.place.slot.begin);
  return soonEnough && event.on <= dateOf(context.now) && (isPass(event.outcome) || event.cause !== null);
}

export function recordTest(turn: Turn, event: Event<'chainTest.reported'>): void {
  const fn = event.function;
  const connection = turn.connection(fn);
  const slot = slotOf(connection);
  if (slot === null) return;
  const { outcome, cause, on, findings } = event;
  turn.changeConnection(fn, {
    tests: [...connection.tests, { slot, outcome, cause, on, findings }],
    invitation: null,
    actual: { ...connection.actual, chainTest: isPass(outcome) ? on : null },
  });
  turn.settle(fn, 'noOutcome', 'inDanger');
  if (isPass(outcome)) {
    // A new slot is no longer needed: nobody is waited for to choose or confirm one.
    turn.changeConnection(fn, { delay: null, wish: null, offering: null, offeredOn: null, alternatives: [] });
    attributeLateness(turn, fn, null, null);
    turn.settle(fn, 'displaced', 'slotRefused');
  }
  if (outcome === 'cancelled' && connection.invitation !== null && slot.begin > turn.context.now) {
    cancelInvitation(turn, fn, { slot, invitation: connection.invitation, cause, newSlotFollows: true });
  }
  turn.mailConsumer({
    kind: 'testResult',
    function: fn,
    outcome,
    cause,
    findings,
    goLive: connection.agreed.goLive,
  });
}

/** Not passed: a hertest in a new slot, in consultation. The old slot is the planning's again once the new one is held. */
export function openRetest(turn: Turn, fn: ConnectionFunction): void {
  const connection = turn.connection(fn);
  const last = connection.tests.at(-1);
  if (last === undefined) return;
  turn.changeConnection(fn, {
    attempt: connection.attempt + 1,
    delay: {
      reportedOn: last.on,
      reason: 'De ketentest is niet gehaald.',
      cause: last.cause ?? 'consumer',
      ready: null,
      readyBefore: connection.readyFrom,
    },
  });
  askAlternatives(turn, fn);
}

export function reportGoLive(turn: Turn, event: Event<'goLive.reported'>): void {
  const fn = event.function;
  const on = dateOf(event.at);
  const done = Object.fromEntries(event.items.map((item) => [item, on]));
  turn.changeConnection(fn, { goLiveItems: { ...turn.connection(fn).goLiveItems, ...done } });
  settleDanger(turn, fn);
}

/** The checklist is done, the chain test was passed, and the date is real: not before the test, not in the future. */
export function canGoLive(context: TrackContext, event: Event<'goLive.confirmed'>): boolean {
  const connection = context.connections[event.function];
  const tested = connection?.actual.chainTest ?? null;
  if (connection === undefined || tested === null) return false;
  const done = goLiveChecklist.open(event.function, connection.goLiveItems).length === 0;
  return done && event.on >= tested && event.on <= dateOf(context.now);
}

export function confirmGoLive(turn: Turn, event: Event<'goLive.confirmed'>): void {
  const fn = event.function;
  turn.changeConnection(fn, { actual: { ...turn.connection(fn).actual, goLive: event.on } });
  attributeLateness(turn, fn, null, null);
  turn.mailConsumer({ kind: 'live', function: fn, on: event.on });
}
