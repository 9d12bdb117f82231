import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietRuntime } from '../workflows/bundle.ts';
import { stopServers } from './bench-server.ts';
import { conditions } from './conditions.ts';
import { measureCost, type Cost } from './cost/measure.ts';
import { actionsMatch } from './cost/report.ts';
import { measureRound, type Level } from './load/measure.ts';
import { loadScript, shortScript } from './load/script.ts';
import { emptyDatabase, measureMemory, type Memory } from './memory/measure.ts';
import { onStop } from './on-stop.ts';
import { readOptions } from './options.ts';
import { Programme, reasonOf, type Part, type Tell } from './parts.ts';
import { measureReplay, type Replayed } from './replay/measure.ts';
import { jsonOf, outcomesOf, textOf, type BenchResult } from './report.ts';
import { bundlesIn, type Variant } from './variants.ts';

/** `npm run bench`: the product beside the same workflow written by hand, in cost, speed and size. */
const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(`${options}\n`);
  process.exit(2);
}

interface Planned extends Level {
  /** Of a round, on two cores. */
  readonly seconds: number;
}
const [whole, short] = [{ script: loadScript }, { script: shortScript }];
const levels: readonly Planned[] = options.quick
  ? [{ ...whole, atOnce: 10, tracks: 20, dayLengthMs: 50, rounds: 1, seconds: 20 }]
  : [
      { ...whole, atOnce: 20, tracks: 60, dayLengthMs: 40, rounds: 2, seconds: 40 },
      { ...short, atOnce: 200, tracks: 200, dayLengthMs: 200, rounds: 2, seconds: 60 },
      { ...short, atOnce: 1_000, tracks: 1_000, dayLengthMs: 1_000, rounds: 1, seconds: 240 },
    ];
const open = options.quick ? { tracks: 50, seconds: 30 } : { tracks: 300, seconds: 90 };

const began = Date.now();
const tell = (line: string): void =>
  void process.stderr.write(`${Math.round((Date.now() - began) / 1_000)}s  ${line}\n`);

quietRuntime();
const folder = await mkdtemp(join(await realpath(tmpdir()), 'traject-bench-'));
// What is still under way when its server goes fails then, and need not be told.
process.on('uncaughtException', (error) => {
  if (!(error instanceof Error && error.message === 'Channel has been shut down')) throw error;
});
// Temporal's worker takes the signal as well, to finish its work: here nothing of that is needed any more.
onStop(async () => {
  await stopServers();
  await rm(folder, { recursive: true, force: true });
});

try {
  const result = await bench();
  process.stdout.write(`${options.json ? jsonOf(result) : textOf(result)}\n`);
  await rm(folder, { recursive: true, force: true });
  process.exit(isWhole(result) ? 0 : 1);
} catch (error) {
  tell(`De meting kan niet beginnen: ${reasonOf(error)}`);
  await rm(folder, { recursive: true, force: true });
  process.exit(1);
}

async function bench(): Promise<BenchResult> {
  tell('Workflows bundelen …');
  const [found, bundles] = await Promise.all([conditions(), bundlesIn(folder)]);
  const costs: Part<Cost> = {
    title: 'Kosten',
    seconds: 140,
    measure: (progress) => measureCost(bundles, progress),
  };
  const rounds = levels.map((level) => ({
    level,
    parts: Array.from({ length: level.rounds }, (_, round) => ({
      title: `Druk, ${level.atOnce} tegelijk, ronde ${round + 1} van ${level.rounds}`,
      seconds: level.seconds,
      measure: (progress: Tell) => measureRound(bundles, level, round, progress),
    })),
  }));
  const replays: Part<Record<Variant, Replayed>> = {
    title: 'Naspelen',
    seconds: 60,
    async measure(progress) {
      if (cost.kind === 'missing') throw new Error(`zonder historie uit het deel ${cost.title}`);
      const histories = (variant: Variant) => cost.value.tracks.map((track) => track.histories[variant]);
      const both = { traject: histories('traject'), baseline: histories('baseline') };
      return await measureReplay(bundles, both, progress);
    },
  };
  const memories: Part<Record<Variant, Memory>> = {
    title: `Geheugen, ${open.tracks} open trajecten`,
    seconds: open.seconds,
    async measure(progress) {
      const empty = await emptyDatabase('traject');
      return {
        traject: await measureMemory(bundles, 'traject', open.tracks, empty, progress),
        baseline: await measureMemory(bundles, 'baseline', open.tracks, empty, progress),
      };
    },
  };
  const parts = [costs, ...rounds.flatMap((one) => one.parts), replays, memories];
  const programme = new Programme(parts, tell, stopServers);
  const cost = await programme.carryOut(costs);
  const load: BenchResult['load'][number][] = [];
  for (const { level, parts: all } of rounds) {
    const outcomes = [];
    for (const part of all) outcomes.push(await programme.carryOut(part));
    load.push({ level, rounds: outcomes });
  }
  const replay = await programme.carryOut(replays);
  const memory = await programme.carryOut(memories);
  return { conditions: found, cost, load, replay, memory };
}

/** Whether all was measured, and the server counted what the histories say. */
function isWhole(result: BenchResult): boolean {
  return (
    outcomesOf(result).every(({ kind }) => kind === 'measured') &&
    result.cost.kind === 'measured' &&
    actionsMatch(result.cost.value)
  );
}
