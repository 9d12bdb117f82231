import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { KeyRing } from './key-ring.ts';
import { seal, unseal } from './seal.ts';

// As a whole: Node finds no names in this CommonJS module.
const { Payload: payloadForm } = proto.temporal.api.common.v1;

/** As Temporal's own examples name them, so that tools recognise what this is. */
const encodingOfEncrypted = 'binary/encrypted';
const keyIdField = 'encryption-key-id';

/** Why a payload can't be read; a sentence in Dutch, without its content. */
export type Unreadable = (sentence: string) => Payload;

/**
 * Encrypts each payload, metadata and all; without a key ring it leaves them as they are. What was never encrypted
 * is read as it is: so encryption can be switched on while tracks run.
 *
 * `unreadable` says what becomes of a payload for which the key is absent or that was changed: it throws, or gives
 * another payload in its place.
 */
export function payloadCodec(keys: KeyRing | null, unreadable: Unreadable): PayloadCodec {
  return {
    // The interface wants promises; the work itself is synchronous, and takes microseconds.
    encode: async (payloads) =>
      keys === null ? payloads : payloads.map((payload) => encrypted(payload, keys)),
    decode: async (payloads) => payloads.map((payload) => decrypted(payload, keys, unreadable)),
  };
}

function encrypted(payload: Payload, { current }: KeyRing): Payload {
  const plain = payloadForm.encode(payload).finish();
  return {
    metadata: {
      encoding: Buffer.from(encodingOfEncrypted),
      [keyIdField]: Buffer.from(current.id),
    },
    data: seal(current, plain, alongside(current.id)),
  };
}

function decrypted(payload: Payload, keys: KeyRing | null, unreadable: Unreadable): Payload {
  if (textOf(payload, 'encoding') !== encodingOfEncrypted) return payload;
  const id = textOf(payload, keyIdField);
  const key = keys?.byId.get(id);
  if (key === undefined) return unreadable(keyIsAbsent(id, keys));
  const plain = unseal(key, payload.data ?? new Uint8Array(), alongside(id));
  return plain === null ? unreadable(isChanged(id)) : payloadForm.decode(plain);
}

/** All that stands beside the ciphertext. */
function alongside(keyId: string): string {
  return `${encodingOfEncrypted} ${keyId}`;
}

function textOf({ metadata }: Payload, field: string): string {
  return Buffer.from(metadata?.[field] ?? []).toString();
}

function keyIsAbsent(id: string, keys: KeyRing | null): string {
  const known =
    keys === null
      ? 'TRAJECT_SLEUTELS is niet gezet'
      : `TRAJECT_SLEUTELS heeft alleen: ${[...keys.byId.keys()].join(', ')}`;
  return `Deze gegevens zijn versleuteld met de sleutel '${shown(id)}', en ${known}. Zet die sleutel erbij.`;
}

function isChanged(id: string): string {
  return `Deze gegevens zijn niet te lezen met de sleutel '${shown(id)}' van TRAJECT_SLEUTELS: het is een andere sleutel met dezelfde naam, of de gegevens zijn veranderd.`;
}

/** It comes from whoever wrote the payload. */
function shown(id: string): string {
  return id.replaceAll(/[^\w.-]/g, '?').slice(0, 32);
}
