import { setMaxListeners } from 'node:events';
import type { Client } from '@temporalio/client';
import { carryOn, type Told } from '../../chaos/desk.ts';
import { randomFrom } from '../random.ts';

const seed = 20270104;

/** Consumers that go their way, each with the desk that deals with it. */
export interface Consumers {
  /** What each was told, once all are at the end of their way. */
  readonly told: Promise<readonly Told[]>;
  /** They begin nothing any more. */
  close(): void;
}

export function beginConsumers(
  client: Client,
  { count, name, dayMs }: { readonly count: number; readonly name: string; readonly dayMs: number },
  stopped: AbortSignal,
): Consumers {
  const closing = new AbortController();
  const closed = AbortSignal.any([stopped, closing.signal]);
  setMaxListeners(0, closed); // each consumer waits with it
  const ways = Array.from({ length: count }, async (_, at) =>
    carryOn({ client, random: randomFrom(seed + at), dayMs, closed }, `${name} ${at + 1}`),
  );
  return { told: Promise.all(ways).then((all) => all.flat()), close: () => closing.abort() };
}
