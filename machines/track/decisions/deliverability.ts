import { changeContacts, sameAddress, type ContactChange } from '../../domain/contact-changes.ts';
import { roleWords } from '../../domain/words.ts';
import type { TrackContext, UndeliverableAddress } from '../context.ts';
import type { TrackEvent } from '../events.ts';
import { nobodyReachable, reachesSomebody } from '../recipients.ts';
import type { Turn } from '../turn.ts';

type Event<Type extends TrackEvent['type']> = Extract<TrackEvent, { type: Type }>;

/** Contacts, and the addresses at which they cannot be reached. */

/** Of addresses that are nobody's here the last few are told: others can send us such reports at will. */
const mostStrangers = 5;
/** More are told by their number. */
const mostListed = 10;

/** Refused for good: nothing more is mailed there, until the contact is changed or the address confirmed. */
export function markUndeliverable(
  turn: Turn,
  failures: readonly { readonly address: string; readonly reason: string }[],
): void {
  for (const { address, reason } of failures) mark(turn, address, reason);
  turn.task('undeliverable', null, undeliverableText(turn.context));
  askForContacts(turn);
}

function mark(turn: Turn, email: string, reason: string): void {
  const known = turn.context.undeliverable;
  const isNew = !known.some((address) => sameAddress(address.email, email));
  if (isNew && isContact(turn.context, email)) {
    turn.note(null, `Mail komt niet aan op ${email}: ${reason}`);
  }
  const all = [
    ...known.filter((address) => !sameAddress(address.email, email)),
    { email, on: turn.today, reason },
  ];
  const strangers = all.filter((address) => !isContact(turn.context, address.email)).slice(-mostStrangers);
  turn.change({
    undeliverable: all.filter(
      (address) => isContact(turn.context, address.email) || strangers.includes(address),
    ),
  });
}

function isContact({ contacts }: Pick<TrackContext, 'contacts'>, address: string): boolean {
  return contacts.some(({ email }) => sameAddress(email, address));
}

/** An address that nobody has any more, or that was confirmed, is no longer marked; the others stay. */
export function changeContact(turn: Turn, { change }: Event<'contact.changed'>): void {
  turn.change({ contacts: changeContacts(turn.context.contacts, change) });
  const left = turn.context.undeliverable.filter(({ email }) => !isSettled(turn.context, change, email));
  if (left.length < turn.context.undeliverable.length) {
    turn.change({ undeliverable: left });
    if (left.length === 0) turn.settle(null, 'undeliverable');
    else renew(turn);
  }
  if (reachesSomebody(turn.context)) turn.settle(null, 'contactDetails');
}

function isSettled(context: TrackContext, change: ContactChange, email: string): boolean {
  switch (change.kind) {
    case 'added':
      return false;
    case 'removed':
      return sameAddress(change.was.email, email) && !isContact(context, email);
    case 'changed':
      if (change.confirmed && sameAddress(change.contact.email, email)) return true;
      return sameAddress(change.was.email, email) && !isContact(context, email);
  }
}

function renew(turn: Turn): void {
  if (turn.context.tasks.some(({ kind }) => kind === 'undeliverable'))
    turn.task('undeliverable', null, undeliverableText(turn.context));
}

/** The desk has seen it: what is nobody's address here is forgotten; a contact's stays marked until it is changed. */
export function forgetStrangers(turn: Turn): void {
  turn.change({
    undeliverable: turn.context.undeliverable.filter(({ email }) => isContact(turn.context, email)),
  });
}

/** A task for the desk when nobody can be reached. */
function askForContacts(turn: Turn): void {
  if (!reachesSomebody(turn.context)) turn.task('contactDetails', null, nobodyReachable(turn.context));
}

/** All of them in one text: one task is open for this at most. */
function undeliverableText(context: TrackContext): string {
  const listed = context.undeliverable.slice(0, mostListed).map((address) => describe(context, address));
  const more = context.undeliverable.length - listed.length;
  const rest = more > 0 ? ` en nog ${more}` : '';
  return `Mail komt niet aan op: ${listed.join('; ')}${rest}. Wijzig de contactpersoon; klopt het adres toch, leg het dan opnieuw vast.`;
}

function describe(context: TrackContext, { email }: UndeliverableAddress): string {
  const owners = context.contacts.filter((contact) => sameAddress(contact.email, email));
  const { servicecentrum, coordinator } = context.settings.policy;
  const isOurs = [servicecentrum, coordinator].some((own) => sameAddress(own.email, email));
  if (owners.length === 0)
    return `${email} (${isOurs ? 'van Logius: zie het beleid' : 'geen contactpersoon'})`;
  return `${email} (${owners.map(({ name, role }) => `${name}, ${roleWords[role]}`).join('; ')})`;
}
