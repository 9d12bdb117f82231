import { z } from 'zod';
import { isoDateSchema } from '../../machines/domain/dates.ts';
import { connectionFunctions } from '../../machines/domain/vocabulary.ts';
import type { DeskMailOrder } from '../../machines/desk/mail.ts';
import { noticeSchema } from '../../machines/desk/notices.ts';
import { sectionKinds } from '../../machines/desk/overview.ts';

/** The desk's mail order at the edge; the compiler holds it equal to the type in machines/desk/mail.ts. */
const fn = z.object({
  function: z.enum(connectionFunctions),
  stage: z.string(),
  waitsOn: z.string().nullable(),
  due: isoDateSchema.nullable(),
  testAt: z.number().nullable(),
});

const line = z.object({
  organisation: z.object({ id: z.string().min(1), name: z.string() }),
  run: z.string(),
  escalation: z.number().int().nonnegative(),
  functions: z.array(fn),
});

const section = z.object({
  kind: z.enum(sectionKinds),
  lines: z.array(line),
  count: z.number().int().nonnegative(),
  query: z.string(),
});

const news = {
  notices: z.array(noticeSchema),
  more: z.number().int().nonnegative(),
  ui: z.string().nullable(),
};

const content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('overview'), ...news, sections: z.array(section) }),
  z.object({ kind: z.literal('escalations'), ...news }),
]);

export const deskMailOrderSchema = z.object({
  id: z.string().min(1),
  to: z.object({ name: z.string(), email: z.string() }),
  date: isoDateSchema,
  desk: z.object({ naam: z.string(), email: z.email(), telefoon: z.string() }),
  content,
}) satisfies z.ZodType<DeskMailOrder>;
