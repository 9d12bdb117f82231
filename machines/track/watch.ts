import type { Instant } from '../domain/amsterdam.ts';
import { remembered } from '../domain/remembered.ts';
import type { TrackContext } from './context.ts';
import { letterLines } from './decisions/desk.ts';
import { deliver } from './deliver.ts';
import { rungLine } from './diary-lines.ts';
import {
  armedRungs,
  deskMorning,
  identity,
  nextDeskMorning,
  watchedItems,
  type ArmedRung,
} from './ladder.ts';
import { moments } from './moments.ts';
import type { Turn } from './turn.ts';

/** The watch: one armed moment for the ladder and for all else that is to come. */

/** The next moment at which something is due; null when nothing is to come. Depends on the context alone, not on its `now`. */
export const nextMoment = remembered((context: TrackContext): Instant | null => {
  let next: Instant | null = null;
  const consider = ({ at }: { readonly at: Instant }) => {
    if (next === null || at < next) next = at;
  };
  armedRungs(context).forEach(consider);
  moments(context).forEach(consider);
  return next;
});

/** Whether due dates or the moment changed, so that the watch must be armed anew. */
export const watchIsStale = remembered((context: TrackContext): boolean => {
  const items = watchedItems(context);
  if (items.length !== context.watched.length) return true;
  const same = items.every((item, i) => {
    const known = context.watched[i];
    return known !== undefined && identity(known) === identity(item) && sameWords(known.asked, item.asked);
  });
  return !same || nextMoment(context) !== context.armedFor;
});

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, i) => word === b[i]);
}

/** Looks at the open items anew, and arms the next moment. */
export function rearm(turn: Turn): void {
  turn.change({ watched: watchedItems(turn.context) });
  const { suspension, tasks } = turn.context;
  const isPrepared = tasks.some(({ kind }) => kind === 'letterPrepared');
  if (isPrepared && suspension === null && letterLines(turn.context).length === 0)
    turn.settle(null, 'letterPrepared');
  turn.change({ armedFor: nextMoment(turn.context) });
  // The machine takes over a copy, and asks whether it is stale before anything else happens.
  watchIsStale.know(turn.context, false);
}

/** All that is due now: at most one mail to the consumer, each rung and moment recorded for good. */
export function fireDue(turn: Turn): void {
  const due = moments(turn.context).filter(({ at }) => at <= turn.context.now);
  for (const moment of due) {
    turn.change({ fired: [...turn.context.fired, moment.id] });
    moment.happen(turn);
  }
  // A slot that passed takes its due dates along: nobody is chased for those.
  if (due.length > 0) turn.change({ watched: watchedItems(turn.context) });
  fireRungs(turn);
}

function fireRungs(turn: Turn): void {
  const due = armedRungs(turn.context).filter(({ at }) => at <= turn.context.now);
  if (due.length === 0) return;
  if (!isDeskTime(turn)) return turn.change({ quietUntil: nextDeskMorning(turn.context) });
  const before = turn.context;
  const highest = [...highestPerItem(due).values()];
  recordRungs(turn, highest, due);
  deliver(turn, before, highest);
}

/** What is sent and what is left to it, for good; the diary tells both. */
function recordRungs(turn: Turn, sent: readonly ArmedRung[], due: readonly ArmedRung[]): void {
  const overtaken = due.filter((armed) => !sent.includes(armed));
  turn.change({
    fired: [...turn.context.fired, ...sent.map(({ id }) => id)],
    overtaken: [...turn.context.overtaken, ...overtaken.map(({ id }) => id)],
  });
  for (const armed of overtaken) turn.note(armed.item.function, rungLine(armed, 'overtaken'));
  for (const armed of sent) turn.note(armed.item.function, rungLine(armed, 'sent'));
}

/** Ladder mail leaves on a working day, from the track's own minute of the morning. After a stop it can be any time. */
function isDeskTime({ context, today, calendar }: Turn): boolean {
  return calendar.isWorkingDay(today) && context.now >= deskMorning(context, today);
}

/** After a stop several rungs of one item can be due at once: only the highest is sent, the lower ones are overtaken. */
function highestPerItem(due: readonly ArmedRung[]): ReadonlyMap<string, ArmedRung> {
  const highest = new Map<string, ArmedRung>();
  for (const armed of due) highest.set(identity(armed.item), armed); // rungs of an item come lowest first
  return highest;
}
