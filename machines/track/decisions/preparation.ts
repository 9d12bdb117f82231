import { dateOf } from '../../domain/amsterdam.ts';
import type { PlanningAnswer } from '../../domain/planning/requests.ts';
import type { Connection, TrackContext } from '../context.ts';
import type { TrackEvent } from '../events.ts';
import { askAgreement } from '../placement.ts';
import { assignmentDue, goLiveFor, slotToAgree } from '../terms.ts';
import type { Turn } from '../turn.ts';
import { awaitsOthers } from './moves.ts';

type Event<Type extends TrackEvent['type']> = Extract<TrackEvent, { type: Type }>;

/** Scheduling with the consumer, impact analysis and advice: the preparatory phase. */

/** A place that is voorlopig, of which the consumer has not been told, nor has said yes to another. */
export function canPropose(connection: Connection | undefined): connection is Connection {
  if (connection === undefined || connection.moving !== null || awaitsOthers(connection)) return false;
  return connection.place.status === 'held' && connection.proposedOn === null;
}

export function propose(turn: Turn, event: Event<'assignment.proposed'>): void {
  const fn = event.function;
  turn.changeConnection(fn, { proposedOn: dateOf(event.at) });
  turn.settle(fn, 'moveEnded');
  const connection = turn.connection(fn);
  const slot = slotToAgree(connection);
  if (slot === null) return;
  turn.mailConsumer({
    kind: 'slotProposed',
    function: fn,
    slot,
    goLive: goLiveFor(turn.context, connection, slot),
    answerBy: assignmentDue(turn.context, connection, dateOf(event.at)),
  });
}

export function agree(turn: Turn, event: Event<'assignment.agreed'>): void {
  askAgreement(turn, event.function, event.slot, event.with);
}

export function reportImpactAnalysis(turn: Turn, event: Event<'impactAnalysis.reported'>): void {
  turn.changeConnection(event.function, { readyFrom: event.readyFrom });
}

/** Minutes given and on their way: what the one half-day [seed] still has room for is what the policy leaves. */
export function adviceLeft(context: TrackContext): number {
  const pending = Object.values(context.advice.pending).reduce((sum, minutes) => sum + minutes, 0);
  return context.settings.policy.adviesMinuten - context.advice.usedMinutes - pending;
}

export function bookAdvice(turn: Turn, event: Event<'advice.booked'>): void {
  // The ledger outlives this track: the moment tells its bookings from those of an earlier one.
  const booking = `${turn.context.organisation.id}.${event.at}.${turn.next('booking')}`;
  const { advice, organisation } = turn.context;
  turn.change({ advice: { ...advice, pending: { ...advice.pending, [booking]: event.minutes } } });
  turn.ask({ kind: 'advice', organisation: organisation.id, booking, minutes: event.minutes });
}

/** The planning keeps the ledger; the track shows it. */
export function settleAdvice(turn: Turn, answer: Extract<PlanningAnswer, { booking: string }>): void {
  const { [answer.booking]: _settled, ...pending } = turn.context.advice.pending;
  // The ledger only grows: answers that cross each other do not lower it.
  const usedMinutes = Math.max(turn.context.advice.usedMinutes, answer.usedMinutes);
  turn.change({ advice: { usedMinutes, pending } });
  if (answer.kind === 'adviceRefused') turn.note(null, answer.reason);
}
