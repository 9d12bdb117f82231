import { setTimeout as wait } from 'node:timers/promises';
import { NativeConnection, Worker } from '@temporalio/worker';
import { businessTime, realTime, type Clock } from '../../../machines/domain/clock.ts';
import { taskQueue, trackId } from '../../../machines/protocol.ts';
import { openServer, type BenchServer } from '../bench-server.ts';
import { variants, type Bundles, type Variant } from '../variants.ts';
import { trackActivities } from './activities.ts';
import { courseOf, type Course } from './course.ts';
import { Gate } from './gate.ts';
import { tallyOf } from './history.ts';
import { minimumOf, type Tally } from './minimum.ts';
import { begin } from './planning-rules.ts';
import { playAlone, startTrack, type HistoryEvents } from './play.ts';
import { scripts } from './scripts.ts';

export interface TrackCost {
  readonly script: string;
  readonly minimum: Tally;
  readonly tallies: Readonly<Record<Variant, Tally>>;
  readonly histories: Readonly<Record<Variant, HistoryEvents>>;
}

export interface Cost {
  readonly tracks: readonly TrackCost[];
  /** By the server's own counter, of all tracks together. */
  readonly billed: Readonly<Record<Variant, number>>;
}

/** At a shorter day moments come late, and the counts with them; a computer that is busy with more needs a longer one. */
const dayLengths = [1_000, 2_500];
/** Warms a worker up. */
const firstId = 'gemeente-vooraf';
/** Before the first moment: every track must have been started. */
const headStartMs = 500;

/** A timer counts from when the server has taken it up: a moment after its workflow task began. */
const marginMs = 100;

/** Of a day: from 14:00, when the scripts act, until the next morning, when moments come. */
const mostLate = 0.75;

/** A script that came behind its moments: what it then counts is not what it costs. */
class Late extends Error {
  override readonly name = 'Late';
}

/** Every script once for each variant, side by side, each variant in a namespace of its own name; once more if it came late. */
export async function measureCost(bundles: Bundles, report: (line: string) => void): Promise<Cost> {
  for (const dayLengthMs of dayLengths) {
    const server = await openServer(variants);
    try {
      return await measuredAt(dayLengthMs, server, bundles);
    } catch (error) {
      if (!(error instanceof Late)) throw error;
      report(`Bij een dag van ${dayLengthMs} ms kwam een script achter: de computer doet ook iets anders.`);
    } finally {
      await server.stop();
    }
  }
  throw new Error('De computer heeft het te druk om de kosten te meten.');
}

async function measuredAt(dayLengthMs: number, server: BenchServer, bundles: Bundles): Promise<Cost> {
  const courses = scripts.map((script, at) => courseOf(script, `${script.organisationKind}-meetstad-${at}`));
  const grounds = {
    traject: await groundOf(server, 'traject', bundles),
    baseline: await groundOf(server, 'baseline', bundles),
  };
  const clock: Clock = { anchorReal: Date.now() + headStartMs, anchorBusiness: begin, dayLengthMs };
  const [traject, baseline] = await Promise.all([
    grounds.traject.play(courses, clock),
    grounds.baseline.play(courses, clock),
  ]).finally(() => Promise.all([grounds.traject.close(), grounds.baseline.close()]));
  const none = 'A script has no history'; // never: one for each course
  const tracks = courses.map((course, at) => {
    const histories = { traject: traject.histories[at], baseline: baseline.histories[at] };
    if (histories.traject === undefined || histories.baseline === undefined) throw new Error(none);
    return {
      script: course.script,
      minimum: minimumOf(course),
      histories: { traject: histories.traject, baseline: histories.baseline },
      tallies: { traject: tallyOf(histories.traject), baseline: tallyOf(histories.baseline) },
    };
  });
  return { tracks, billed: { traject: traject.billed, baseline: baseline.billed } };
}

/** A namespace with a worker that has warmed up: its first tasks take seconds, in which moments would come late. */
async function groundOf(server: BenchServer, variant: Variant, bundles: Bundles) {
  const client = server.client(variant);
  const connection = await NativeConnection.connect({ address: server.address });
  const gate = new Gate();
  let clock: Clock = { anchorReal: Date.now(), anchorBusiness: begin, dayLengthMs: 86_400_000 };
  const worker = await Worker.create({
    connection,
    namespace: variant,
    taskQueue,
    workflowBundle: bundles[variant],
    activities: trackActivities(async () => businessTime(clock, Date.now()), gate),
  });
  const running = worker.run();
  const [first] = scripts;
  if (first !== undefined) {
    gate.leaveAlone(trackId(firstId));
    await startTrack({ client, clock }, courseOf(first, firstId));
    await client.workflow.getHandle(trackId(firstId)).terminate('Opgewarmd');
  }
  const before = await counted(server, variant);
  return {
    async play(courses: readonly Course[], now: Clock) {
      clock = now;
      const passUntil = async (moment: number): Promise<void> => {
        const left = realTime(clock, moment) + marginMs - Date.now();
        if (left < -now.dayLengthMs * mostLate) throw new Late();
        if (left > 0) await wait(left);
      };
      const ground = { client, clock, passUntil, now: async () => Date.now() };
      const histories = await Promise.all(courses.map((course) => playAlone(ground, course, gate)));
      return { histories, billed: (await counted(server, variant)) - before };
    },
    async close() {
      gate.open();
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}

/** Once it has stood still: the counter lags behind. */
async function counted(server: BenchServer, variant: Variant): Promise<number> {
  for (let before = -1, same = 0; ; await wait(500)) {
    const now = await server.actions(variant);
    same = now === before ? same + 1 : 0;
    if (same === 8) return now;
    before = now;
  }
}
