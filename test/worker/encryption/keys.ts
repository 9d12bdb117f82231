import { createHash } from 'node:crypto';
import { keyRingFromEnvironment, type KeyRing } from '../../../worker/encryption/key-ring.ts';

/** Always the same for a name, and no key that anybody uses. */
export function keyNamed(id: string): string {
  return createHash('sha256').update(id).digest('base64');
}

/** As TRAJECT_SLEUTELS has it: the first encrypts. */
export function keysNamed(...ids: readonly string[]): string {
  return ids.map((id) => `${id}:${keyNamed(id)}`).join(',');
}

export function ringOf(...ids: readonly string[]): KeyRing {
  const ring = keyRingFromEnvironment({ TRAJECT_SLEUTELS: keysNamed(...ids) });
  if (ring === null) throw new Error('A ring has at least one key');
  return ring;
}
