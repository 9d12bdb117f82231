import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import proto from '@temporalio/proto';
import { keyRingFromEnvironment } from '../../../worker/encryption/key-ring.ts';
import { payloadCodec } from '../../../worker/encryption/payload-codec.ts';
import { commandLine } from '../command-line.ts';

/** What encryption costs: time and bytes for a payload of each size, one thread. `npm run bench:encryption`. */
commandLine({});
const sizes = [100, 1_000, 10_000, 100_000, 1_000_000];
const millisecondsEach = 400;

const keys = keyRingFromEnvironment({ TRAJECT_SLEUTELS: `bench:${randomBytes(32).toString('base64')}` });
const codec = payloadCodec(keys, (sentence) => {
  throw new Error(sentence);
});

/** Microseconds for one, the median of ten rounds. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < 10; round++) {
    const begin = performance.now();
    let times = 0;
    for (; performance.now() - begin < millisecondsEach / 10; times++) await work();
    rounds.push(((performance.now() - begin) * 1_000) / times);
  }
  return rounds.sort((a, b) => a - b)[5] ?? Number.NaN;
}

function bytesOf(payload: Payload | undefined): number {
  return proto.temporal.api.common.v1.Payload.encode(payload ?? {}).finish().length;
}

console.log('bytes of text | encrypt, µs | decrypt, µs | bytes more');
for (const size of sizes) {
  const plain = defaultPayloadConverter.toPayload('x'.repeat(size));
  const [sealed] = await codec.encode([plain]);
  const encrypt = await timeOf(() => codec.encode([plain]));
  const decrypt = await timeOf(() => codec.decode(sealed === undefined ? [] : [sealed]));
  const more = bytesOf(sealed) - bytesOf(plain);
  console.log([size, encrypt.toFixed(1), decrypt.toFixed(1), more].join(' | '));
}
