import type { Finding } from '../../chaos/audit/evidence.ts';
import type { ClusterOptions } from './options.ts';
import { resultOf, survivalOf } from './result.ts';
import { restoreRun } from './restore.ts';
import { clusterRun } from './run.ts';
import { asked, survived, table } from './table.ts';
import { upgradeRun } from './upgrade.ts';

export interface Outcome {
  readonly findings: readonly Finding[];
  /** As a program reads it. */
  readonly result: object;
  /** As people do, in Dutch. */
  readonly lines: readonly string[];
}

type Run = (folder: string, stopped: AbortSignal, report: (line: string) => void) => Promise<Outcome>;

export const runs: Readonly<Record<ClusterOptions['run'], Run>> = {
  compare: async (...args) => {
    const run = await clusterRun(...args);
    const result = resultOf(run);
    return { findings: run.findings, result, lines: table(result) };
  },
  upgrade: async (...args) => {
    const survival = await upgradeRun(...args);
    const result = survivalOf(survival, survival.findings);
    const title = `Versie voor versie bijgewerkt terwijl ${result.tracks} trajecten liepen (${asked(result)}):`;
    return { findings: survival.findings, result, lines: [title, ...survived(result)] };
  },
  restore: restoreRun,
};
