import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Clock } from '../../../machines/domain/clock.ts';
import { trackId } from '../../../machines/protocol.ts';
import { openServer, type BenchServer } from '../bench-server.ts';
import { courseOf, type Course } from '../cost/course.ts';
import { countOf } from '../cost/history.ts';
import { begin } from '../cost/planning-rules.ts';
import type { Script } from '../cost/scripts.ts';
import type { Outcome, Tell } from '../parts.ts';
import { shown } from '../table.ts';
import { variants, type Bundles, type Variant } from '../variants.ts';
import { startBenchWorker } from '../workers.ts';
import { drive } from './drive.ts';
import { spreadOf, type Spread } from './spread.ts';

export interface Level {
  /** Tracks that are under way together. */
  readonly atOnce: number;
  readonly tracks: number;
  /** Short enough for the machine to be what limits, and the timers to fire. */
  readonly dayLengthMs: number;
  readonly rounds: number;
  readonly script: Script;
}

const progressMs = 15_000;

export interface Loaded {
  readonly tracksPerSecond: number;
  /** Milliseconds from sending an Update to its answer. */
  readonly answers: Spread;
  readonly serverCpuMs: number;
  readonly workerCpuMs: number;
  /** The worker's, for each workflow task that the histories have: it has the track in its cache. */
  readonly taskCpuMs: number;
}

export type Round = Omit<Loaded, 'answers'> & { readonly times: readonly number[] };
type Both<Result> = Readonly<Record<Variant, Result>>;

/**
 * One round of a level: each variant on a server of its own, whose database is empty, so that who goes second has no more to
 * carry; in the next round the other one goes first.
 */
export async function measureRound(
  bundles: Bundles,
  level: Level,
  round: number,
  tell: Tell,
): Promise<Both<Round>> {
  const seen: Partial<Record<Variant, Round>> = {};
  for (const variant of round % 2 === 0 ? variants : variants.toReversed()) {
    const server = await openServer([variant]);
    try {
      const one = await loaded(server, bundles, variant, level, tell);
      seen[variant] = one;
      tell(`${variant}: ${shown(one.tracksPerSecond, 2)} trajecten/s`);
    } finally {
      await server.stop();
    }
  }
  return seen as Both<Round>; // each variant had its turn
}

async function loaded(
  server: BenchServer,
  bundles: Bundles,
  variant: Variant,
  { atOnce, tracks, dayLengthMs, script }: Level,
  tell: Tell,
): Promise<Round> {
  const client = server.client(variant);
  const clockFrom = (anchorReal: number): Clock => ({ anchorReal, anchorBusiness: begin, dayLengthMs });
  const name = (at: number | string) => `gemeente-druk-${at}`;
  const { codePath } = bundles[variant];
  const task = { address: server.address, namespace: variant, codePath, cached: 2_000 };
  const worker = await startBenchWorker({ ...task, inMainThread: false });
  try {
    await drive(client, clockFrom(Date.now()), courseOf(script, name('vooraf')), []); // warms up
    const times: number[] = [];
    const courses = Array.from({ length: tracks }, (_, at) => courseOf(script, name(at)));
    const before = { server: await server.cpuSeconds(), worker: (await worker.usage()).cpuSeconds };
    const began = performance.now();
    let next = 0;
    let ended = 0;
    const progress = setInterval(() => tell(`${variant}: ${ended} van ${tracks} trajecten`), progressMs);
    const lane = async (at: number): Promise<void> => {
      await wait((at / atOnce) * dayLengthMs * startingDays);
      for (let course = courses[next++]; course !== undefined; course = courses[next++]) {
        await drive(client, clockFrom(Date.now()), course, times);
        ended++;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, (_, at) => lane(at))).finally(() =>
      clearInterval(progress),
    );
    const seconds = (performance.now() - began) / 1_000;
    const serverCpu = (await server.cpuSeconds()) - before.server;
    const workerCpu = (await worker.usage()).cpuSeconds - before.worker;
    return {
      tracksPerSecond: tracks / seconds,
      times,
      serverCpuMs: (serverCpu * 1_000) / tracks,
      workerCpuMs: (workerCpu * 1_000) / tracks,
      taskCpuMs: (workerCpu * 1_000) / (await tasksOf(client, courses)),
    };
  } finally {
    await worker.stop();
  }
}

/** By their histories: what comes in together shares a task. */
async function tasksOf(client: Client, courses: readonly Course[]): Promise<number> {
  let tasks = 0;
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let course = courses[next++]; course !== undefined; course = courses[next++]) {
      const track = client.workflow.getHandle(trackId(course.start.organisation.id));
      const { events } = await track.fetchHistory();
      tasks += countOf(events ?? [], 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED');
    }
  };
  await Promise.all(Array.from({ length: readers }, lane));
  return tasks;
}

const readers = 10;

/** In which the first tracks are started: not all in the same millisecond. */
const startingDays = 8;

/** Of the rounds that were measured; null when there is none. */
export function together(outcomes: readonly Outcome<Both<Round>>[]): Both<Loaded> | null {
  const rounds = outcomes.flatMap((outcome) => (outcome.kind === 'measured' ? [outcome.value] : []));
  if (rounds.length === 0) return null;
  return {
    traject: meanOf(rounds.map(({ traject }) => traject)),
    baseline: meanOf(rounds.map(({ baseline }) => baseline)),
  };
}

function meanOf(rounds: readonly Round[]): Loaded {
  const mean = (of: (round: Round) => number) =>
    rounds.reduce((sum, round) => sum + of(round), 0) / rounds.length;
  return {
    tracksPerSecond: mean((round) => round.tracksPerSecond),
    answers: spreadOf(rounds.flatMap(({ times }) => times)),
    serverCpuMs: mean((round) => round.serverCpuMs),
    workerCpuMs: mean((round) => round.workerCpuMs),
    taskCpuMs: mean((round) => round.taskCpuMs),
  };
}
