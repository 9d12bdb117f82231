import { formatDate, formatMoment } from '../domain/dutch-dates.ts';
import { gainInWords, reasonByGain } from '../domain/planning/proposals/gain.ts';
import type { Alternative, PlanningAnswer } from '../domain/planning/requests.ts';
import type { ConnectionFunction } from '../domain/vocabulary.ts';
import { functionWords } from '../domain/words.ts';
import type { Connection, ProposedMove } from './context.ts';
import type { Turn } from './turn.ts';

/**
 * A move that the planning proposed: the desk talks about it with the consumer. With an akkoord it is made at once,
 * or waits for others; until then the old slot is kept. Where nothing was agreed yet, the talk is the one about the
 * inroostering itself.
 */

type About<Kind extends PlanningAnswer['kind']> = Extract<PlanningAnswer, { readonly kind: Kind }>;

/** A message about a move that has ended here already comes too late. */
function isOver(connection: Connection, move: string): boolean {
  return connection.move?.status === 'ended' && connection.move.id === move;
}

export function takeProposedMove(turn: Turn, answer: About<'moveProposed'>): void {
  const { function: fn, move: id, slot, reason, gain, answerBy } = answer;
  const connection = turn.connection(fn);
  if (isOver(connection, id) || connection.move?.id === id) return;
  const move = { status: 'proposed', id, slot, reason, gain, answerBy } as const;
  // What the consumer was asked was about another slot.
  turn.changeConnection(fn, { move, proposedOn: null });
  turn.changeConnection(fn, { alternatives: withProposed(turn.connection(fn), connection.alternatives) });
  turn.settle(fn, 'moveEnded');
  askTalk(turn, fn, move);
  turn.note(fn, proposalText(fn, move));
}

type Proposed = Extract<ProposedMove, { readonly status: 'proposed' }>;

function proposalText(fn: ConnectionFunction, { slot, reason, gain }: Proposed): string {
  const why = reason === reasonByGain(gain) ? reason : `${reason} ${gainInWords(gain)}`;
  return `De planning stelt voor ${functionWords[fn]} te verplaatsen naar ${formatMoment(slot.begin)} (${slot.id}). ${why}`;
}

/** An akkoord is only recorded on an approved declaration: the task follows the step, unless the desk has closed it. */
export function renewTalk(turn: Turn, fn: ConnectionFunction): void {
  const { move } = turn.connection(fn);
  const isOpen = turn.context.tasks.some((task) => task.kind === 'moveProposed' && task.function === fn);
  if (isOpen && move?.status === 'proposed') askTalk(turn, fn, move);
}

function askTalk(turn: Turn, fn: ConnectionFunction, move: Proposed): void {
  const { stage } = turn.connection(fn);
  const first = stage === 'declaration' ? ' Keur eerst de intentieverklaring goed.' : '';
  const by = formatDate(move.answerBy);
  turn.task('moveProposed', fn, `${proposalText(fn, move)}${first} Overleg met de afnemer, uiterlijk ${by}.`);
}

/** Among the slots to choose from, first of all; the planning keeps its place, also where another has to leave first. */
export function withProposed(
  { move }: Connection,
  alternatives: readonly Alternative[],
): readonly Alternative[] {
  if (move?.status !== 'proposed') return alternatives;
  return [move.slot, ...alternatives.filter(({ id }) => id !== move.slot.id)];
}

/** Akkoord is recorded: nothing is asked of the consumer any more. */
export function takeAwaiting(turn: Turn, { function: fn, move: id, slot, until }: About<'awaiting'>): void {
  const connection = turn.connection(fn);
  const agreedWith = connection.moving?.with ?? null;
  turn.changeConnection(fn, { moving: null });
  if (isOver(connection, id) || connection.move?.status === 'awaiting') return;
  const move = { status: 'awaiting', id, slot, until, with: agreedWith ?? '' } as const;
  turn.changeConnection(fn, { move, wish: null, offeredOn: null });
  turn.settle(fn, 'moveProposed', 'slotRefused', 'inDanger');
  turn.note(
    fn,
    `Akkoord op ${formatMoment(slot.begin)} vastgelegd; wacht op anderen. Het oude tijdslot blijft zolang.`,
  );
}

export function takeEndedMove(
  turn: Turn,
  { function: fn, move: id, slot, reason }: About<'moveEnded'>,
): void {
  const { move } = turn.connection(fn);
  if (move?.status === 'ended' || (move !== null && move.id !== id)) return;
  leaveMove(turn, fn, id);
  if (move === null) return;
  const text = `De verplaatsing naar ${formatMoment(slot.begin)} gaat niet door. ${reason}`;
  turn.task('moveEnded', fn, `${text} ${whatStays(turn, fn)}`);
  turn.note(fn, text);
}

function whatStays(turn: Turn, fn: ConnectionFunction): string {
  const { place, stage } = turn.connection(fn);
  if (turn.context.tasks.some((task) => task.kind === 'displaced' && task.function === fn)) {
    return 'Het tijdslot dat er al was, staat niet meer in de planning: spreek een ander tijdslot af.';
  }
  if (place.status !== 'held') return 'Het tijdslot dat er al was, blijft. Laat het de afnemer weten.';
  const kept = `Het voorlopige tijdslot blijft: ${formatMoment(place.slot.begin)}.`;
  const first = stage === 'declaration' ? ' Keur eerst de intentieverklaring goed.' : '';
  return `${kept}${first} Stel dat voor aan de afnemer, of leg het akkoord daarop vast.`;
}

/** The talk about a move is over, however it ended. */
export function leaveMove(turn: Turn, fn: ConnectionFunction, known?: string): void {
  const { move, alternatives, wish, offeredOn, proposedOn } = turn.connection(fn);
  const id = known ?? move?.id;
  if (id === undefined || move?.status === 'ended') return;
  const slot = move?.slot.id;
  const left = alternatives.filter((one) => one.id !== slot);
  turn.changeConnection(fn, {
    move: { status: 'ended', id, on: turn.today },
    // What it was asked about this move says nothing about what it holds.
    proposedOn: move === null ? proposedOn : null,
    alternatives: left,
    wish: wish?.slot === slot ? null : wish,
    // Where nothing is left to choose from, no answer is waited for.
    offeredOn: left.length === 0 ? null : offeredOn,
  });
  turn.settle(fn, 'moveProposed');
}
