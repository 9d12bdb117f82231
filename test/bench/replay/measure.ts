import { Worker } from '@temporalio/worker';
import { variants, type Bundle, type Bundles, type Variant } from '../variants.ts';
import type { HistoryEvents } from '../cost/play.ts';

export interface Replayed {
  readonly eventsPerSecond: number;
  readonly cpuMsPerHistory: number;
  /** From nothing to the end of the first history: a worker, its sandbox with the bundle, and one replay. */
  readonly coldStartMs: number;
}

const rounds = 6;
/** Of each history, in a round. */
const repetitions = 5;

/** Each variant reads its own histories of the same scripts, in rounds that take turns. */
export async function measureReplay(
  bundles: Bundles,
  histories: Readonly<Record<Variant, readonly HistoryEvents[]>>,
): Promise<Readonly<Record<Variant, Replayed>>> {
  const seen: Record<Variant, Replayed[]> = { traject: [], baseline: [] };
  for (let round = 0; round < rounds; round++) {
    for (const variant of round % 2 === 0 ? variants : variants.toReversed())
      seen[variant].push(await replayed(bundles[variant], histories[variant]));
  }
  return { traject: middle(seen.traject), baseline: middle(seen.baseline) };
}

async function replayed(workflowBundle: Bundle, histories: readonly HistoryEvents[]): Promise<Replayed> {
  const all = Array.from({ length: repetitions }, () => histories).flat();
  const began = performance.now();
  let first = 0;
  let cpu = process.cpuUsage();
  let events = 0;
  const replays = Worker.runReplayHistories(
    { workflowBundle },
    all.map((one, at) => ({ workflowId: `naspelen-${at}`, history: { events: [...one] } })),
  );
  let count = -1;
  for await (const { error } of replays) {
    if (error !== undefined) throw error;
    count++;
    if (count === 0) {
      first = performance.now();
      cpu = process.cpuUsage();
    } else events += all[count]?.length ?? 0;
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    eventsPerSecond: events / ((performance.now() - first) / 1_000),
    cpuMsPerHistory: (user + system) / 1_000 / count,
    coldStartMs: first - began,
  };
}

/** The round in the middle, by events a second. */
function middle(all: readonly Replayed[]): Replayed {
  const sorted = all.toSorted((a, b) => a.eventsPerSecond - b.eventsPerSecond);
  const one = sorted[Math.floor(sorted.length / 2)];
  if (one === undefined) throw new Error('No round was measured');
  return one;
}
