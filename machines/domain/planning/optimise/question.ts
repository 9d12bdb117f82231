import { z } from 'zod';
import { isoDateSchema } from '../../dates.ts';
import { expectation } from '../../expectation.ts';
import { lineSchema } from '../../written-fields.ts';

/**
 * What a planner can have worked out, as an Update and the command line give it: keys in Dutch, exactly one of them.
 * Nothing of it changes the planning.
 */
const period = z
  .strictObject({ van: isoDateSchema, totEnMet: isoDateSchema })
  .refine(({ van, totEnMet }) => van <= totEnMet, {
    path: ['totEnMet'],
    error: () => expectation('een datum op of na van', undefined),
  });

export const supposalSchema = z.union([
  /** Preproduction is down: no chain tests in these days. */
  z.strictObject({ uitval: period }),
  /** A tranche as a whole so many weeks later. */
  z.strictObject({ tranche: lineSchema, weken: z.int().min(1).max(52) }),
  /** So many more organisations declare today, for both functions, as soon as they can. */
  z.strictObject({ erbij: z.int().min(1).max(500) }),
]);
export type Supposal = z.infer<typeof supposalSchema>;
