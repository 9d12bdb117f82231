import { z } from 'zod';
import { addressSchema, roleWordSchema, type Contact } from './contacts.ts';
import { trackDaySchema, type IsoDate } from './dates.ts';
import { formatDate } from './dutch-dates.ts';
import { quoted } from './shown.ts';
import { roleWords } from './words.ts';
import { group, lineSchema, yesNo } from './written-fields.ts';

/** Left out: as it is. Null or empty: to be cleared. */
function clearable<Schema extends z.ZodType>(schema: Schema) {
  return z
    .preprocess(
      (value) => (typeof value === 'string' && value.trim() === '' ? null : value),
      schema.nullable().optional(),
    )
    .optional();
}

/**
 * What people write to add, change or remove a contact. Who is meant: by role and name, or by e-mail alone. A field
 * that is left out stays as it is.
 */
export const contactChangeSchema = group({
  rol: roleWordSchema.optional(),
  naam: lineSchema.optional(),
  email: clearable(addressSchema),
  telefoon: clearable(lineSchema),
  vervanger: yesNo.optional(),
  afwezigVan: trackDaySchema.optional(),
  afwezigTotEnMet: clearable(trackDaySchema),
  /** Becomes the addressee of its role. */
  eerste: yesNo.prefault(false),
  verwijderen: yesNo.prefault(false),
});
export type WrittenContactChange = z.output<typeof contactChangeSchema>;

/** One change, to a contact that is known or new; `was` is the contact before it. */
export type ContactChange =
  | { readonly kind: 'added'; readonly contact: Contact; readonly first: boolean }
  | {
      readonly kind: 'changed';
      readonly was: Contact;
      readonly contact: Contact;
      readonly first: boolean;
      /** Its address was written: the same one again says that it is right. */
      readonly confirmed: boolean;
    }
  | { readonly kind: 'removed'; readonly was: Contact };

type Refusal = { readonly refused: string };

/** The change that is meant, given who is known; or one Dutch sentence why it cannot be told. */
export function contactChange(
  contacts: readonly Contact[],
  written: WrittenContactChange,
  today: IsoDate,
): ContactChange | Refusal {
  const { rol, naam, email } = written;
  if (naam === undefined && (email === undefined || email === null)) {
    return { refused: 'Verwacht rol en naam, of een e-mailadres, om te weten wie u bedoelt.' };
  }
  const [was, other] = meant(contacts, written);
  if (was !== undefined && other !== undefined) {
    return { refused: `Dit past bij meer dan één contactpersoon. Noem rol en naam. ${known(contacts)}` };
  }
  if (was !== undefined) return changed(was, written, today);
  if (written.verwijderen || rol === undefined || naam === undefined) {
    const told = naam === undefined ? `e-mailadres ${email ?? ''}` : `naam ${quoted(naam)}`;
    const role = rol === undefined ? '' : ` als ${roleWords[rol]}`;
    const hint = written.verwijderen ? '' : ' Voor een nieuwe contactpersoon zijn rol en naam nodig.';
    return { refused: `Er is geen contactpersoon met ${told}${role}.${hint} ${known(contacts)}` };
  }
  const owner = contacts.find((contact) => contact.role === rol && sameAddress(contact.email, email));
  if (owner !== undefined) {
    return {
      refused: `Het e-mailadres hoort al bij ${owner.name} (${roleWords[rol]}). Verwijder die eerst, of geef ${naam} een ander adres.`,
    };
  }
  const blank = { role: rol, name: naam, email: null, phone: null, substitute: false, away: null };
  const contact = withFields(blank, written, today);
  return 'refused' in contact ? contact : { kind: 'added', contact, first: written.eerste };
}

function changed(
  was: Contact,
  written: WrittenContactChange,
  today: IsoDate,
): Extract<ContactChange, { kind: 'changed' | 'removed' }> | Refusal {
  if (written.verwijderen) return { kind: 'removed', was };
  const contact = withFields(was, written, today);
  if ('refused' in contact) return contact;
  const confirmed = typeof written.email === 'string';
  return { kind: 'changed', was, contact, first: written.eerste, confirmed };
}

/** By name when one is given, in the role if that is given too; two of one name are told apart by their address. */
function meant(contacts: readonly Contact[], { rol, naam, email }: WrittenContactChange): readonly Contact[] {
  const inRole = contacts.filter(({ role }) => rol === undefined || role === rol);
  const byAddress = inRole.filter((contact) => sameAddress(contact.email, email));
  if (naam === undefined) return byAddress;
  const byName = inRole.filter(({ name }) => folded(name) === folded(naam));
  const both = byName.filter((contact) => byAddress.includes(contact));
  return byName.length > 1 && both.length === 1 ? both : byName;
}

function withFields(
  contact: Contact,
  { email, telefoon, vervanger, afwezigVan, afwezigTotEnMet }: WrittenContactChange,
  today: IsoDate,
): Contact | Refusal {
  const away = absence(contact, { afwezigVan, afwezigTotEnMet }, today);
  if (away !== null && 'refused' in away) return away;
  return {
    ...contact,
    ...(email === undefined ? {} : { email }),
    ...(telefoon === undefined ? {} : { phone: telefoon }),
    ...(vervanger === undefined ? {} : { substitute: vervanger }),
    away,
  };
}

function absence(
  { away }: Contact,
  { afwezigVan, afwezigTotEnMet }: Pick<WrittenContactChange, 'afwezigVan' | 'afwezigTotEnMet'>,
  today: IsoDate,
): Contact['away'] | Refusal {
  if (afwezigTotEnMet === null) return null;
  const running = away !== null && away.until >= today ? away : null;
  const until = afwezigTotEnMet ?? running?.until;
  if (until === undefined) {
    return afwezigVan === undefined ? away : { refused: 'Noem ook afwezigTotEnMet: de laatste dag.' };
  }
  const from = afwezigVan ?? running?.from ?? today;
  if (from > until) {
    return {
      refused: `afwezigTotEnMet: verwacht een datum vanaf ${formatDate(from)}, gevonden: ${until}.`,
    };
  }
  return { from, until };
}

function known(contacts: readonly Contact[]): string {
  if (contacts.length === 0) return 'Er is nog niemand bekend.';
  const people = contacts.map(
    ({ role, name, email }) =>
      `${name} (${[roleWords[role], ...(email === null ? [] : [email])].join(', ')})`,
  );
  return `Bekend: ${people.join('; ')}.`;
}

export function changeContacts(contacts: readonly Contact[], change: ContactChange): readonly Contact[] {
  switch (change.kind) {
    case 'added':
      return change.first ? [change.contact, ...contacts] : [...contacts, change.contact];
    case 'changed': {
      const after = contacts.map((contact) => (isSame(contact, change.was) ? change.contact : contact));
      if (!change.first) return after;
      return [change.contact, ...after.filter((contact) => !isSame(contact, change.contact))];
    }
    case 'removed':
      return contacts.filter((contact) => !isSame(contact, change.was));
  }
}

function isSame(a: Contact, b: Contact): boolean {
  return a.role === b.role && a.name === b.name && a.email === b.email;
}

/** Local parts could differ by case alone (RFC 5321), but nobody has two of such. */
export function sameAddress(a: string | null, b: string | null | undefined): boolean {
  return a !== null && b !== null && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
