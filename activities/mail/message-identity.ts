import type { MailOrder } from '../../machines/track/mail.ts';

/** Identities in mail headers and calendars, made from a mail order alone: the same at every retry. */

/**
 * The mail's own Message-ID (RFC 5322). The date is part of it, since an organisation's second track starts
 * to count its mails anew.
 */
export function messageIdOf(order: MailOrder): string {
  return `<${atom(order.id)}.${order.date}@${domainOf(order)}>`;
}

/** The thread of one organisation's mail: a Message-ID that no mail has, and to which all refer. */
export function threadIdOf(order: MailOrder): string {
  return `<aansluittraject.${atom(order.organisation.id)}@${domainOf(order)}>`;
}

export function calendarUid(order: MailOrder, uid: string): string {
  return `${atom(uid)}@${domainOf(order)}`;
}

/** The desk's address with the track in it (RFC 5233), so that an answer shows what it is about. */
export function replyAddress(order: MailOrder): string {
  const { local, domain } = partsOf(order.desk.email);
  return `${local}+${order.organisation.id.replace(/[^A-Za-z0-9-]/g, '-')}@${domain}`;
}

function domainOf(order: MailOrder): string {
  return partsOf(order.desk.email).domain;
}

function partsOf(address: string): { readonly local: string; readonly domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, at), domain: address.slice(at + 1) };
}

/** A dot-atom (RFC 5322), different for every text: what does not belong in one is written as `_` with its code. */
function atom(text: string): string {
  return text.replace(
    /[^A-Za-z0-9.-]|^\.|\.(?=\.|$)/gu,
    (character) => `_${character.codePointAt(0)?.toString(16)}_`,
  );
}
