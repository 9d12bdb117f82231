import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../machines/domain/clock.ts';
import { trackId } from '../../../machines/protocol.ts';
import { openServer } from '../bench-server.ts';
import { courseOf } from '../cost/course.ts';
import { begin } from '../cost/planning-rules.ts';
import { startTrack } from '../cost/play.ts';
import { loadScript } from '../load/script.ts';
import type { Tell } from '../parts.ts';
import type { Bundles, Variant } from '../variants.ts';
import { startBenchWorker } from '../workers.ts';

/** Kilobytes for each open track. */
export interface Memory {
  /** On the worker's JavaScript heap, after the garbage has been collected. */
  readonly heapKb: number;
  /** Of the worker's whole process, which keeps some of what it needed for a moment. */
  readonly residentKb: number;
  /** In the server's database. */
  readonly diskKb: number;
}

/** Business time is this far when they begin, so that everything can be done at once. */
const daysGone = 10;
const day = 86_400_000;
/** Of the load's script: up to the advice, past the agreed slot. */
const actions = 5;
const warmUp = 20;
const lanes = 10;

/** A server and a worker for one variant, with so many tracks that are halfway and stay open. */
export async function measureMemory(
  bundles: Bundles,
  variant: Variant,
  tracks: number,
  emptyBytes: number,
  tell: Tell,
): Promise<Memory> {
  const server = await openServer([variant]);
  let memory: Omit<Memory, 'diskKb'>;
  try {
    const client = server.client(variant);
    const clock: Clock = { anchorReal: Date.now() - daysGone * day, anchorBusiness: begin, dayLengthMs: day };
    const { codePath } = bundles[variant];
    const task = { address: server.address, namespace: variant, codePath, cached: tracks + warmUp };
    const worker = await startBenchWorker({ ...task, inMainThread: true });
    const open = async (count: number, prefix: string): Promise<void> => {
      let next = 0;
      const lane = async (): Promise<void> => {
        for (let at = next++; at < count; at = next++) {
          const course = courseOf(loadScript, `gemeente-${prefix}-${at}`);
          await startTrack({ client, clock }, course);
          const handle = client.workflow.getHandle(trackId(course.start.organisation.id));
          const acts = course.stops.flatMap((stop) => (stop.kind === 'act' ? [stop] : []));
          for (const { action, input } of acts.slice(0, actions))
            await handle.executeUpdate(action, { args: [input] });
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      await wait(1_000); // the mails of the last ones
    };
    await open(warmUp, 'vooraf');
    const before = await worker.usage();
    tell(`${variant}: ${tracks} trajecten worden geopend`);
    await open(tracks, 'open');
    const after = await worker.usage();
    memory = {
      heapKb: (after.heapBytes - before.heapBytes) / 1_024 / tracks,
      residentKb: (after.residentBytes - before.residentBytes) / 1_024 / tracks,
    };
    await worker.stop();
  } catch (error) {
    await server.stop();
    throw error;
  }
  const bytes = await server.stop();
  return { ...memory, diskKb: (bytes - emptyBytes) / 1_024 / (tracks + warmUp) };
}

/** The bytes of a database without a track. */
export async function emptyDatabase(namespace: string): Promise<number> {
  return await (await openServer([namespace])).stop();
}
