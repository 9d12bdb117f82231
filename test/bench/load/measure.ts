import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../machines/domain/clock.ts';
import type { BenchServer } from '../bench-server.ts';
import { courseOf } from '../cost/course.ts';
import { minimumOf } from '../cost/minimum.ts';
import { begin } from '../cost/planning-rules.ts';
import { variants, type Bundles, type Variant } from '../variants.ts';
import { startBenchWorker } from '../workers.ts';
import { drive } from './drive.ts';
import { loadScript } from './script.ts';
import { spreadOf, type Spread } from './spread.ts';

export interface Level {
  /** Tracks that are under way together. */
  readonly atOnce: number;
  readonly tracks: number;
  /** Short enough for the machine to be what limits, and the timers to fire. */
  readonly dayLengthMs: number;
  readonly rounds: number;
}

export interface Loaded {
  readonly tracksPerSecond: number;
  /** Milliseconds from sending an Update to its answer. */
  readonly answers: Spread;
  readonly serverCpuMs: number;
  readonly workerCpuMs: number;
  /** The worker's, for each workflow task: it has the track in its cache. */
  readonly taskCpuMs: number;
}

type Round = Omit<Loaded, 'answers'> & { readonly times: readonly number[] };

/** Rounds of the variants take turns: first the one, then the other, then the other way round. */
export async function measureLoad(
  server: BenchServer,
  bundles: Bundles,
  level: Level,
  report: (line: string) => void,
): Promise<Readonly<Record<Variant, Loaded>>> {
  const seen: Record<Variant, Round[]> = { traject: [], baseline: [] };
  for (let round = 0; round < level.rounds; round++) {
    for (const variant of round % 2 === 0 ? variants : variants.toReversed()) {
      const one = await loaded(server, bundles, variant, level, round);
      seen[variant].push(one);
      report(`${level.atOnce} tegelijk, ${variant}: ${one.tracksPerSecond.toFixed(2)} trajecten/s`);
    }
  }
  return { traject: together(seen.traject), baseline: together(seen.baseline) };
}

async function loaded(
  server: BenchServer,
  bundles: Bundles,
  variant: Variant,
  { atOnce, tracks, dayLengthMs }: Level,
  round: number,
): Promise<Round> {
  const client = server.client(variant);
  const clockFrom = (anchorReal: number): Clock => ({ anchorReal, anchorBusiness: begin, dayLengthMs });
  const name = (at: number | string) => `gemeente-druk-${atOnce}-${round}-${at}`;
  const { codePath } = bundles[variant];
  const task = { address: server.address, namespace: variant, codePath, cached: 2_000 };
  const worker = await startBenchWorker({ ...task, inMainThread: false });
  try {
    await drive(client, clockFrom(Date.now()), courseOf(loadScript, name('vooraf')), []); // warms up
    const times: number[] = [];
    const courses = Array.from({ length: tracks }, (_, at) => courseOf(loadScript, name(at)));
    const tasks = courses.reduce((sum, course) => sum + minimumOf(course).workflowTasks, 0);
    const before = { server: await server.cpuSeconds(), worker: (await worker.usage()).cpuSeconds };
    const began = performance.now();
    let next = 0;
    const lane = async (at: number): Promise<void> => {
      await wait((at / atOnce) * dayLengthMs * startingDays);
      for (let course = courses[next++]; course !== undefined; course = courses[next++])
        await drive(client, clockFrom(Date.now()), course, times);
    };
    await Promise.all(Array.from({ length: atOnce }, (_, at) => lane(at)));
    const seconds = (performance.now() - began) / 1_000;
    const serverCpu = (await server.cpuSeconds()) - before.server;
    const workerCpu = (await worker.usage()).cpuSeconds - before.worker;
    return {
      tracksPerSecond: tracks / seconds,
      times,
      serverCpuMs: (serverCpu * 1_000) / tracks,
      workerCpuMs: (workerCpu * 1_000) / tracks,
      taskCpuMs: (workerCpu * 1_000) / tasks,
    };
  } finally {
    await worker.stop();
  }
}

/** In which the first tracks are started: not all in the same millisecond. */
const startingDays = 8;

function together(rounds: readonly Round[]): Loaded {
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
