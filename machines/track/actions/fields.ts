import { z } from 'zod';
import { exists, firstTrackDay, isoDateSchema, lastTrackDay, type IsoDate } from '../../domain/dates.ts';
import { expectation } from '../../domain/expectation.ts';
import { formatDate } from '../../domain/dutch-dates.ts';
import { filledInForm, isFilledIn } from '../../domain/to-fill-in.ts';

/** The kinds of field that actions take: Dutch for the user, codes for the machine. */

/** A choice among codes, each written as its Dutch word (in kebab-case when it has spaces). */
export function choice<Code extends string>(codes: readonly Code[], words: Readonly<Record<Code, string>>) {
  const byWord = new Map(codes.map((code) => [written(words[code]), code]));
  return z.enum([...byWord.keys()]).transform((word, context): Code => {
    const code = byWord.get(word);
    if (code !== undefined) return code;
    context.addIssue({ code: 'custom', message: 'onbekende keuze' });
    return z.NEVER;
  });
}

/** How a word is written in input: lower case, hyphens for spaces. */
export function written(word: string): string {
  return word.toLowerCase().replaceAll(' ', '-');
}

/** Several choices, each at most once; by default all of them. */
export function choices<Code extends string>(codes: readonly Code[], words: Readonly<Record<Code, string>>) {
  return someOf(codes, words).prefault(codes.map((code) => written(words[code])));
}

/** Several choices, each at most once. */
export function someOf<Code extends string>(codes: readonly Code[], words: Readonly<Record<Code, string>>) {
  return z
    .array(choice(codes, words))
    .min(1)
    .max(codes.length)
    .refine((chosen) => new Set(chosen).size === chosen.length, {
      error: (issue) => expectation('elke keuze hoogstens één keer', issue.input),
    })
    .meta({ uniqueItems: true });
}

/** A date between two days, inclusive. A text that is no date at all is told once, as such. */
export function day({
  from = firstTrackDay,
  until = lastTrackDay,
}: {
  readonly from?: IsoDate;
  readonly until?: IsoDate;
}) {
  const expected = `een datum vanaf ${formatDate(from)} tot en met ${formatDate(until)}`;
  return isoDateSchema
    .refine((date) => !exists(date) || (date >= from && date <= until), {
      error: (issue) => expectation(expected, issue.input),
    })
    .meta({ type: 'string', format: 'date', formatMinimum: from, formatMaximum: until });
}

/** A line or some lines of text, without control characters. */
export function text(most = 1000) {
  return (
    z
      .string()
      .trim()
      .min(1)
      .max(most)
      // oxlint-disable-next-line no-control-regex -- control characters are what it refuses
      .regex(/^[^\u0000-\u0008\u000B-\u001F\u007F]*$/u, { error: 'verwacht tekst zonder stuurtekens' })
      .refine(isFilledIn, { error: (issue) => expectation(filledInForm, issue.input) })
  );
}

/** One of the slots that are known; the choices stand in the schema. */
export function slotChoice(ids: readonly string[]) {
  return z.enum(ids);
}
