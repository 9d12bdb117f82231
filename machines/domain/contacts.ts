import { z } from 'zod';
import { roles, type Role } from './vocabulary.ts';
import { roleWords } from './words.ts';
import { blank, group, lineSchema, yesNo } from './written-fields.ts';

/** A person at the consumer, in a role; several per role, and substitutes. */
export const contactSchema = z.object({
  role: z.enum(roles),
  name: z.string().min(1),
  email: z.email().nullable(),
  phone: z.string().nullable(),
  substitute: z.boolean(),
});
export type Contact = z.infer<typeof contactSchema>;

const roleOfWord: ReadonlyMap<string, Role> = new Map(
  roles.map((role) => [roleWords[role].toLowerCase(), role]),
);

/** A role as people write it: its Dutch word. */
const roleWordSchema = z.enum([...roleOfWord.keys()]).transform((word, context): Role => {
  const role = roleOfWord.get(word);
  if (role !== undefined) return role;
  context.addIssue({ code: 'custom', message: 'verwacht een rol' });
  return z.NEVER;
});

const contactFields = {
  rol: roleWordSchema,
  naam: lineSchema,
  /** RFC 5321, 4.5.3.1: a path is at most 256 octets, with its brackets. */
  email: blank(z.email().max(254)),
  telefoon: blank(lineSchema),
  vervanger: yesNo.prefault(false),
};

/** As people write it, in a declaration or an action: Dutch keys. */
export const contactFileSchema = group(contactFields);

export function contactFromFile(file: z.infer<typeof contactFileSchema>): Contact {
  return {
    role: file.rol,
    name: file.naam,
    email: file.email,
    phone: file.telefoon,
    substitute: file.vervanger,
  };
}

/** Adds a contact, changes the one with the same role and name, or removes it. */
export const contactChangeSchema = group({ ...contactFields, verwijderen: yesNo.prefault(false) }).transform(
  ({ verwijderen, ...file }) => ({ remove: verwijderen, contact: contactFromFile(file) }),
);
export type ContactChange = z.output<typeof contactChangeSchema>;

export function changeContacts(
  contacts: readonly Contact[],
  { remove, contact }: ContactChange,
): readonly Contact[] {
  const others = contacts.filter(({ role, name }) => role !== contact.role || name !== contact.name);
  return remove ? others : [...others, contact];
}

export interface Address {
  readonly name: string;
  readonly email: string;
}

/** Where a mail for a role goes when nobody in it has an address: to the next role of this list. An assumption. */
const fallback: readonly Role[] = ['projectLead', 'signatory', 'intermediary', 'supplier'];

/** The addresses of a role: its own people, else their substitutes; without any, those of the next role that has some. */
export function addressesFor(contacts: readonly Contact[], role: Role): readonly Address[] {
  for (const candidate of [role, ...fallback.filter((other) => other !== role)]) {
    const reachable = contacts.filter((contact) => contact.role === candidate && contact.email !== null);
    const own = reachable.filter(({ substitute }) => !substitute);
    const chosen = own.length > 0 ? own : reachable;
    if (chosen.length > 0)
      return chosen.flatMap(({ name, email }) => (email === null ? [] : [{ name, email }]));
  }
  return [];
}
