import { dateOf } from '../domain/amsterdam.ts';
import { earliest, type IsoDate } from '../domain/dates.ts';
import type { ConnectionFunction } from '../domain/vocabulary.ts';
import { functionWords } from '../domain/words.ts';
import type { Connection, TrackContext } from './context.ts';
import { earliestSlot, forward, slotOf } from './terms.ts';
import type { Turn } from './turn.ts';

/** The slots to choose from: asked of the planning, and sent to the consumer. */

/** What the planning looks for. */
export function wishOf(context: TrackContext, fn: ConnectionFunction, connection: Connection) {
  return {
    earliest: earliestSlot(context, fn, connection),
    requestedGoLive: connection.supplier ? null : connection.requested.goLive,
  };
}

export function askAlternatives(turn: Turn, fn: ConnectionFunction): void {
  const connection = turn.connection(fn);
  turn.ask({
    kind: 'alternatives',
    organisation: turn.context.organisation.id,
    function: fn,
    generation: connection.generation,
    count: turn.context.settings.policy.alternatieven,
    ...wishOf(turn.context, fn, connection),
  });
}

/** To the consumer, when the desk asked for that. */
export function sendAlternatives(turn: Turn, fn: ConnectionFunction): void {
  const { offering: on, alternatives, delay } = turn.connection(fn);
  if (on === null) return;
  turn.changeConnection(fn, { offering: null });
  if (alternatives.length === 0) {
    const none = `Er is nu geen ander tijdslot vrij voor ${functionWords[fn]}. De afnemer heeft geen mail gekregen.`;
    return turn.task('slotRefused', fn, none);
  }
  turn.settle(fn, 'slotRefused');
  turn.changeConnection(fn, { offeredOn: on, wish: null });
  turn.note(fn, `Alternatieven naar de afnemer gestuurd: ${alternatives.map(({ id }) => id).join(', ')}.`);
  turn.mailConsumer({
    kind: 'alternativesOffered',
    function: fn,
    current: slotOf(turn.connection(fn)),
    alternatives,
    cause: delay?.cause ?? null,
    answerBy: forward(turn.context, on, turn.context.settings.policy.termijnen.inroostering),
  });
}

/** What was offered or proposed stands: a slot does not become too early while the consumer thinks about it. */
export function earliestFor(
  { alternatives, move, offeredOn, proposedOn }: Connection,
  wanted: string,
  wish: { readonly earliest: IsoDate },
): IsoDate {
  const isProposed = proposedOn !== null && move?.status === 'proposed' && move.slot.id === wanted;
  const offered =
    offeredOn === null && !isProposed ? undefined : alternatives.find(({ id }) => id === wanted);
  return offered === undefined ? wish.earliest : earliest(wish.earliest, dateOf(offered.begin));
}
