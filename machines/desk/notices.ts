import { z } from 'zod';
import { isoDateSchema } from '../domain/dates.ts';
import { connectionFunctions, parties, rungs, steps } from '../domain/vocabulary.ts';
import type { LadderLine } from '../track/mail.ts';

/**
 * What tracks tell the desk and the connection team's coordinator. Neither is mailed by a track itself: their
 * notices wait for the morning, and go out in one mail.
 */

export const ladderLineSchema = z.object({
  function: z.enum(connectionFunctions),
  step: z.enum(steps),
  waitsOn: z.enum(parties),
  due: isoDateSchema,
  rung: z.enum(rungs),
  subject: z.enum(['step', 'offer', 'reply']),
  asked: z.array(z.string()).readonly(),
  id: z.string().min(1),
  planned: isoDateSchema,
  remindedBefore: z.boolean(),
}) satisfies z.ZodType<LadderLine>;

export const recipients = ['desk', 'coordinator'] as const;
export type Recipient = (typeof recipients)[number];

export const noticeSchema = z.object({
  /** The same for the same piece of news, whoever tells it again: a retry, a worker after a crash, a track after a reset. */
  id: z.string().min(1),
  organisation: z.object({ id: z.string().min(1), name: z.string() }),
  to: z.enum(recipients),
  /** Business date on which it came up. */
  on: isoDateSchema,
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ladder'), line: ladderLineSchema }),
    /** A task for the desk that opened; `text` is Dutch. */
    z.object({ kind: z.literal('task'), function: z.enum(connectionFunctions).nullable(), text: z.string() }),
  ]),
});
export type Notice = z.infer<typeof noticeSchema>;

/** News of a track in one go, and the ids of notices of which the reason is gone. */
export const postSchema = z.object({
  told: z.array(noticeSchema).readonly(),
  settled: z.array(z.string()).readonly(),
});
export type Post = z.infer<typeof postSchema>;

/** The notices that wait for the morning. Plain JSON, bounded: it is carried over continue-as-new. */
export interface Inbox {
  /** In order of arrival. */
  readonly waiting: readonly Notice[];
  /** How many more there were than are kept; the lists show what they were about. */
  readonly overflow: Readonly<Record<Recipient, number>>;
  /** The ids of the latest notices that wait no longer: told once more, they are no news. */
  readonly known: readonly string[];
}

export const emptyInbox: Inbox = { waiting: [], overflow: { desk: 0, coordinator: 0 }, known: [] };

/** Some 400 bytes each; a payload takes 2 MB. Days of mail that cannot leave, at 1,500 tracks. */
export const mostWaiting = 1_500;
/** Some 90 bytes each: a month of news at 1,500 tracks. What is told again comes within minutes, or after a reset. */
const mostKnown = 4_000;

/** Takes in what a track tells; what is known already changes nothing. */
export function receive(inbox: Inbox, { told, settled }: Post): Inbox {
  const gone = new Set(settled);
  const waiting = inbox.waiting.filter(({ id }) => !gone.has(id));
  // Also when it was not told yet: then what tells it is late, and comes still.
  const known = remember(inbox.known, settled);
  const seen = new Set([...known, ...idsOf(waiting)]);
  for (const notice of told) {
    if (seen.has(notice.id)) continue;
    seen.add(notice.id);
    waiting.push(notice);
  }
  return bounded({ ...inbox, waiting, known });
}

/** The eldest are counted instead of kept: the lists have shown them longest. */
function bounded(inbox: Inbox): Inbox {
  const excess = inbox.waiting.length - mostWaiting;
  if (excess <= 0) return inbox;
  const dropped = inbox.waiting.slice(0, excess);
  const count = (to: Recipient) => inbox.overflow[to] + waitingFor(dropped, to).length;
  return {
    waiting: inbox.waiting.slice(excess),
    overflow: { desk: count('desk'), coordinator: count('coordinator') },
    known: remember(inbox.known, idsOf(dropped)),
  };
}

/** After a mail has arrived: these are told. Those that came in meanwhile wait for the next one. */
export function forget(inbox: Inbox, to: Recipient, delivered: readonly Notice[]): Inbox {
  const ids = new Set(idsOf(delivered));
  return {
    waiting: inbox.waiting.filter(({ id }) => !ids.has(id)),
    overflow: { ...inbox.overflow, [to]: 0 },
    known: remember(inbox.known, [...ids]),
  };
}

function remember(known: readonly string[], ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? known : [...new Set([...known, ...ids])].slice(-mostKnown);
}

function idsOf(notices: readonly Notice[]): readonly string[] {
  return notices.map(({ id }) => id);
}

export function waitingFor(notices: readonly Notice[], recipient: Recipient): readonly Notice[] {
  return notices.filter(({ to }) => to === recipient);
}

/** Heaviest first: the higher rung, and among equals the longest overdue; then tasks, in order of arrival. */
export function byWeight(notices: readonly Notice[]): readonly Notice[] {
  return notices.toSorted((a, b) => weight(b) - weight(a) || compare(dueOf(a), dueOf(b)));
}

function weight({ what }: Notice): number {
  return what.kind === 'ladder' ? rungs.indexOf(what.line.rung) : -1;
}

function dueOf({ what }: Notice): string {
  return what.kind === 'ladder' ? what.line.due : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
