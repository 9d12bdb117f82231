import { z } from 'zod';
import type { RecipientReport } from './delivery-report.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { newText } from './new-text.ts';
import { clipped, isPlainLine, isPlainLines, plainLine, plainLines } from './plain-text.ts';

/** What a track is told of a mail that came in: cleaned and clipped, and checked again by the track. */

/** In characters. The whole mail stays where it was read. */
export const longest = { name: 100, address: 254, subject: 150, text: 2000, reason: 200 } as const;
/** Longer texts are not searched for a quoted history. */
const longestSearched = 200_000;
const mostAttachments = 5;
const mostFailures = 50;

const line = (most: number) => z.string().max(most).refine(isPlainLine);
const mailIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const replyMessageSchema = z.strictObject({
  id: mailIdSchema,
  name: line(longest.name),
  email: line(longest.address).min(1),
  subject: line(longest.subject),
  text: z.string().max(longest.text).refine(isPlainLines),
  /** Whether there was more than this text: a quoted history, or too much. */
  shortened: z.boolean(),
  /** How many there were, and the names of the first. */
  attachments: z.strictObject({
    count: z.number().int().nonnegative(),
    names: z.array(line(longest.name)).max(mostAttachments),
  }),
});
export type ReplyMessage = z.infer<typeof replyMessageSchema>;

export const bounceMessageSchema = z.strictObject({
  id: mailIdSchema,
  failures: z
    .array(
      z.strictObject({
        address: line(longest.address).min(1),
        /** Whether the address does not work; otherwise only this mail did not arrive. */
        permanent: z.boolean(),
        reason: line(longest.reason),
      }),
    )
    .min(1)
    .max(mostFailures),
  /** To whom our own mail went, when it went to one address: a server on the way can report another. */
  sentTo: line(longest.address).nullable(),
});
export type BounceMessage = z.infer<typeof bounceMessageSchema>;

/** What became of it. `known`: it was taken in before. `ignored`: not a consumer's mail. */
export const receiptSchema = z.object({
  outcome: z.enum(['kept', 'known', 'ignored']),
  /** Dutch, one or two sentences. */
  text: z.string(),
});
export type Receipt = z.infer<typeof receiptSchema>;

export function replyMessage(mail: IncomingMail): ReplyMessage {
  const whole = plainLines(mail.text.slice(0, longestSearched));
  const fresh = newText(whole);
  const text = clipped(fresh.text, longest.text);
  return {
    id: mail.id,
    name: plainLine(mail.from.name, longest.name),
    email: plainLine(mail.from.email, longest.address),
    subject: plainLine(mail.subject, longest.subject),
    text,
    shortened: !mail.isWhole || fresh.leftOut || text !== fresh.text || mail.text.length > longestSearched,
    attachments: {
      count: mail.attachments.count,
      names: mail.attachments.names.slice(0, mostAttachments).map((name) => plainLine(name, longest.name)),
    },
  };
}

export function bounceMessage(mail: IncomingMail, reports: readonly RecipientReport[]): BounceMessage {
  const [sentTo, other] = mail.returned?.recipients ?? [];
  return {
    id: mail.id,
    failures: reports
      .slice(0, mostFailures)
      .map(({ address, outcome, reason }) => ({ address, permanent: outcome === 'permanent', reason })),
    sentTo: sentTo === undefined || other !== undefined ? null : plainLine(sentTo, longest.address),
  };
}
