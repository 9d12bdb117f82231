import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyRing } from '../../../worker/encryption/key-ring.ts';
import { payloadCodec } from '../../../worker/encryption/payload-codec.ts';
import { ringOf } from './keys.ts';

class Unreadable extends Error {}

function codecWith(keys: KeyRing | null) {
  const codec = payloadCodec(keys, (sentence) => {
    throw new Unreadable(sentence);
  });
  return {
    encode: async (payload: Payload) => only(await codec.encode([payload])),
    decode: async (payload: Payload) => only(await codec.decode([payload])),
  };
}

function only(payloads: readonly Payload[]): Payload {
  const [payload] = payloads;
  if (payload === undefined || payloads.length > 1) throw new Error('One payload goes in, one comes out');
  return payload;
}

/** Bytes alone, whatever kind of array they are in. */
function plain({ metadata, data }: Payload) {
  const bytes = (array: Uint8Array | null | undefined) => Buffer.from(array ?? []).toString('hex');
  return {
    metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, bytes(value)])),
    data: bytes(data),
  };
}

const payloads: fc.Arbitrary<Payload> = fc.record({
  metadata: fc.dictionary(fc.string({ maxLength: 20 }), fc.uint8Array({ maxLength: 20 }), { maxKeys: 4 }),
  data: fc.uint8Array({ maxLength: 300 }),
});

const codec = codecWith(ringOf('nieuw', 'oud'));
const text = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString();

describe('the payload codec', () => {
  it('gives back every payload, metadata and all, whichever of its keys it was encrypted with', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, fc.constantFrom('nieuw', 'oud'), async (payload, id) => {
        const encrypted = await codecWith(ringOf(id)).encode(payload);
        expect(text(encrypted.metadata?.['encryption-key-id'])).toBe(id);
        expect(plain(await codec.decode(encrypted))).toEqual(plain(payload));
      }),
    );
  });

  it('shows nothing of what is in it, and never the same bytes twice', async () => {
    const payload = defaultPayloadConverter.toPayload({ naam: 'Jacomina Zonderland' });
    const [first, second] = [await codec.encode(payload), await codec.encode(payload)];
    expect(text(first.data)).not.toContain('Zonderland');
    expect(Object.keys(first.metadata ?? {})).toEqual(['encoding', 'encryption-key-id']);
    expect(plain(first).data).not.toBe(plain(second).data);
    expect(plain(first).data.slice(0, 24)).not.toBe(plain(second).data.slice(0, 24));
  });

  it('refuses what was changed anywhere: a bit, the length, the name of its key', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, fc.nat(), fc.nat(7), fc.nat(), async (payload, at, bit, cut) => {
        const { metadata, data } = await codec.encode(payload);
        const bytes = Buffer.from(data ?? []);
        const flipped = Buffer.from(bytes);
        const place = at % bytes.length;
        flipped[place] = (flipped[place] ?? 0) ^ (1 << bit);
        const changed: readonly Payload[] = [
          { metadata: metadata ?? {}, data: flipped },
          { metadata: metadata ?? {}, data: bytes.subarray(0, cut % bytes.length) },
          { metadata: metadata ?? {}, data: Buffer.concat([bytes, Buffer.of(0)]) },
          { metadata: { ...metadata, 'encryption-key-id': Buffer.from('oud') }, data: bytes },
        ];
        for (const wrong of changed) await expect(codec.decode(wrong)).rejects.toThrow(Unreadable);
      }),
    );
  });

  it('authenticates the name of the key too: the same bytes under another name are refused', async () => {
    const ring = ringOf('nieuw');
    const renamed: KeyRing = {
      current: ring.current,
      byId: new Map([['ander', { id: 'ander', bytes: ring.current.bytes }]]),
    };
    const encrypted = await codec.encode({ data: Buffer.from('x') });
    const swapped = {
      ...encrypted,
      metadata: { ...encrypted.metadata, 'encryption-key-id': Buffer.from('ander') },
    };
    await expect(codecWith(renamed).decode(swapped)).rejects.toThrow(Unreadable);
  });

  it('refuses another key of the same name', async () => {
    const { current } = ringOf('ander');
    const key = { id: 'nieuw', bytes: current.bytes };
    const encrypted = await codecWith({ current: key, byId: new Map([[key.id, key]]) }).encode({});
    await expect(codec.decode(encrypted)).rejects.toThrow(
      /niet te lezen met de sleutel 'nieuw' van TRAJECT_SLEUTELS/,
    );
  });

  it('names a key that it has not, and those that it has', async () => {
    const encrypted = await codecWith(ringOf('2026')).encode({});
    await expect(codec.decode(encrypted)).rejects.toThrow(
      "versleuteld met de sleutel '2026', en TRAJECT_SLEUTELS heeft alleen: nieuw, oud.",
    );
    await expect(codecWith(null).decode(encrypted)).rejects.toThrow(
      "versleuteld met de sleutel '2026', en TRAJECT_SLEUTELS is niet gezet.",
    );
  });

  it('reads what was never encrypted as it is; without keys it writes so too', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, async (payload) => {
        expect(await codec.decode(payload)).toBe(payload);
        expect(await codecWith(null).encode(payload)).toBe(payload);
      }),
    );
  });
});
