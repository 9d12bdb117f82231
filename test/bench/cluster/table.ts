import { faults } from '../../chaos/audit/evidence.ts';
import type { ClusterResult, SurvivalResult } from './result.ts';
import { systemNames, type SystemName } from './comparison.ts';

const words: Readonly<Record<SystemName, string>> = {
  cluster: '5 processen, PostgreSQL',
  oneProcess: '1 proces, PostgreSQL',
  embedded: 'eigen server, SQLite',
};

/** The figures as people read them, in Dutch. */
export function table(result: ClusterResult): readonly string[] {
  const { throughput, rounds, ratios, load } = result;
  return [
    `${result.cores} kernen, Node ${result.node}; alles op deze computer. ${load.tracks} trajecten per ronde, ${load.atOnce} tegelijk, van aanmelding tot de ketentest.`,
    'CPU per traject en geheugen: server / database / workers.',
    '',
    ...aligned([
      ['', 'trajecten/s (per ronde)', 'update p50 / p95 / p99, ms', 'CPU, ms', 'geheugen, MB'],
      ...systemNames.map((name) => {
        const { tracksPerSecond, updateMs, cpuMs, memoryMb } = throughput[name];
        return [
          words[name],
          `${tracksPerSecond.toFixed(1)} (${rounds[name].map((speed) => speed.toFixed(1)).join(', ')})`,
          whole(updateMs.p50, updateMs.p95, updateMs.p99),
          whole(cpuMs.server, cpuMs.database, cpuMs.workers),
          whole(memoryMb.server, memoryMb.database, memoryMb.workers),
        ];
      }),
    ]),
    `Vijf processen tegen één: ${ratios.toOneProcess} ×; tegen de eigen server: ${ratios.toEmbedded} ×.`,
    '',
    `Hard gestopt terwijl ${result.tracks} trajecten liepen (${asked(result)}):`,
    ...survived(result),
  ];
}

export function asked({ calls, errors }: SurvivalResult): string {
  return `${calls} vragen, waarvan ${errors} opnieuw gesteld`;
}

export function survived({ blows, mails, mailsTwice, audit }: SurvivalResult): readonly string[] {
  return [
    ...aligned([
      ['', 'weg, s', 'traagste antwoord, s', 'langste stilte, s', 'vragen zonder antwoord'],
      ...blows.map(({ what, downMs, errors, slowestMs, silenceMs }) => [
        what,
        seconds(downMs),
        seconds(slowestMs),
        seconds(silenceMs),
        Object.entries(errors)
          .map(([kind, times]) => `${times} ${kind}`)
          .join(', ') || 'geen',
      ]),
    ]),
    '',
    `Mails aangekomen: ${mails}, waarvan ${mailsTwice} vaker dan een keer, met dezelfde Message-ID.`,
    `Controle: ${faults.map((fault) => `${fault} ${audit[fault]}`).join(', ')}.`,
  ];
}

function whole(...figures: readonly number[]): string {
  return figures.map(Math.round).join(' / ');
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}

/** Each column as wide as its widest cell. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? '').length));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(width(column) + 2))
      .join('')
      .trimEnd(),
  );
}
