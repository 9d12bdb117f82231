import { z } from 'zod';
import { isoDateSchema, type IsoDate } from '../../dates.ts';
import { expectation } from '../../expectation.ts';
import { lineSchema } from '../../written-fields.ts';

/**
 * What a planner can have worked out, as an Update and the command line give it: keys in Dutch, exactly one of them.
 * Nothing of it changes the planning.
 */
const period = z
  .strictObject(
    { van: isoDateSchema, totEnMet: isoDateSchema },
    {
      error: ({ code, input }) =>
        code === 'invalid_type' || code === 'unrecognized_keys'
          ? expectation('van en totEnMet, zoals {"van":"2027-03-08","totEnMet":"2027-03-19"}', input)
          : undefined,
    },
  )
  .refine(({ van, totEnMet }) => van <= totEnMet, {
    path: ['totEnMet'],
    error: () => expectation('een datum op of na van', undefined),
  });

export type Supposal =
  /** Preproduction is down: no chain tests in these days. */
  | { readonly uitval: { readonly van: IsoDate; readonly totEnMet: IsoDate } }
  /** A tranche as a whole so many weeks later. */
  | { readonly tranche: string; readonly weken: number }
  /** So many more organisations declare today, for both functions, as soon as they can. */
  | { readonly erbij: number };

export const supposalSchema = z
  .strictObject({
    uitval: period.optional(),
    tranche: lineSchema.optional(),
    weken: z.int().min(1).max(52).optional(),
    erbij: z.int().min(1).max(500).optional(),
  })
  .transform(({ uitval, tranche, weken, erbij }, context): Supposal => {
    const given = [uitval, tranche ?? weken, erbij].filter((part) => part !== undefined);
    if (given.length === 1) {
      if (uitval !== undefined) return { uitval };
      if (erbij !== undefined) return { erbij };
      if (tranche !== undefined && weken !== undefined) return { tranche, weken };
    }
    const found = { uitval, tranche, weken, erbij };
    const names = Object.entries(found).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    const message = expectation('één van uitval, tranche met weken, of erbij', names.join(', '));
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
