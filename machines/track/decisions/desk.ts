import { formatDate } from '../../domain/dutch-dates.ts';
import { armedRungs, identity, lineOf, nextDeskMorning } from '../ladder.ts';
import type { CallBack, DeskTask, TrackContext } from '../context.ts';
import type { TrackEvent } from '../events.ts';
import type { LadderLine } from '../mail.ts';
import { taskWords } from '../track-words.ts';
import type { Turn } from '../turn.ts';
import { waitingReplies } from '../waiting-replies.ts';
import { forgetStrangers, markUndeliverable } from './deliverability.ts';

type Event<Type extends TrackEvent['type']> = Extract<TrackEvent, { type: Type }>;

/** The desk's own business: tasks, the letter of escalation 2, mail that was refused. */

/** What was said stands in the diary; a promise to call back is kept until its day. */
export function noteContact(turn: Turn, event: Event<'contactMoment.noted'>): void {
  if (event.callBackOn === null) return;
  const promise = { id: turn.next('callBack'), with: event.with, on: event.callBackOn };
  turn.change({ callBacks: [...turn.context.callBacks, promise] });
}

/** The day of a promise to call back has come: a task of its own, until the desk has done it. */
export function openCallBack(turn: Turn, { id, with: whom, on }: CallBack): void {
  const task: DeskTask = {
    id: `${taskWords.callBack}:${id}`,
    kind: 'callBack',
    function: null,
    since: turn.today,
    text: `Bel ${whom} terug: dat is beloofd voor ${formatDate(on)}.`,
  };
  turn.change({ callBacks: turn.context.callBacks.filter((promise) => promise.id !== id) });
  turn.openTask(task);
}

export function finishTask(turn: Turn, event: Event<'task.done'>): void {
  const done = turn.context.tasks.find(({ id }) => id === event.task);
  turn.closeTask(event.task);
  if (done?.kind === 'undeliverable') forgetStrangers(turn);
  // Until the next morning the desk can record what the answer brought; then the ladder goes on with the highest rung.
  if (done?.kind === 'reply' && waitingReplies(turn.context).length === 0)
    turn.change({ quietUntil: nextDeskMorning(turn.context) });
}

/** What the letter is about: the consumer's items for which escalation 2 was reached. */
export function letterLines(context: TrackContext): readonly LadderLine[] {
  const armed = new Set(armedRungs(context).map(({ id }) => id));
  const fired = new Set(context.fired);
  return context.watched
    .filter((item) => item.waitsOn === 'consumer' && item.climbs === 'all')
    .filter(
      (item) => fired.has(`${identity(item)}/escalation2`) && !armed.has(`${identity(item)}/escalation2`),
    )
    .map((item) => lineOf(context, item, 'escalation2'));
}

export function sendLetter(turn: Turn): void {
  const { context, calendar, today } = turn;
  turn.mailConsumer({
    kind: 'escalationLetter',
    lines: letterLines(context),
    answerBy: calendar.addWorkingDays(today, context.settings.policy.termijnen.minimaal),
  });
  turn.settle(null, 'letterPrepared');
}

export function mailFailed(turn: Turn, event: Event<'mail.undeliverable'>): void {
  turn.note(null, `Een mail aan ${event.to.join(', ')} is niet bezorgd: ${event.reason}`);
  markUndeliverable(
    turn,
    event.to.map((address) => ({ address, reason: event.reason })),
  );
}

/** A cancel in the UI mails nobody: the desk confirms the withdrawal or dismisses it. */
export function questionCancel(turn: Turn): void {
  turn.task(
    'cancelRequested',
    null,
    'Er is om annulering gevraagd in de Temporal UI. Er is nog niets gebeurd. Trek het traject in, of rond deze taak af om door te gaan.',
  );
  turn.note(null, 'Annulering gevraagd in de Temporal UI.');
}
