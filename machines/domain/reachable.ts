import type { Contact } from './contacts.ts';
import type { IsoDate } from './dates.ts';
import type { Role } from './vocabulary.ts';

export interface Address {
  readonly name: string;
  readonly email: string;
}

/** What decides whom a mail can reach. */
export interface Reach {
  readonly today: IsoDate;
  /** Whether mail to this address was refused for good. */
  readonly isUndeliverable: (email: string) => boolean;
}

/** Where a mail for a role goes when nobody in it can be reached: to the next role of this list. An assumption. */
const fallback: readonly Role[] = ['projectLead', 'signatory', 'intermediary', 'supplier'];

/**
 * Whom a mail for these roles goes to, the addressee first; each address once. The first role is addressed: when
 * nobody in it can be reached, another role is. Others read along. Who is away is mailed only when nobody else is
 * left. Empty: nobody can be reached.
 */
export function recipientsOf(
  contacts: readonly Contact[],
  roles: readonly Role[],
  reach: Reach,
): readonly Address[] {
  const [first, ...others] = roles;
  if (first === undefined) return [];
  const candidates = [first, ...fallback.filter((role) => role !== first)];
  const addressed =
    firstNotEmpty(candidates, (role) => reachable(contacts, role, reach)) ??
    firstNotEmpty(candidates, (role) => deliverable(contacts, role, reach)) ??
    [];
  const found = new Map<string, Address>();
  for (const address of [...addressed, ...others.flatMap((role) => reachable(contacts, role, reach))]) {
    const key = address.email.toLowerCase();
    if (!found.has(key)) found.set(key, address);
  }
  return [...found.values()];
}

function firstNotEmpty(
  roles: readonly Role[],
  inRole: (role: Role) => readonly Address[],
): readonly Address[] | undefined {
  return roles.map(inRole).find((addresses) => addresses.length > 0);
}

/** A role's own people; its substitutes with them while one of its own is out, or instead of them. */
function reachable(contacts: readonly Contact[], role: Role, reach: Reach): readonly Address[] {
  const inRole = contacts.filter((contact) => contact.role === role);
  const present = inRole.filter((contact) => !isAway(contact, reach.today));
  const own = addressesOf(
    present.filter(({ substitute }) => !substitute),
    reach,
  );
  const someoneIsOut = inRole.some(
    (contact) => !contact.substitute && (isAway(contact, reach.today) || isMarked(contact, reach)),
  );
  if (own.length > 0 && !someoneIsOut) return own;
  return [
    ...own,
    ...addressesOf(
      present.filter(({ substitute }) => substitute),
      reach,
    ),
  ];
}

function deliverable(contacts: readonly Contact[], role: Role, reach: Reach): readonly Address[] {
  return addressesOf(
    contacts.filter((contact) => contact.role === role),
    reach,
  );
}

function addressesOf(contacts: readonly Contact[], reach: Reach): readonly Address[] {
  return contacts.flatMap(({ name, email }) =>
    email === null || reach.isUndeliverable(email) ? [] : [{ name, email }],
  );
}

export function isAway({ away }: Contact, today: IsoDate): boolean {
  return away !== null && away.from <= today && today <= away.until;
}

function isMarked({ email }: Contact, reach: Reach): boolean {
  return email !== null && reach.isUndeliverable(email);
}
