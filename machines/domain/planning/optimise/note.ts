import { z } from 'zod';
import { escape, link } from '../../markdown.ts';
import { workflowLink } from '../../ui-links.ts';
import { lineSchema } from '../../written-fields.ts';

export const longestOutcome = 2_000;

/** What the planning's page shows of a calculation that has ended. */
export const calculationNoteSchema = z.object({
  /** The workflow that has all of it. */
  id: z.string().regex(/^[\w-]{1,200}$/),
  by: lineSchema,
  /** Dutch. */
  about: z.string().max(200),
  /** Dutch, short. */
  outcome: z.string().max(longestOutcome),
});
export type CalculationNote = z.infer<typeof calculationNoteSchema>;

/** The page shows the newest ones. */
export const mostNotes = 5;

/** A section of the planning's page (Markdown, Dutch); nothing when nothing was worked out yet. */
export function notesSection(notes: readonly CalculationNote[], ui: string): readonly string[] {
  if (notes.length === 0) return [];
  const items = notes.map(
    ({ about, outcome, by, id }) =>
      `- **${escape(about)}** ${escape(outcome)} (${escape(by)}, ${link('de hele uitkomst', workflowLink(ui, id))})`,
  );
  return ['### Doorgerekend', items.join('\n')];
}
