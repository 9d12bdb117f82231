import { setTimeout as wait } from 'node:timers/promises';
import { NativeConnection, Worker } from '@temporalio/worker';
import { dateOf } from '../../../machines/domain/amsterdam.ts';
import { businessTime, realTime, type Clock } from '../../../machines/domain/clock.ts';
import { taskQueue, trackId } from '../../../machines/protocol.ts';
import { openServer, type BenchServer } from '../bench-server.ts';
import type { Tell } from '../parts.ts';
import { variants, type Bundles, type Variant } from '../variants.ts';
import { trackActivities } from './activities.ts';
import { courseOf, type Course } from './course.ts';
import { Gate } from './gate.ts';
import { tallyOf, tasksOf } from './history.ts';
import { minimumOf, type Tally } from './minimum.ts';
import { lateIn } from './own-day.ts';
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

/** Real milliseconds that each script has, from its declaration to its closing: on a busy computer more are needed. */
const spans = [110_000, 220_000];
/** Tracks begin one after another, and are seldom busy at the same moments of their days. */
const betweenMs = 1_000;
const progressMs = 15_000;

/** Something of a script happened on another day than its own. */
class Late extends Error {
  override readonly name = 'Late';
}

/** Every script once for each variant, side by side, each variant in a namespace of its own name; once more if it came late. */
export async function measureCost(bundles: Bundles, tell: Tell): Promise<Cost> {
  for (const span of spans) {
    const server = await openServer(variants);
    try {
      return await measuredIn(span, server, bundles, tell);
    } catch (error) {
      if (!(error instanceof Late)) throw error;
      tell(`De computer doet ook iets anders: de meting begint opnieuw, nu langzamer (${error.message})`);
    } finally {
      await server.stop();
    }
  }
  throw new Error('De computer heeft het te druk om de kosten te meten.');
}

async function measuredIn(span: number, server: BenchServer, bundles: Bundles, tell: Tell): Promise<Cost> {
  const courses = scripts.map((script, at) => courseOf(script, `${script.organisationKind}-meetstad-${at}`));
  const grounds = {
    traject: await groundOf(server, 'traject', bundles),
    baseline: await groundOf(server, 'baseline', bundles),
  };
  const began = Date.now();
  const progress = setInterval(() => {
    tell(`${Math.min(100, Math.round(((Date.now() - began) / span) * 100))} % van de zakelijke tijd`);
  }, progressMs);
  const [traject, baseline] = await Promise.all([
    grounds.traject.play(courses, span, began),
    grounds.baseline.play(courses, span, began + betweenMs),
  ]).finally(async () => {
    clearInterval(progress);
    await Promise.all([grounds.traject.close(), grounds.baseline.close()]);
  });
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

/** Each script has the whole span: the shorter it is in days, the longer each may take. */
function clockOf({ turns }: Course, span: number, anchorReal: number): Clock {
  const days = ((turns.at(-1)?.at ?? begin) - begin) / 86_400_000;
  return {
    anchorReal: Math.round(anchorReal),
    anchorBusiness: begin,
    dayLengthMs: Math.floor(span / Math.max(1, days)),
  };
}

/** A namespace with a worker that has warmed up: its first tasks take seconds, in which moments would come late. */
async function groundOf(server: BenchServer, variant: Variant, bundles: Bundles) {
  const client = server.client(variant);
  const connection = await NativeConnection.connect({ address: server.address });
  const gate = new Gate();
  const warmUp: Clock = { anchorReal: Date.now(), anchorBusiness: begin, dayLengthMs: 86_400_000 };
  const clocks = new Map<string, Clock>();
  const worker = await Worker.create({
    connection,
    namespace: variant,
    taskQueue,
    workflowBundle: bundles[variant],
    shutdownForceTime: '5s',
    activities: trackActivities(async (id) => businessTime(clocks.get(id) ?? warmUp, Date.now()), gate),
  });
  const running = worker.run();
  for (const [at, script] of scripts.entries()) {
    const course = courseOf(script, `${script.organisationKind}-vooraf-${at}`);
    const workflowId = trackId(course.start.organisation.id);
    gate.leaveAlone(workflowId);
    await startTrack({ client, clock: warmUp }, course);
    const handle = client.workflow.getHandle(workflowId);
    await handle.fetchHistory();
    await handle.terminate('Opgewarmd');
  }
  const before = await counted(server, variant);
  const playOne = async (course: Course, clock: Clock): Promise<HistoryEvents> => {
    clocks.set(course.start.organisation.id, clock);
    const passUntil = async (moment: number): Promise<void> => {
      const left = realTime(clock, moment) - Date.now();
      if (left > 0) await wait(left);
      const [today, expected] = [dateOf(businessTime(clock, Date.now())), dateOf(moment)];
      if (today !== expected) throw new Late(`${course.script}: ${expected} werd ${today}`);
    };
    await passUntil(begin);
    const events = await playAlone({ client, clock, passUntil, now: async () => Date.now() }, course, gate);
    const late = lateIn(course, tasksOf(events), clock);
    if (late !== null) throw new Late(`${course.script}: ${late}`);
    return events;
  };
  return {
    async play(courses: readonly Course[], span: number, anchorReal: number) {
      const histories = await Promise.all(
        courses.map((course, at) => playOne(course, clockOf(course, span, anchorReal + at * 2 * betweenMs))),
      );
      return { histories, billed: (await counted(server, variant)) - before };
    },
    async close() {
      gate.open();
      worker.shutdown();
      await running.catch(() => {}); // it did not end by itself: what it still had is of no use
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
