import { z } from 'zod';
import { localTimeSchema } from '../amsterdam.ts';
import { isoDateSchema } from '../dates.ts';
import { defaultPolicy, policySchema } from '../policy.ts';
import { connectionFunctions } from '../vocabulary.ts';

/**
 * The planning as the coordinator keeps it: what the file of `plan-file.ts` says, with English keys.
 * Days are inclusive at both ends. The policy keeps its Dutch keys.
 */

const functionsSchema = z.array(z.enum(connectionFunctions)).min(1);

const periodSchema = z.object({ from: isoDateSchema, until: isoDateSchema });
export type Period = z.infer<typeof periodSchema>;

const slotPlanShape = {
  begin: localTimeSchema,
  end: localTimeSchema,
  /** Places: one chain test of one function takes one. */
  capacity: z.number().int().nonnegative(),
  functions: functionsSchema,
};

/** Repeated weekly within the chain-test window, on working days of the desk; or on one date. */
const slotPlanSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('weekly'),
    weekdays: z.array(z.number().int().min(1).max(5)),
    ...slotPlanShape,
  }),
  z.object({ kind: z.literal('once'), date: isoDateSchema, ...slotPlanShape }),
]);
export type SlotPlan = z.infer<typeof slotPlanSchema>;

const tranchePlanSchema = z.object({
  name: z.string(),
  /** Active from the first through the last day. */
  active: periodSchema,
  /** The chain-test window. */
  chainTests: periodSchema,
  maximumOrganisations: z.number().int().nonnegative(),
  /** Takes nobody any more; who is in it stays in it. */
  closed: z.boolean(),
  slots: z.array(slotPlanSchema),
});
export type TranchePlan = z.infer<typeof tranchePlanSchema>;

export const planSchema = z.object({
  /** The planners' own name for this version. */
  version: z.string(),
  maximumActiveTranches: z.number().int().positive(),
  closures: z.array(periodSchema.extend({ reason: z.string() })),
  policy: policySchema,
  tranches: z.array(tranchePlanSchema),
});
export type Plan = z.infer<typeof planSchema>;

/** Before the first one is published: no tranche, so that everybody waits. */
export const emptyPlan: Plan = {
  version: '',
  maximumActiveTranches: 3,
  closures: [],
  policy: defaultPolicy,
  tranches: [],
};
