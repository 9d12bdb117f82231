import { fileURLToPath } from 'node:url';
import type { DataConverter, Payload } from '@temporalio/common';
import { UserError } from '../user-error.ts';
import type { KeyRing } from './key-ring.ts';
import { payloadCodec, type Unreadable } from './payload-codec.ts';

/** The workflows' sandbox has to be bundled with it too. */
export const encryptingFailureConverter = fileURLToPath(new URL('failure-converter.cjs', import.meta.url));

/** How a client reads and writes: what it can't read ends what it does, with a sentence for its user. */
export function clientConverter(keys: KeyRing | null): DataConverter {
  return converter(keys, (sentence) => {
    throw new UserError(sentence);
  });
}

/** How a worker reads and writes. */
export function workerConverter(keys: KeyRing | null): DataConverter {
  return converter(keys, passedOn);
}

/**
 * A payload that the sandbox can't read either. Thrown here, the error would fail the workflow task over and over;
 * there it refuses an Update, so that a client with another key can't bring a track to a halt. When history holds
 * it, the task does fail, and is tried again until the key is there.
 */
const passedOn: Unreadable = (sentence): Payload => ({ metadata: { encoding: Buffer.from(sentence) } });

function converter(keys: KeyRing | null, unreadable: Unreadable): DataConverter {
  return {
    payloadCodecs: [payloadCodec(keys, unreadable)],
    ...(keys === null ? {} : { failureConverterPath: encryptingFailureConverter }),
  };
}
