import { dateOf, instantAt, type Instant } from '../domain/amsterdam.ts';
import { statutoryCalendar } from '../domain/calendar.ts';
import { addDays, type IsoDate } from '../domain/dates.ts';
import type { TrackSettings } from '../track/context.ts';
import { calendarOf } from '../track/desk-days.ts';
import { recipientNames, recipientOf, type DeskMailOrder } from './mail.ts';
import { byWeight, emptyInbox, forget, waitingFor, type Inbox, type Notice } from './notices.ts';
import type { Section, SectionKind } from './overview.ts';
import type { Registration } from './registrations.ts';
import type { StoppedTracks } from './stopped.ts';

/**
 * The desk's morning: one look on each of its working days, after the hour in which the tracks' own ladder mail
 * leaves, so that what they tell that day is in the overview of that day.
 */

/** What the desk knows between mornings. Plain JSON: it is carried over continue-as-new. */
export interface DeskState {
  readonly inbox: Inbox;
  /** The last morning that was held, or passed before this desk was opened. */
  readonly heldOn: IsoDate | null;
  /** The last overview that arrived. */
  readonly overview: { readonly on: IsoDate; readonly fingerprint: string } | null;
  /** By recipient: the mail that could not be delivered, until a later one is. */
  readonly failures: Readonly<Partial<Record<Notice['to'], Failure>>>;
  /** The newest first; absent in what an earlier release carried. */
  readonly registrations?: readonly Registration[];
  /** Absent in what an earlier release carried. */
  readonly stopped?: StoppedTracks;
}

export interface Failure {
  readonly on: IsoDate;
  /** Dutch, one sentence. */
  readonly reason: string;
}

export const newDesk: DeskState = {
  inbox: emptyInbox,
  heldOn: null,
  overview: null,
  failures: {},
};

/** What visibility shows this morning. */
export interface Lists {
  /** See `machines/desk/links.ts`; null: there is no web interface to link to. */
  readonly ui: string | null;
  readonly sections: readonly Section[];
  /** The same for lists with the same content. */
  readonly fingerprint: string;
}

/** At most so many notices stand in one mail; the lists below them show what the others were about. */
const mostNotices = 40;
/** Calendar days: what is late or escalated is never silent for longer, even when nothing changes. An assumption. */
const longestSilence = 7;
const pressing: readonly SectionKind[] = ['escalated', 'late'];

/** The moment of the overview on a day, closed or not. */
export function morningOf({ policy }: TrackSettings, day: IsoDate): Instant {
  const { verzendenVanaf, spreidingMinuten } = policy.ladder;
  const morning = instantAt(day, verzendenVanaf) + spreidingMinuten * 60_000;
  return Math.min(morning, instantAt(day, '23:59')); // the policy lets the mail of a morning leave until midnight
}

/** Whether the overview of today is to be made now: at most once a day, and later when its moment was missed. */
export function isMorning(settings: TrackSettings, now: Instant, heldOn: IsoDate | null): boolean {
  const today = dateOf(now);
  return (
    calendarOf({ settings }).isWorkingDay(today) && now >= morningOf(settings, today) && heldOn !== today
  );
}

/**
 * The next moment to look, after now: the start of each day, when what the page shows is of another day, and the
 * morning. On a day on which the desk is closed as well: a planning that was published since may have opened it again.
 */
export function nextLook(settings: TrackSettings, now: Instant): Instant {
  const today = dateOf(now);
  const morning = morningOf(settings, today);
  return statutoryCalendar.isWorkingDay(today) && morning > now ? morning : startOf(addDays(today, 1));
}

function startOf(day: IsoDate): Instant {
  return instantAt(day, '00:00');
}

/** The next overview, as far as the closures are known now. */
export function nextOverview(settings: TrackSettings, now: Instant): Instant {
  const calendar = calendarOf({ settings });
  const first = calendar.onOrAfter(dateOf(now));
  const candidate = morningOf(settings, first);
  return candidate > now ? candidate : morningOf(settings, calendar.addWorkingDays(first, 1));
}

/** A mail of this morning, with the notices that it makes known. */
export interface MorningMail {
  readonly order: DeskMailOrder;
  readonly delivers: readonly Notice[];
}

/**
 * The mails of a morning: at most one for the desk and one for the coordinator. No news, no mail: no overview when
 * there is nothing in it, nor when it says the same as the last one that arrived, within a week of that.
 */
export function mailsOf(
  state: DeskState,
  lists: Lists,
  settings: TrackSettings,
  today: IsoDate,
): readonly MorningMail[] {
  const { servicecentrum, coordinator } = settings.policy;
  const { waiting, overflow } = state.inbox;
  const mail = (recipient: Notice['to']) => {
    const delivers = waitingFor(waiting, recipient);
    const notices = byWeight(delivers).slice(0, mostNotices);
    const more = delivers.length - notices.length + overflow[recipient];
    const { naam: name, email } = recipient === 'desk' ? servicecentrum : coordinator;
    return {
      delivers,
      news: { notices, more, ui: lists.ui },
      base: {
        id: `ochtend.${recipientNames[recipient]}.${today}`,
        to: { name, email },
        date: today,
        desk: servicecentrum,
      },
    };
  };
  const desk = mail('desk');
  const escalations = mail('coordinator');
  const hasOverview =
    desk.delivers.length > 0 || (lists.sections.length > 0 && isNews(state, lists, settings, today));
  const mails: MorningMail[] = [];
  if (hasOverview) {
    const content = { kind: 'overview', ...desk.news, sections: lists.sections } as const;
    mails.push({ order: { ...desk.base, content }, delivers: desk.delivers });
  }
  if (escalations.delivers.length > 0) {
    const content = { kind: 'escalations', ...escalations.news } as const;
    mails.push({ order: { ...escalations.base, content }, delivers: escalations.delivers });
  }
  return mails;
}

function isNews({ overview }: DeskState, lists: Lists, settings: TrackSettings, today: IsoDate): boolean {
  if (overview === null || overview.fingerprint !== lists.fingerprint) return true;
  if (!lists.sections.some(({ kind }) => pressing.includes(kind))) return false;
  const next = calendarOf({ settings }).addWorkingDays(today, 1);
  return next > addDays(overview.on, longestSilence); // tomorrow would be too late
}

/** This morning is held: there is no other today, whatever becomes of its mails. */
export function hold(state: DeskState, today: IsoDate, lists: Lists): DeskState {
  // What comes back after the lists were empty is news again.
  const overview =
    lists.sections.length > 0 || state.overview === null
      ? state.overview
      : { ...state.overview, fingerprint: '' };
  return { ...state, heldOn: today, overview };
}

/** A mail of the morning arrived: what it says is known. */
export function arrived(state: DeskState, { order, delivers }: MorningMail, lists: Lists): DeskState {
  const recipient = recipientOf(order);
  const { [recipient]: _mended, ...failures } = state.failures;
  return {
    ...state,
    inbox: forget(state.inbox, recipient, delivers),
    overview: recipient === 'desk' ? { on: order.date, fingerprint: lists.fingerprint } : state.overview,
    failures,
  };
}

/** It could not be delivered: its notices wait for the next morning, and the lists count as not told. */
export function failed(state: DeskState, recipient: Notice['to'], failure: Failure): DeskState {
  return { ...state, failures: { ...state.failures, [recipient]: failure } };
}
