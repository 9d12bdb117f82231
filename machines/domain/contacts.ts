import { z } from 'zod';
import { isoDateSchema } from './dates.ts';
import { roles, type Role } from './vocabulary.ts';
import { roleWords } from './words.ts';
import { blank, group, lineSchema, yesNo } from './written-fields.ts';

/** A person at the consumer, in a role; several per role, the addressee of its mail first, and substitutes. */
export const contactSchema = z.object({
  role: z.enum(roles),
  name: z.string().min(1),
  email: z.email().nullable(),
  phone: z.string().nullable(),
  /** Gets the role's mail while one of its own people is away or can't be reached. */
  substitute: z.boolean(),
  /** Both days inclusive. */
  away: z.object({ from: isoDateSchema, until: isoDateSchema }).nullable(),
});
export type Contact = z.infer<typeof contactSchema>;

const roleOfWord: ReadonlyMap<string, Role> = new Map(
  roles.map((role) => [roleWords[role].toLowerCase(), role]),
);

/** A role as people write it: its Dutch word. */
export const roleWordSchema = z.enum([...roleOfWord.keys()]).transform((word, context): Role => {
  const role = roleOfWord.get(word);
  if (role !== undefined) return role;
  context.addIssue({ code: 'custom', message: 'verwacht een rol' });
  return z.NEVER;
});

/** RFC 5321, 4.5.3.1: a path is at most 256 octets, with its brackets. */
export const addressSchema = z.email().max(254);

/** As people write it in a declaration: Dutch keys. */
export const contactFileSchema = group({
  rol: roleWordSchema,
  naam: lineSchema,
  email: blank(addressSchema),
  telefoon: blank(lineSchema),
  vervanger: yesNo.prefault(false),
});

export function contactFromFile(file: z.infer<typeof contactFileSchema>): Contact {
  return {
    role: file.rol,
    name: file.naam,
    email: file.email,
    phone: file.telefoon,
    substitute: file.vervanger,
    away: null,
  };
}
