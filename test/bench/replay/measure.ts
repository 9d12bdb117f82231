import type { HistoryEvents } from '../cost/play.ts';
import { median } from '../median.ts';
import { variants, type Bundle, type Bundles, type Variant } from '../variants.ts';
import { openReplayer, type Replayer, type Taken } from './replayer.ts';

export interface Replayed {
  readonly eventsPerSecond: number;
  readonly cpuMsPerHistory: number;
  /** From nothing to the end of the first history: a worker, its sandbox with the bundle, and one replay. */
  readonly coldStartMs: number;
}

const coldStarts = 5;
/** Each history once for each variant. */
const rounds = 25;
/** In which the engine that runs JavaScript learns what to compile. */
const warmUp = 3;

/**
 * Each variant reads its own histories of the same scripts back, history by history in turn: what else the computer does
 * comes over both. Of each history the median of all its rounds counts.
 */
export async function measureReplay(
  bundles: Bundles,
  histories: Readonly<Record<Variant, readonly HistoryEvents[]>>,
  report: (line: string) => void,
): Promise<Readonly<Record<Variant, Replayed>>> {
  const cold: Record<Variant, number[]> = { traject: [], baseline: [] };
  for (let start = 0; start < coldStarts; start++) {
    for (const variant of inTurn(start))
      cold[variant].push(await coldStart(bundles[variant], histories[variant]));
  }
  const replayers = { traject: openReplayer(bundles.traject), baseline: openReplayer(bundles.baseline) };
  const taken: Record<Variant, Taken[][]> = {
    traject: histories.traject.map(() => []),
    baseline: histories.baseline.map(() => []),
  };
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const at of histories.traject.keys()) {
      for (const variant of inTurn(round)) {
        const one = await replayed(replayers[variant], histories[variant], at);
        if (round >= warmUp) taken[variant][at]?.push(one);
      }
    }
    if (round % 7 === 6) report(`${round + 1} van ${warmUp + rounds} rondes`);
  }
  for (const variant of variants) await replayers[variant].close();
  const summed = (variant: Variant) => together(taken[variant], histories[variant], median(cold[variant]));
  return { traject: summed('traject'), baseline: summed('baseline') };
}

const inTurn = (round: number) => (round % 2 === 0 ? variants : variants.toReversed());

async function replayed(replayer: Replayer, histories: readonly HistoryEvents[], at: number): Promise<Taken> {
  const history = histories[at];
  if (history === undefined) throw new Error(`There is no history ${at}`);
  return await replayer.replay(history);
}

async function coldStart(bundle: Bundle, histories: readonly HistoryEvents[]): Promise<number> {
  const began = performance.now();
  const replayer = openReplayer(bundle);
  await replayed(replayer, histories, 0);
  const ms = performance.now() - began;
  await replayer.close();
  return ms;
}

function together(
  taken: readonly (readonly Taken[])[],
  histories: readonly HistoryEvents[],
  coldStartMs: number,
): Replayed {
  const sum = (of: (one: Taken) => number) => taken.reduce((total, all) => total + median(all.map(of)), 0);
  const events = histories.reduce((total, history) => total + history.length, 0);
  return {
    eventsPerSecond: events / (sum(({ ms }) => ms) / 1_000),
    cpuMsPerHistory: sum(({ cpuMs }) => cpuMs) / taken.length,
    coldStartMs,
  };
}
