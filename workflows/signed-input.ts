import { lineSchema } from '../machines/domain/written-fields.ts';

/** What is written in a file, as an Update gets it: with `door` (who sends it) beside its own fields. */
export interface SignedInput {
  readonly by: string;
  readonly content: unknown;
}

const unsigned = 'Servicecentrum';

/** Takes `door` out, so that the rest can be judged as the file that it is. Without one, the desk as a whole did it. */
export function signedInput(raw: unknown): SignedInput {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw) || !('door' in raw)) {
    return { by: unsigned, content: raw };
  }
  const { door, ...content } = raw;
  const name = lineSchema.safeParse(door);
  // Anything else than a name is left in, and refused as an unknown field.
  return name.success ? { by: name.data, content } : { by: unsigned, content: raw };
}
