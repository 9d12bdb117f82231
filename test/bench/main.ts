import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietRuntime } from '../workflows/bundle.ts';
import { openServer, stopServers } from './bench-server.ts';
import { conditions } from './conditions.ts';
import { measureCost } from './cost/measure.ts';
import { actionsMatch } from './cost/report.ts';
import { measureLoad, type Level } from './load/measure.ts';
import { emptyDatabase, measureMemory } from './memory/measure.ts';
import { readOptions } from './options.ts';
import { measureReplay } from './replay/measure.ts';
import { jsonOf, textOf, type BenchResult } from './report.ts';
import { bundlesIn, variants } from './variants.ts';

/** `npm run bench`: the product beside the same workflow written by hand, in cost, speed and size. */
const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(`${options}\n`);
  process.exit(2);
}

const levels: readonly Level[] = options.quick
  ? [{ atOnce: 10, tracks: 20, dayLengthMs: 50, rounds: 1 }]
  : [
      { atOnce: 20, tracks: 60, dayLengthMs: 40, rounds: 2 },
      { atOnce: 200, tracks: 200, dayLengthMs: 200, rounds: 2 },
      { atOnce: 1_000, tracks: 1_000, dayLengthMs: 1_000, rounds: 1 },
    ];
const openTracks = options.quick ? 50 : 300;

const began = Date.now();
const report = (line: string): void =>
  void process.stderr.write(`${Math.round((Date.now() - began) / 1_000)}s  ${line}\n`);

quietRuntime();
const folder = await mkdtemp(join(await realpath(tmpdir()), 'traject-bench-'));
// What is still under way when its server goes fails then, and need not be told.
process.on('uncaughtException', (error) => {
  if (!(error instanceof Error && error.message === 'Channel has been shut down')) throw error;
});
// Temporal's worker takes the signal as well, to finish its work: here nothing of that is needed any more.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void stopServers()
      .then(() => rm(folder, { recursive: true, force: true }))
      .finally(() => process.exit(130));
  });

try {
  const result = await bench();
  process.stdout.write(`${options.json ? jsonOf(result) : textOf(result)}\n`);
  await rm(folder, { recursive: true, force: true });
  process.exit(actionsMatch(result.cost) ? 0 : 1);
} catch (error) {
  process.stderr.write(
    `De meting is mislukt: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  await stopServers();
  await rm(folder, { recursive: true, force: true });
  process.exit(1);
}

async function bench(): Promise<BenchResult> {
  report('Workflows bundelen …');
  const bundles = await bundlesIn(folder);
  report('Kosten: de scripts, in zakelijke tijd (anderhalve minuut) …');
  const cost = await measureCost(bundles, report);
  const server = await openServer(variants);
  const load: BenchResult['load'][number][] = [];
  for (const level of levels) {
    report(`Druk: ${level.atOnce} trajecten tegelijk …`);
    load.push({ level, loaded: await measureLoad(server, bundles, level, report) });
  }
  await server.stop();
  report('Naspelen …');
  const histories = (variant: (typeof variants)[number]) =>
    cost.tracks.map((track) => track.histories[variant]);
  const replay = await measureReplay(
    bundles,
    { traject: histories('traject'), baseline: histories('baseline') },
    report,
  );
  report(`Geheugen: ${openTracks} open trajecten …`);
  const empty = await emptyDatabase('traject');
  const memory = {
    traject: await measureMemory(bundles, 'traject', openTracks, empty),
    baseline: await measureMemory(bundles, 'baseline', openTracks, empty),
  };
  return { conditions: await conditions(), cost, load, replay, memory };
}
