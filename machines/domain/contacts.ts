import { z } from 'zod';
import { roles, type Role } from './vocabulary.ts';
import { roleWords } from './words.ts';

/** A person at the consumer, in a role; several per role, and substitutes. */
export const contactSchema = z.object({
  role: z.enum(roles),
  name: z.string().min(1),
  email: z.email().nullable(),
  phone: z.string().nullable(),
  substitute: z.boolean(),
});
export type Contact = z.infer<typeof contactSchema>;

/** A role as people write it: its Dutch word. */
export const roleWordSchema = z
  .enum(roles.map((role) => roleWords[role].toLowerCase()))
  .transform((word, context): Role => {
    const role = roles.find((candidate) => roleWords[candidate].toLowerCase() === word);
    if (role !== undefined) return role;
    context.addIssue({ code: 'custom', message: 'verwacht een rol' });
    return z.NEVER;
  });

// oxlint-disable-next-line no-control-regex -- control characters are what it refuses
const printable = /^[^\u0000-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069]*$/u;
/** A name or another line of text: no control or direction characters. */
export const lineSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(printable, { error: 'verwacht tekst zonder stuurtekens' });

/** As people write it, in a declaration or an action: Dutch keys. */
export const contactFileSchema = z.strictObject({
  rol: roleWordSchema,
  naam: lineSchema,
  email: z.email().nullish(),
  telefoon: lineSchema.nullish(),
  vervanger: z.boolean().default(false),
});

export function contactFromFile(file: z.infer<typeof contactFileSchema>): Contact {
  return {
    role: file.rol,
    name: file.naam,
    email: file.email ?? null,
    phone: file.telefoon ?? null,
    substitute: file.vervanger,
  };
}

/** Adds a contact, changes the one with the same role and name, or removes it. */
export const contactChangeSchema = contactFileSchema
  .extend({ verwijderen: z.boolean().default(false) })
  .transform(({ verwijderen, ...file }) => ({ remove: verwijderen, contact: contactFromFile(file) }));
export type ContactChange = z.output<typeof contactChangeSchema>;

export function changeContacts(contacts: readonly Contact[], { remove, contact }: ContactChange): readonly Contact[] {
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
    if (chosen.length > 0) return chosen.flatMap(({ name, email }) => (email === null ? [] : [{ name, email }]));
  }
  return [];
}
