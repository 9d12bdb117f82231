import { z } from 'zod';
import type { Contact } from '../domain/contacts.ts';
import { isoDateSchema } from '../domain/dates.ts';
import { roles } from '../domain/vocabulary.ts';
import { roleWords } from '../domain/words.ts';

const contactsSchema = z.object({
  contactpersonen: z.array(
    z.object({
      rol: z.string(),
      naam: z.string(),
      email: z.email().nullable(),
      telefoon: z.string().nullable(),
      vervanger: z.boolean(),
      afwezig: z.object({ van: isoDateSchema, totEnMet: isoDateSchema }).nullable(),
    }),
  ),
});

/** The contacts in the last view of a track that has closed; none when it holds no such thing. */
export function contactsIn(view: unknown): readonly Contact[] {
  const parsed = contactsSchema.safeParse(view);
  if (!parsed.success) return [];
  return parsed.data.contactpersonen.flatMap(
    ({ rol, naam: name, email, telefoon: phone, vervanger, afwezig }) => {
      const away = afwezig === null ? null : { from: afwezig.van, until: afwezig.totEnMet };
      const role = roles.find((one) => roleWords[one] === rol);
      return role === undefined ? [] : [{ role, name, email, phone, substitute: vervanger, away }];
    },
  );
}
