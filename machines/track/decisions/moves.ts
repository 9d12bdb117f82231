import { dateOf } from '../../domain/amsterdam.ts';
import type { ConnectionFunction } from '../../domain/vocabulary.ts';
import type { Connection } from '../context.ts';
import type { TrackEvent } from '../events.ts';
import { declineMove } from '../placement.ts';
import { earliestSlot } from '../terms.ts';
import type { Turn } from '../turn.ts';

/** A move that the planning proposed, and that can still be said no to; also after an akkoord, while it waits for others. */
export function canDecline(connection: Connection | undefined): connection is Connection {
  if (connection === undefined || connection.moving !== null) return false;
  return connection.move?.status === 'proposed' || connection.move?.status === 'awaiting';
}

/** The consumer has said yes to a move: nothing is agreed on beside it until the others have answered, or it is declined. */
export function awaitsOthers(connection: Connection | undefined): boolean {
  return connection?.move?.status === 'awaiting';
}

/** A function's own delay goes before any move: to a test for which it would not be ready, it says no by itself. */
export function declineWhenTooEarly(turn: Turn, fn: ConnectionFunction): void {
  const connection = turn.connection(fn);
  const { move } = connection;
  if (move === null || move.status === 'ended' || connection.moving !== null) return;
  if (dateOf(move.slot.begin) >= earliestSlot(turn.context, fn, connection)) return;
  declineMove(turn, fn, 'De afnemer is dan nog niet klaar om te testen.');
}

export function declineProposedMove(
  turn: Turn,
  event: Extract<TrackEvent, { readonly type: 'move.declined' }>,
): void {
  declineMove(turn, event.function, event.reason);
}
