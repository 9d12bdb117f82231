import { dateOf, instantAt, type Instant } from '../domain/amsterdam.ts';
import type { IsoDate } from '../domain/dates.ts';
import { remembered } from '../domain/remembered.ts';
import { rungs, type Rung } from '../domain/vocabulary.ts';
import type { OpenItem, TrackContext, TrackSettings, WatchedItem } from './context.ts';
import { calendarOf } from './desk-days.ts';
import { openItems } from './open-items.ts';
import type { Recipient } from '../desk/notices.ts';
import type { LadderLine } from './mail.ts';
import { waitingReplies } from './waiting-replies.ts';

/** Kept with the list: a track remembers all that fired, for good. */
export const setOf = remembered((ids: readonly string[]): ReadonlySet<string> => new Set(ids));

/** One rung of the ladder for one open item: when it is due and whom it is for. */
export interface ArmedRung {
  readonly id: string;
  readonly item: WatchedItem;
  readonly rung: Rung;
  readonly at: Instant;
  /** `letter`: prepared for the desk, sent only by its action. */
  readonly to: 'consumer' | Recipient | 'letter';
}

/**
 * Open items with the moment since which each has this due date. While suspended nothing is open for the
 * ladder; after resuming every item counts as new, so what was missed meanwhile is overtaken.
 */
export const watchedItems = remembered((context: TrackContext): readonly WatchedItem[] => {
  if (context.suspension !== null) return [];
  const known = new Map(context.watched.map((item) => [identity(item), item.since]));
  return openItems(context).map((item) => ({ ...item, since: known.get(identity(item)) ?? context.now }));
});

/**
 * Items with the same identity share their rungs; another due date, attempt or party makes new ones. An answer to
 * read is the consumer's as a whole: it stays the same one when the function that it stands with goes on.
 */
export function identity(item: OpenItem): string {
  if (item.subject === 'reply') return `reply/${item.waitsOn}/${item.due}`;
  return `${item.function}/${item.step}.${item.attempt}/${item.subject}/${item.waitsOn}/${item.due}`;
}

/**
 * All rungs still to fire, in no order: not fired or overtaken yet, and after the item got its due date. While an
 * answer of the consumer waits on the desk, those of what the consumer owes stand still; afterwards they are as if
 * missed.
 */
export function armedRungs(context: TrackContext): readonly ArmedRung[] {
  const fired = setOf(context.fired);
  const overtaken = setOf(context.overtaken);
  const isQuiet = waitingReplies(context).length > 0;
  const climbing = context.watched.filter(({ waitsOn }) => !(isQuiet && waitsOn === 'consumer'));
  return climbing.flatMap((item) =>
    rungsOf(context, item)
      .filter(({ id, at }) => at > item.since && !fired.has(id) && !overtaken.has(id))
      .map((armed) => ({ ...armed, at: Math.max(armed.at, context.quietUntil ?? armed.at) })),
  );
}

const rungsUnder = remembered((_settings: TrackSettings) => new WeakMap<WatchedItem, readonly ArmedRung[]>());

/** Kept with the item, as long as the track's settings stay the same. */
function rungsOf(context: TrackContext, item: WatchedItem): readonly ArmedRung[] {
  const known = rungsUnder(context.settings);
  let found = known.get(item);
  if (found === undefined) {
    found = climbed(item).map((rung) => ({
      id: rungId(item, rung),
      item,
      rung,
      at: momentOf(context, item, rung),
      to: recipient(item, rung),
    }));
    known.set(item, found);
  }
  return found;
}

function rungId(item: OpenItem, rung: Rung): string {
  return `${identity(item)}/${rung}`;
}

function climbed(item: WatchedItem): readonly Rung[] {
  switch (item.climbs) {
    case 'once':
      return ['reminder1'];
    case 'reminders':
      return ['reminder1', 'reminder2'];
    case 'late':
      return ['due', 'overdue', 'escalation1', 'escalation2'];
    case 'all':
      return rungs;
  }
}

/** 09:00 on a working day of the desk, spread by the organisation's id over the policy's minutes. */
function momentOf(context: TrackContext, item: WatchedItem, rung: Rung): Instant {
  const calendar = calendarOf(context);
  const { ladder, termijnen } = context.settings.policy;
  const due = climbsFrom(context, item);
  const offset = ((): number => {
    switch (rung) {
      case 'reminder1':
        return item.climbs === 'once' ? -termijnen.impactanalyse : -ladder.herinnering1;
      case 'reminder2':
        return -ladder.herinnering2;
      case 'due':
        return 0;
      case 'overdue':
        return ladder.teLaat;
      case 'escalation1':
        return ladder.escalatie1;
      case 'escalation2':
        return ladder.escalatie2;
    }
  })();
  return deskMorning(context, calendar.addWorkingDays(due, offset));
}

/**
 * The working day of the rung `due`: the due date; or, when that had passed before anybody could know (entered late, or
 * suspended meanwhile), the next working day, so that what is open is still chased.
 */
function climbsFrom(context: TrackContext, item: WatchedItem): IsoDate {
  const calendar = calendarOf(context);
  const known = dateOf(item.since);
  if (item.due < known && (item.climbs === 'all' || item.climbs === 'late'))
    return calendar.addWorkingDays(known, 1);
  return calendar.onOrAfter(item.due);
}

/** The moment at which this track's ladder mail leaves on a working day. */
export function deskMorning(context: TrackContext, day: Parameters<typeof instantAt>[0]): Instant {
  const { verzendenVanaf, spreidingMinuten } = context.settings.policy.ladder;
  return instantAt(day, verzendenVanaf) + spread(context.organisation.id, spreidingMinuten) * 60_000;
}

/** The first such moment that lies ahead: today's, or that of the next working day. */
export function nextDeskMorning(context: TrackContext): Instant {
  const calendar = calendarOf(context);
  const today = dateOf(context.now);
  const isAhead = calendar.isWorkingDay(today) && context.now < deskMorning(context, today);
  return deskMorning(context, isAhead ? today : calendar.addWorkingDays(today, 1));
}

/** A fixed minute per organisation (FNV-1a), so that a thousand mails don't leave in one second. */
function spread(id: string, minutes: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
  return hash % minutes;
}

function recipient(item: WatchedItem, rung: Rung): ArmedRung['to'] {
  switch (rung) {
    case 'reminder1':
    case 'reminder2':
    case 'due':
      return item.waitsOn;
    case 'overdue':
      return 'desk';
    case 'escalation1':
      return 'coordinator';
    case 'escalation2':
      return item.waitsOn === 'consumer' ? 'letter' : 'coordinator';
  }
}

/** As a mail tells it; before the rung itself is recorded, so that `remindedBefore` is about earlier ones. */
export function lineOf(context: TrackContext, item: WatchedItem, rung: Rung): LadderLine {
  const reminders = ['reminder1', 'reminder2'] as const;
  return {
    id: rungId(item, rung),
    planned: dateOf(momentOf(context, item, rung)),
    remindedBefore: reminders.some((earlier) => context.fired.includes(rungId(item, earlier))),
    function: item.function,
    step: item.step,
    waitsOn: item.waitsOn,
    due: item.due,
    rung,
    subject: item.subject,
    asked: item.asked,
  };
}

/** The highest escalation that fired for what is still open: 0, 1 or 2. */
export function escalationLevel(context: TrackContext): 0 | 1 | 2 {
  const fired = setOf(context.fired);
  const reached = (rung: Rung) => context.watched.some((item) => fired.has(`${identity(item)}/${rung}`));
  if (reached('escalation2')) return 2;
  return reached('escalation1') ? 1 : 0;
}
