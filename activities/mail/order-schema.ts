import { z } from 'zod';
import { isoDateSchema } from '../../machines/domain/dates.ts';
import { alternativeSchema, slotSchema } from '../../machines/domain/planning/requests.ts';
import { causes, connectionFunctions, documentKinds, outcomes } from '../../machines/domain/vocabulary.ts';
import { ladderLineSchema } from '../../machines/desk/notices.ts';
import type { MailOrder } from '../../machines/track/mail.ts';

/**
 * A mail order at the edge, where it comes in as JSON. It says the same as the type in machines/track/mail.ts;
 * the compiler holds them equal. Addresses are only text here: one that is wrong makes the mail undeliverable,
 * which is for the desk, while an order of another shape is a fault of ours.
 */
const date = isoDateSchema;
const fn = z.enum(connectionFunctions);
const cause = z.enum(causes);

const lines = z.array(ladderLineSchema).min(1);
const invitation = z.object({ uid: z.string().min(1), sequence: z.number().int().nonnegative() });

const content = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('declarationReceived'),
    functions: z.array(z.object({ function: fn, testStart: date.nullable(), goLive: date.nullable() })),
    missing: z.array(z.string()),
    completeBy: date.nullable(),
  }),
  z.object({ kind: z.literal('ladder'), lines }),
  z.object({
    kind: z.literal('slotProposed'),
    function: fn,
    slot: slotSchema,
    goLive: date.nullable(),
    answerBy: date,
  }),
  z.object({
    kind: z.literal('slotAgreed'),
    function: fn,
    slot: slotSchema,
    goLive: date.nullable(),
    previous: slotSchema.nullable(),
    cause: cause.nullable(),
    invitation,
  }),
  z.object({
    kind: z.literal('slotCancelled'),
    function: fn,
    slot: slotSchema,
    newSlotFollows: z.boolean(),
    cause: cause.nullable(),
    invitation,
  }),
  z.object({
    kind: z.literal('alternativesOffered'),
    function: fn,
    current: slotSchema.nullable(),
    alternatives: z.array(alternativeSchema),
    cause: cause.nullable(),
    answerBy: date,
  }),
  z.object({
    kind: z.literal('documentsRejected'),
    documents: z.array(z.enum(documentKinds)).min(1),
    reason: z.string(),
    by: date.nullable(),
  }),
  z.object({
    kind: z.literal('formalStart'),
    functions: z.array(z.object({ function: fn, readyBy: date })).min(1),
  }),
  z.object({ kind: z.literal('accessReady'), function: fn, asked: z.array(z.string()), readyBy: date }),
  z.object({
    kind: z.literal('testResult'),
    function: fn,
    outcome: z.enum(outcomes),
    cause: cause.nullable(),
    findings: z.string().nullable(),
    goLive: date.nullable(),
  }),
  z.object({ kind: z.literal('live'), function: fn, on: date }),
  z.object({ kind: z.literal('supplierReady'), function: fn }),
  z.object({ kind: z.literal('withdrawn'), functions: z.array(fn).min(1), reason: z.string() }),
  z.object({ kind: z.literal('suspended'), until: date.nullable(), reason: z.string() }),
  z.object({ kind: z.literal('resumed') }),
  z.object({ kind: z.literal('escalationLetter'), lines, answerBy: date }),
]);

export const mailOrderSchema = z.object({
  id: z.string().min(1),
  track: z.string().min(1),
  organisation: z.object({ id: z.string().min(1), name: z.string() }),
  to: z.array(z.object({ name: z.string(), email: z.string() })).min(1),
  content,
  date,
  desk: z.object({ naam: z.string(), email: z.email(), telefoon: z.string() }),
}) satisfies z.ZodType<MailOrder>;
