import { recipientNames, recipientOf, type DeskMailOrder } from '../../machines/desk/mail.ts';
import type { Recipient } from '../../machines/desk/notices.ts';
import { oneLine, safeAddress, type Message } from './compose.ts';
import { inConversation } from './conversation.ts';
import { domainOf } from './message-identity.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';
import { morningLetter } from './templates/morning.ts';

/**
 * The message of a desk's order: a function of the order alone, with the same Message-ID at every retry. Each
 * recipient has a thread of its own.
 */
export function composeForDesk(order: DeskMailOrder): Message {
  const letter = morningLetter(order);
  const name = recipientNames[recipientOf(order)];
  const domain = domainOf(order);
  const id = `<${order.id}@${domain}>`;
  const { headers, ...conversation } = inConversation(
    `<ochtend.${name}@${domain}>`,
    topics[recipientOf(order)],
  );
  const sender = safeAddress({ name: order.desk.naam, email: order.desk.email });
  return {
    id,
    about: { date: order.date, title: letter.fileTitle, organisation: name },
    options: {
      from: sender,
      to: [safeAddress(order.to)],
      subject: oneLine(letter.subject),
      text: renderText(letter),
      html: renderHtml(letter),
      messageId: id,
      ...conversation,
      headers: { ...headers, 'Auto-Submitted': 'auto-generated', 'Content-Language': 'nl' }, // RFC 3834, RFC 3282
      disableFileAccess: true,
      disableUrlAccess: true,
    },
  };
}

const topics: Readonly<Record<Recipient, string>> = {
  desk: 'Overzicht van de aansluittrajecten',
  coordinator: 'Escalaties van de aansluittrajecten',
};
