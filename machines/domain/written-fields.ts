import { z } from 'zod';
import { expectation } from './expectation.ts';
import { isPlainText } from './plain-characters.ts';
import { filledInForm, isFilledIn } from './to-fill-in.ts';

/** The kinds of field that people write, in a declaration or an action. */

const longestLine = 200;
const lineForm = `een regel tekst van ten hoogste ${longestLine} tekens, in gewone (Latijnse) letters en cijfers`;

/** A name or another line of text, without surrounding blanks, in the composed form (NFC) so that equal names are equal. */
export const lineSchema = z
  .string()
  .trim()
  .min(1)
  .max(longestLine)
  .refine(isPlainText, { error: (issue) => expectation(lineForm, issue.input) })
  .refine(isFilledIn, { error: (issue) => expectation(filledInForm, issue.input) })
  .overwrite((text) => text.normalize('NFC'));

/** What the examples have in the place of who does it. */
export const nameToFillIn = 'uw naam';

/** Who does it, in every Update: a name that somebody typed, not the words of an example that was copied. */
export function signer<Schema extends z.ZodType<string>>(name: Schema) {
  return name.refine((text) => text.toLowerCase() !== nameToFillIn, {
    error: (issue) => expectation('uw eigen naam', issue.input),
  });
}

export const signerSchema = signer(lineSchema);

/** Dutch yes or no. YAML 1.2 knows no ja and nee: people write them all the same. */
export const yesNo = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  const word = value.trim().toLowerCase();
  return word === 'ja' ? true : word === 'nee' ? false : value;
}, z.boolean());

/** Missing, null or empty all mean: not filled in. */
export function blank<Schema extends z.ZodType>(schema: Schema) {
  return z
    .preprocess(
      (value) => (typeof value === 'string' && value.trim() === '' ? null : value),
      schema.nullish(),
    )
    .transform((value) => value ?? null);
}

/** A group of fields that takes no others; for an unknown one the problem names those that are known. */
export function group<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    // The instance, not `shape`: it may have been extended or narrowed since.
    error: ({ code, inst }) =>
      code === 'unrecognized_keys' && inst instanceof z.ZodObject
        ? knownFields(Object.keys(inst.shape))
        : undefined,
  });
}

function knownFields(names: readonly string[]): string {
  return names.length === 0 ? 'verwacht geen velden' : `verwacht een van de velden ${names.join(', ')}`;
}
