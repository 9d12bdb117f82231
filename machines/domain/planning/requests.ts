import { z } from 'zod';
import { isoDateSchema } from '../dates.ts';
import { connectionFunctions } from '../vocabulary.ts';

/**
 * What a track asks of the planning, and what the planning answers or tells of its own accord.
 *
 * A reservation belongs to (organisation, function). Every request carries the track's `generation`
 * for that function, which rises with each request: an older or repeated one changes nothing and gets
 * the answer that the newest left behind, so a retry after a lost answer is harmless.
 */

const functionSchema = z.enum(connectionFunctions);
/** Epoch milliseconds of business time. */
const instantSchema = z.number().int();

/** A place for one chain test, as a track holds it. */
export const slotSchema = z.object({
  id: z.string(),
  tranche: z.string(),
  begin: instantSchema,
  end: instantSchema,
});
export type Slot = z.infer<typeof slotSchema>;

/** A slot that a function could move to, with what that means. `lateness`: calendar days past the requested go-live. */
export const alternativeSchema = slotSchema.extend({
  lateness: z.number().int().nonnegative(),
  /** The organisation would come to count in another tranche than now. */
  changesTranche: z.boolean(),
});
export type Alternative = z.infer<typeof alternativeSchema>;

const placementSchema = z.object({
  organisation: z.string(),
  function: functionSchema,
  generation: z.number().int().positive(),
  /** The planning knew newer requests than this one, which takes nothing away then: see `keepsWhatIsThere`. */
  again: z.literal(true).optional(),
});

/** The agreement that a consumer has with Logius, once: its version, and the day on which it was accepted. */
export const agreementSchema = z.object({ version: z.string().nullable(), on: isoDateSchema });
export type Agreement = z.infer<typeof agreementSchema>;

/** By function, the newest request that the planning has seen. */
const generationsSchema = z.partialRecord(functionSchema, z.number().int());
export type Generations = Readonly<z.infer<typeof generationsSchema>>;

/** What decides where a function can be placed. */
const wishSchema = z.object({
  /** No chain test before this day. */
  earliest: isoDateSchema,
  /** Null for a supplier connection, which has no go-live: it waits in order of `earliest`. */
  requestedGoLive: isoDateSchema.nullable(),
});

export const planningRequestSchema = z.discriminatedUnion('kind', [
  /** A first place, voorlopig: the best feasible slot at once, or a place on the waiting list. */
  placementSchema.extend({ kind: z.literal('reserve'), ...wishSchema.shape }),
  /** Another slot: the old one is free in the same instant in which the new one is held; refused when it can't be had. */
  placementSchema.extend({ kind: z.literal('move'), slot: z.string(), ...wishSchema.shape }),
  /** Voorlopig becomes afgesproken. */
  placementSchema.extend({ kind: z.literal('confirm') }),
  /** The place, or the place on the waiting list, is given back. `slot` keeps the tranche and gives back the slot alone. */
  placementSchema.extend({ kind: z.literal('release'), what: z.enum(['everything', 'slot']) }),
  /** After an ending that was put right: counts in this tranche again, without a slot. Refused when it is full. */
  placementSchema.extend({ kind: z.literal('rejoin'), tranche: z.string() }),
  /** The consumer says no to a move that was proposed, or that waits for others: what is held stays held. */
  placementSchema.extend({ kind: z.literal('decline'), move: z.string(), reason: z.string() }),
  /** The best feasible slots, nearest lateness first. Changes nothing. */
  placementSchema.extend({
    kind: z.literal('alternatives'),
    count: z.number().int().positive(),
    ...wishSchema.shape,
  }),
  /** Minutes from the organisation's one half-day of advice [seed]. Idempotent by `booking`. */
  z.object({
    kind: z.literal('advice'),
    organisation: z.string(),
    booking: z.string(),
    minutes: z.number().int().positive(),
  }),
  /** The track has closed: what the register keeps of it. */
  z.object({
    kind: z.literal('close'),
    organisation: z.string(),
    live: z.partialRecord(functionSchema, isoDateSchema),
    /** Left out: there is none that is accepted. */
    agreement: agreementSchema.optional(),
  }),
  /**
   * A track that was terminated, or failed: what it held is freed. Only up to the generations that were seen when it
   * had ended: a later track of the organisation, or the same one after a reset, has newer ones.
   */
  z.object({
    kind: z.literal('abandoned'),
    organisation: z.string(),
    generations: generationsSchema,
    live: z.partialRecord(functionSchema, isoDateSchema),
    agreement: agreementSchema.optional(),
  }),
  /** The track was reset: it is told once more what the planning holds for it. */
  z.object({ kind: z.literal('recall'), organisation: z.string() }),
]);
export type PlanningRequest = z.infer<typeof planningRequestSchema>;

const keySchema = z.object({
  organisation: z.string(),
  function: functionSchema,
  generation: z.number().int(),
});

/** An answer, and also what the planning tells a track of its own accord (`placed` from the waiting list, `displaced` by a new plan). */
export const planningAnswerSchema = z.discriminatedUnion('kind', [
  keySchema.extend({ kind: z.literal('placed'), slot: slotSchema, agreed: z.boolean() }),
  keySchema.extend({
    kind: z.literal('waiting'),
    position: z.number().int().positive(),
    /** The last slot's day that still meets the requested go-live; null when there is none. */
    lastUsefulSlot: isoDateSchema.nullable(),
  }),
  /** Not possible: one Dutch sentence. What was held stays held. */
  keySchema.extend({ kind: z.literal('refused'), reason: z.string() }),
  keySchema.extend({ kind: z.literal('released') }),
  /** To a track that was reset after it had closed: nothing is known of this function any more. */
  keySchema.omit({ generation: true }).extend({ kind: z.literal('unknown') }),
  keySchema.extend({ kind: z.literal('alternatives'), alternatives: z.array(alternativeSchema) }),
  /** A new plan has no place for this reservation any more: it keeps what it holds until a move is agreed. */
  keySchema.extend({ kind: z.literal('displaced'), reason: z.string() }),
  /** A planner proposes another slot, and keeps it: to talk about with the consumer until the day `answerBy`. */
  keySchema.extend({
    kind: z.literal('moveProposed'),
    move: z.string(),
    slot: alternativeSchema,
    /** Days of uitloop less than now; null when there is none to compare with. */
    gain: z.number().int().nullable(),
    /** Dutch, one sentence. */
    reason: z.string(),
    answerBy: isoDateSchema,
  }),
  /** Akkoord to a proposed move, which waits for others until `until`: they need each other's places. The old slot is kept. */
  keySchema.extend({
    kind: z.literal('awaiting'),
    move: z.string(),
    slot: slotSchema,
    until: isoDateSchema,
  }),
  /** A proposed move goes through no more: what was held is still held. Dutch sentence. */
  keySchema.extend({
    kind: z.literal('moveEnded'),
    move: z.string(),
    slot: slotSchema,
    reason: z.string(),
  }),
  z.object({
    kind: z.literal('adviceBooked'),
    organisation: z.string(),
    booking: z.string(),
    usedMinutes: z.number().int(),
  }),
  z.object({
    kind: z.literal('adviceRefused'),
    organisation: z.string(),
    booking: z.string(),
    usedMinutes: z.number().int(),
    reason: z.string(),
  }),
  z.object({ kind: z.literal('closed'), organisation: z.string() }),
  /** Whether anything was held. */
  z.object({ kind: z.literal('freed'), organisation: z.string(), something: z.boolean() }),
  z.object({ kind: z.literal('recalled'), organisation: z.string() }),
]);
export type PlanningAnswer = z.infer<typeof planningAnswerSchema>;
