import { z } from 'zod';

/** The names of the files of a backup, in its folder. */
export const MANIFEST = 'back-up.json';
export const DATABASE = 'temporal.db';
export const CLOCK = 'klok.json';

const fileSchema = z.object({
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What a backup says of itself; administrators read it too, so its words are Dutch. */
export const manifestSchema = z.object({
  vorm: z.literal(1),
  /** Whatever was confirmed before this moment is in it. */
  moment: z.iso.datetime(),
  versies: z.object({
    traject: z.string(),
    /** Of the Temporal server; null when none ran. */
    temporal: z.string().nullable(),
    node: z.string(),
  }),
  bestanden: z.object({ [DATABASE]: fileSchema, [CLOCK]: fileSchema }),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type FileSeal = z.infer<typeof fileSchema>;
