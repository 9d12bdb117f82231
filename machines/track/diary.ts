import { z } from 'zod';
import { connectionFunctions } from '../domain/vocabulary.ts';
import { routes } from './route.ts';

/** One line of the audit trail: what happened, when, by whom, through what. `text` is Dutch, without personal data beyond `by`. */
export const diaryEntrySchema = z.object({
  /** When it happened, as told (`op`). */
  at: z.number(),
  /** When it was recorded; differs from `at` when it was told afterwards. */
  recorded: z.number(),
  /** Who did it; "systeem" for what the track did by itself. */
  by: z.string(),
  /** Absent in lines of before it was recorded. */
  via: z.enum(routes).optional(),
  function: z.enum(connectionFunctions).nullable(),
  text: z.string(),
});
export type DiaryEntry = z.infer<typeof diaryEntrySchema>;
