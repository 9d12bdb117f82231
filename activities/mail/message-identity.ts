import { createHash } from 'node:crypto';
import type { MailOrder } from '../../machines/track/mail.ts';

/** Identities in mail headers and calendars, made from a mail order alone: the same at every retry. */

/**
 * The mail's own Message-ID (RFC 5322): that of the effect which the order carries out, so that it is the same
 * after a lost answer and after a reset (machines/track/mail-identity.ts). A digest, since an effect can be
 * known by a whole sentence; 96 bits are enough for more mails than there will ever be.
 */
export function messageIdOf(order: MailOrder): string {
  const digest = createHash('sha256').update(order.id).digest('hex').slice(0, 24);
  return `<${atom(order.track)}.${digest}@${domainOf(order)}>`;
}

/** The thread of one track's mail: a Message-ID that no mail has, and to which all refer. */
export function threadIdOf(order: MailOrder): string {
  return `<aansluittraject.${atom(order.track)}@${domainOf(order)}>`;
}

export function calendarUid(order: MailOrder, uid: string): string {
  return `${atom(uid)}@${domainOf(order)}`;
}

/** The desk's address with the track in it (RFC 5233), so that an answer shows what it is about. */
export function replyAddress(order: MailOrder): string {
  const { local, domain } = partsOf(order.desk.email);
  return `${local}+${order.organisation.id.replace(/[^A-Za-z0-9-]/g, '-')}@${domain}`;
}

export function domainOf(order: Pick<MailOrder, 'desk'>): string {
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
