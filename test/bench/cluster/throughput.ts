import type { Client } from '@temporalio/client';
import type { Told } from '../../chaos/desk.ts';
import { connected } from './connected.ts';
import { goOneWay, together } from './load.ts';
import { percentile } from '../percentile.ts';
import { parts, type Part, type System } from './systems.ts';
import { usageOf } from './usage.ts';

/** One system under the load, once. */
export interface Round {
  readonly tracksPerSecond: number;
  readonly updates: number;
  readonly updateMs: Readonly<Record<'p50' | 'p95' | 'p99', number>>;
  /** From the declaration until it waits for the chain test. */
  readonly trackMs: number;
  /** For each track, by part. */
  readonly cpuMs: Readonly<Record<Part, number>>;
  /** Of this program: who asks is on the same computer. */
  readonly clientCpuMs: number;
  /** At the end of the load. */
  readonly memoryMb: Readonly<Record<Part, number>>;
}

export interface Load {
  readonly tracks: number;
  readonly atOnce: number;
  /** There is room for, in the planning. */
  readonly room: number;
}

/** Before the measurement: connections, prepared statements and code that is compiled when it is hot. */
const warmUp = 10;

/** Starts a system, gives it the load, and stops it; `after` looks at what it left, before it stops. */
export async function measure(
  system: System,
  name: string,
  { tracks, atOnce, room }: Load,
  stopped: AbortSignal,
  after: (client: Client, told: readonly Told[]) => Promise<void>,
): Promise<Round> {
  try {
    await system.start();
    const client = await connected(system, room, stopped);
    const jobs = (count: number, what: string) =>
      Array.from({ length: count }, (_, at) => async () => {
        stopped.throwIfAborted();
        return await goOneWay(client, `${what} ${at + 1}`, stopped);
      });
    const warm = await together(jobs(warmUp, `Proefstad ${name}`), atOnce);
    const before = await usageOf(system.pids());
    const ownBefore = process.cpuUsage();
    const begun = performance.now();
    const ways = await together(jobs(tracks, `Meetstad ${name}`), atOnce);
    const seconds = (performance.now() - begun) / 1_000;
    const own = process.cpuUsage(ownBefore);
    const used = await usageOf(system.pids());
    const updateMs = ways.flatMap((way) => way.updateMs);
    const round = {
      tracksPerSecond: tracks / seconds,
      updates: updateMs.length,
      updateMs: {
        p50: percentile(updateMs, 0.5),
        p95: percentile(updateMs, 0.95),
        p99: percentile(updateMs, 0.99),
      },
      trackMs: percentile(
        ways.map(({ ms }) => ms),
        0.5,
      ),
      cpuMs: byPart((part) => (used[part].cpuMs - before[part].cpuMs) / tracks),
      clientCpuMs: (own.user + own.system) / 1_000 / tracks,
      memoryMb: byPart((part) => used[part].memoryMb),
    };
    await after(
      client,
      [...warm, ...ways].flatMap(({ told }) => told),
    );
    await client.connection.close();
    return round;
  } finally {
    await system.stop();
  }
}

function byPart(figure: (part: Part) => number): Record<Part, number> {
  return Object.fromEntries(parts.map((part) => [part, figure(part)])) as Record<Part, number>; // all of them
}
