import { commandLine } from '../command-line.ts';
import { computerText } from '../computer.ts';
import { median } from '../median.ts';
import { openOffice } from '../office.ts';
import { percentile } from '../percentile.ts';
import { usedBy } from '../process-usage.ts';
import { shown, table } from '../table.ts';
import { carryAll } from './load.ts';
import { actions } from './script.ts';
import { variants, type Variant } from './variants.ts';

interface Round {
  readonly tracksPerSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly serverMs: number;
  readonly workerMs: number;
  readonly writtenKb: number;
}

/**
 * `npm run bench:embedded -- [--rounds 2] [--tracks 40] [--at-once 20] [--json]`: the same tracks through the embedded
 * server under several settings, one after another and round after round, so that a busy moment falls on all of them.
 */
const {
  rounds,
  tracks,
  'at-once': atOnce,
  json,
} = commandLine({
  rounds: { kind: 'count', default: 2 },
  tracks: { kind: 'count', default: 40 },
  'at-once': { kind: 'count', default: 20 },
  json: { kind: 'flag' },
});
const measured = new Map(variants.map(({ name }) => [name, [] as Round[]]));
for (let round = 1; round <= rounds; round++) {
  for (const variant of variants) {
    process.stderr.write(`Ronde ${round}: ${variant.name} …\n`);
    measured.get(variant.name)?.push(await measure(variant));
  }
}
const results = [...measured].map(([name, of]) => ({ name, ...medians(of) }));
const machine = computerText();
const what = `${tracks} trajecten van ${actions.length + 1} handelingen, ${atOnce} tegelijk, ${rounds} ronden`;
process.stdout.write(json ? `${JSON.stringify({ machine, what, results })}\n` : text());
process.exit(0);

async function measure({ settings, nodeOptions = '' }: Variant): Promise<Round> {
  const office = await openOffice({ tracks: tracks + atOnce, settings, nodeOptions });
  try {
    const { client, serverPid, workerPid } = office;
    // What is loaded and prepared once, on both sides.
    await carryAll(client, namesOf('Proef', Math.min(atOnce, 10)), 10);
    const before = await Promise.all([serverPid, workerPid()].map(usedBy));
    const loaded = await carryAll(client, namesOf('Dorp', tracks), atOnce);
    const after = await Promise.all([serverPid, workerPid()].map(usedBy));
    const each = (of: 'cpuMs' | 'writtenKb', at: number) =>
      ((after[at]?.[of] ?? 0) - (before[at]?.[of] ?? 0)) / tracks;
    return {
      tracksPerSecond: tracks / loaded.seconds,
      p50: percentile(loaded.actions, 0.5),
      p95: percentile(loaded.actions, 0.95),
      p99: percentile(loaded.actions, 0.99),
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

function text(): string {
  const head = [
    'instelling',
    'trajecten/s',
    'p50, ms',
    'p95, ms',
    'p99, ms',
    'server, ms CPU',
    'worker, ms CPU',
    'geschreven, kB',
  ];
  const rows = results.map(({ name, tracksPerSecond, p50, p95, p99, serverMs, workerMs, writtenKb }) => [
    name,
    shown(tracksPerSecond, 2),
    ...[p50, p95, p99, serverMs, workerMs, writtenKb].map((figure) => shown(figure)),
  ]);
  return [machine, what, '(CPU en geschreven: per traject)', '', table(head, rows), ''].join('\n');
}
