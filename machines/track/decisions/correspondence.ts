import { sameAddress } from '../../domain/contact-changes.ts';
import type { BounceMessage, ReplyMessage } from '../../domain/correspondence/messages.ts';
import type { TrackContext } from '../context.ts';
import type { TrackEvent } from '../events.ts';
import { taskWords } from '../track-words.ts';
import type { Turn } from '../turn.ts';
import { waitingReplies } from '../waiting-replies.ts';
import { markUndeliverable } from './deliverability.ts';

type Event<Type extends TrackEvent['type']> = Extract<TrackEvent, { type: Type }>;

/** Mail that comes in. It adds a contact moment and a task, or marks an address; it does nothing else, whatever it says. */

/** So many unhandled answers are a flood: further ones stay in the mailbox. */
export const mostWaiting = 20;
/** Mails that are recognised when they are read again. */
const mostRemembered = 500;

export function isKnownMail(context: TrackContext, id: string): boolean {
  return context.readMail.includes(id);
}

/** From the desk or the coordinator themselves, with or without a plus-address. */
export function isOwnAddress(context: TrackContext, email: string): boolean {
  const plain = email.replace(/\+[^@]*@/, '@');
  const { servicecentrum, coordinator } = context.settings.policy;
  return [servicecentrum, coordinator].some((own) => sameAddress(own.email, plain));
}

/** Who wrote it, as far as an address says: an address can be forged. */
function sender({ contacts }: TrackContext, { name, email }: ReplyMessage): string {
  const contact = contacts.find((known) => sameAddress(known.email, email));
  if (contact !== undefined) return contact.name;
  return `${name === '' ? '' : `${name}, `}${email} (geen contactpersoon)`;
}

export function replyEvent(context: TrackContext, message: ReplyMessage): Event<'reply.received'> {
  const { id, subject, text, shortened, attachments } = message;
  return {
    type: 'reply.received',
    by: sender(context, message),
    at: context.now,
    id,
    subject,
    text,
    shortened,
    attachments,
  };
}

export function bounceEvent({ id, failures, sentTo }: BounceMessage): Event<'delivery.failed'> {
  return { type: 'delivery.failed', id, failures, sentTo };
}

/** The text stands in the diary; until the desk has read it, the consumer's ladder is quiet (see `armedRungs`). */
export function takeReply(turn: Turn, event: Event<'reply.received'>): void {
  remember(turn, event.id);
  const about = event.subject === '' ? '' : ` over "${event.subject}"`;
  const task = {
    id: `${taskWords.reply}:${turn.next(taskWords.reply)}`,
    kind: 'reply',
    function: null,
    since: turn.today,
    text: `Antwoord van ${event.by}${about}: lees het en handel het af.`,
  } as const;
  turn.openTask(task);
}

export function takesReply(context: TrackContext, id: string): boolean {
  return !isKnownMail(context, id) && waitingReplies(context).length < mostWaiting;
}

export function takeBounce(turn: Turn, event: Event<'delivery.failed'>): void {
  remember(turn, event.id);
  const failures = event.failures.map((failure) => ({
    ...failure,
    address: contactAddress(turn.context, failure.address, event.sentTo),
  }));
  const permanent = failures.filter((failure) => failure.permanent);
  if (permanent.length > 0) markUndeliverable(turn, permanent);
  for (const { address, reason } of failures.filter((failure) => !failure.permanent)) {
    noteOnce(turn, address, reason);
  }
}

/** A server that forwards reports its own address: when one address got our mail, that is the one. */
function contactAddress({ contacts }: TrackContext, reported: string, sentTo: string | null): string {
  const isContact = (email: string) => contacts.some((contact) => sameAddress(contact.email, email));
  return !isContact(reported) && sentTo !== null && isContact(sentTo) ? sentTo : reported;
}

/** Once a day for each contact: what others can send us at will must not fill the diary. */
function noteOnce(turn: Turn, address: string, reason: string): void {
  const contact = turn.context.contacts.find(({ email }) => sameAddress(email, address));
  const key = `${turn.today} ${address.toLowerCase()}`;
  if (contact === undefined || turn.context.readMail.includes(key)) return;
  remember(turn, key);
  turn.note(null, `Een mail aan ${contact.name} kwam niet aan: ${reason}. Het adres blijft in gebruik.`);
}

function remember(turn: Turn, id: string): void {
  turn.change({ readMail: [...turn.context.readMail, id].slice(-mostRemembered) });
}
