import type { SendMailOptions } from 'nodemailer';
import type { IsoDate } from '../../machines/domain/dates.ts';
import type { Mailbox, MailOrder } from '../../machines/track/mail.ts';
import { calendarInvitation } from './calendar-invitation.ts';
import { inConversation } from './conversation.ts';
import { messageIdOf, replyAddress, threadIdOf } from './message-identity.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';
import { letterFor } from './templates/index.ts';

/** A mail as nodemailer takes it, with what a transport has to know of it. */
export interface Message {
  /** The Message-ID header. */
  readonly id: string;
  /** What the mail is, for people who look in a folder of mails. */
  readonly about: { readonly date: IsoDate; readonly title: string; readonly organisation: string };
  readonly options: SendMailOptions;
}

/**
 * The message of an order: a function of the order alone, save the Date header, which the transport writes.
 * The first recipient is addressed, others read along in Cc. Nothing is ever fetched from a path or an address.
 */
export function compose(order: MailOrder): Message {
  const letter = letterFor(order);
  const [addressee, ...others] = order.to.map(safeAddress);
  const invitation = calendarInvitation(order);
  const id = messageIdOf(order);
  const topic = oneLine(`Aansluiting van ${order.organisation.name} op MijnOverheid`);
  const { headers, ...conversation } = inConversation(threadIdOf(order), topic);
  return {
    id,
    about: { date: order.date, title: letter.fileTitle, organisation: order.organisation.id },
    options: {
      from: safeAddress({ name: order.desk.naam, email: order.desk.email }),
      replyTo: safeAddress({ name: order.desk.naam, email: replyAddress(order) }),
      to: addressee === undefined ? [] : [addressee],
      cc: others,
      subject: oneLine(letter.subject),
      text: renderText(letter),
      html: renderHtml(letter),
      ...(invitation === null
        ? {}
        : {
            icalEvent: { method: invitation.method, content: invitation.content, filename: 'ketentest.ics' },
          }),
      messageId: id,
      ...conversation,
      headers: { ...headers, 'Auto-Submitted': 'auto-generated', 'Content-Language': 'nl' }, // RFC 3834, RFC 3282
      disableFileAccess: true,
      disableUrlAccess: true,
    },
  };
}

/** An object, never a text to be parsed: a name cannot smuggle in another address. */
export function safeAddress({ name, email }: Mailbox): { readonly name: string; readonly address: string } {
  return { name: oneLine(name), address: email };
}

/** Header fields are one line: a line break in them would start another header. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
