import { dateOf } from '../domain/amsterdam.ts';
import { sameAddress } from '../domain/contact-changes.ts';
import { recipientsOf, type Reach } from '../domain/reachable.ts';
import type { TrackContext } from './context.ts';
import { consumerRoles, type Mailbox, type MailKind } from './mail.ts';

/** Whom a kind of mail goes to at the consumer, the addressee first; empty when nobody can be reached. */
export function consumerRecipients(context: TrackContext, kind: MailKind): readonly Mailbox[] {
  return recipientsOf(context.contacts, consumerRoles[kind], reachOf(context));
}

export function reachOf({ now, undeliverable }: TrackContext): Reach {
  return {
    today: dateOf(now),
    isUndeliverable: (email) => undeliverable.some((address) => sameAddress(address.email, email)),
  };
}

/** Whoever it is: a mail that finds nobody in its roles goes to any other. */
export function reachesSomebody(context: TrackContext): boolean {
  return consumerRecipients(context, 'ladder').length > 0;
}

/** What the desk is asked then (Dutch). */
export function nobodyReachable({ contacts }: TrackContext): string {
  return contacts.some(({ email }) => email !== null)
    ? 'Niemand van de afnemer is per mail te bereiken. Bel de afnemer en vul een contactpersoon aan.'
    : 'Er is geen e-mailadres van de afnemer bekend. Vul een contactpersoon aan.';
}
