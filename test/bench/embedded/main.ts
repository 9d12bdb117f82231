import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { chosenSettings } from '../../../worker/server/embedded.ts';
import { median } from '../median.ts';
import { usedBy } from './cpu.ts';
import { carryAll } from './load.ts';
import { openOffice } from './office.ts';
import { actions } from './script.ts';

/**
 * `npm run bench:embedded -- [--rounds 2] [--tracks 40] [--at-once 20] [--json]`: the same tracks through the embedded
 * server under several settings, one after another and round after round, so that a busy moment falls on all of them.
 */
const pragma = (value: string) => ['--sqlite-pragma', value];
const variants: readonly { readonly name: string; readonly settings: readonly string[] }[] = [
  { name: 'gekozen: WAL, FULL', settings: chosenSettings },
  { name: 'start-dev zoals het is', settings: [] },
  {
    name: 'WAL, NORMAL (niet duurzaam)',
    settings: [...pragma('journal_mode=WAL'), ...pragma('synchronous=NORMAL')],
  },
  { name: 'zeldener checkpoints', settings: [...chosenSettings, ...pragma('wal_autocheckpoint=10000')] },
  { name: 'cache van 64 MB', settings: [...chosenSettings, ...pragma('cache_size=-65536')] },
];

interface Round {
  readonly tracksPerSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly serverMs: number;
  readonly workerMs: number;
  readonly writtenKb: number;
}

const { rounds, tracks, atOnce, json } = optionsOf(process.argv.slice(2));
const measured = new Map(variants.map(({ name }) => [name, [] as Round[]]));
for (let round = 1; round <= rounds; round++) {
  for (const { name, settings } of variants) {
    process.stderr.write(`Ronde ${round}: ${name} …\n`);
    measured.get(name)?.push(await measure(settings));
  }
}
const results = [...measured].map(([name, of]) => ({ name, ...medians(of) }));
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'onbekend'}, Node ${process.version}`;
const what = `${tracks} trajecten van ${actions.length + 1} handelingen, ${atOnce} tegelijk, ${rounds} ronden`;
process.stdout.write(json ? `${JSON.stringify({ machine, what, results })}\n` : table());
process.exit(0);

async function measure(settings: readonly string[]): Promise<Round> {
  const office = await openOffice({ tracks: tracks + atOnce, settings });
  try {
    const { client, serverPid, workerPid } = office;
    // What is loaded and prepared once, on both sides.
    await carryAll(client, namesOf('Proef', Math.min(atOnce, 10)), 10);
    const before = await Promise.all([serverPid, workerPid()].map(usedBy));
    const loaded = await carryAll(client, namesOf('Dorp', tracks), atOnce);
    const after = await Promise.all([serverPid, workerPid()].map(usedBy));
    const each = (of: 'cpuMs' | 'writtenKb', at: number) =>
      ((after[at]?.[of] ?? 0) - (before[at]?.[of] ?? 0)) / tracks;
    const sorted = loaded.actions.toSorted((a, b) => a - b);
    const quantile = (share: number) => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
    return {
      tracksPerSecond: tracks / loaded.seconds,
      p50: quantile(0.5),
      p95: quantile(0.95),
      p99: quantile(0.99),
      serverMs: each('cpuMs', 0),
      workerMs: each('cpuMs', 1),
      writtenKb: each('writtenKb', 0),
    };
  } finally {
    await office.close();
  }
}

function namesOf(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${name} ${i + 1}`);
}

function medians(of: readonly Round[]): Round {
  const middle = (figure: keyof Round) => median(of.map((round) => round[figure]));
  return {
    tracksPerSecond: middle('tracksPerSecond'),
    p50: middle('p50'),
    p95: middle('p95'),
    p99: middle('p99'),
    serverMs: middle('serverMs'),
    workerMs: middle('workerMs'),
    writtenKb: middle('writtenKb'),
  };
}

function table(): string {
  const head = `${'instelling'.padEnd(30)}  trajecten/s  p50 / p95 / p99, ms    server, ms CPU  worker, ms CPU  geschreven, kB`;
  const lines = results.map(({ name, tracksPerSecond, p50, p95, p99, serverMs, workerMs, writtenKb }) =>
    [
      name.padEnd(30),
      tracksPerSecond.toFixed(2).padStart(11),
      [p50, p95, p99]
        .map((ms) => ms.toFixed(0))
        .join(' / ')
        .padStart(22),
      serverMs.toFixed(0).padStart(14),
      workerMs.toFixed(0).padStart(14),
      writtenKb.toFixed(0).padStart(14),
    ].join('  '),
  );
  return [machine, what, '(CPU en geschreven: per traject)', '', head, ...lines, ''].join('\n');
}

function optionsOf(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        rounds: { type: 'string', default: '2' },
        tracks: { type: 'string', default: '40' },
        'at-once': { type: 'string', default: '20' },
        json: { type: 'boolean', default: false },
      },
    });
    const number = z.coerce.number().int().positive();
    return {
      rounds: number.parse(values.rounds),
      tracks: number.parse(values.tracks),
      atOnce: number.parse(values['at-once']),
      json: values.json,
    };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `Verwacht: --rounds, --tracks en --at-once met een getal, en --json; gevonden: ${found}\n`,
    );
    process.exit(2);
  }
}
