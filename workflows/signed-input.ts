import { z } from 'zod';
import { blank, signerSchema } from '../machines/domain/written-fields.ts';
import { parsed } from './refusal.ts';

/** What is written in a file, as an Update gets it: with `door` (who sends it) beside its own fields. */
export interface SignedInput {
  readonly by: string;
  readonly content: unknown;
}

const unsigned = 'Servicecentrum';
const signatureSchema = z.object({ door: blank(signerSchema) });

/**
 * Takes `door` out, so that the rest can be judged as the file that it is. Without one, the desk as a whole did it.
 * @throws a refusal when it is no name.
 */
export function signedInput(raw: unknown): SignedInput {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw) || !('door' in raw)) {
    return { by: unsigned, content: raw };
  }
  const { door, ...content } = raw;
  return { by: parsed(signatureSchema, { door }).door ?? unsigned, content };
}
