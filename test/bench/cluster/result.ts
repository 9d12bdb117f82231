import { availableParallelism } from 'node:os';
import { faults, isTrack, type Fault, type Finding } from '../../chaos/audit/evidence.ts';
import type { Felt } from './blows.ts';
import { load, systemNames, type SystemName } from './comparison.ts';
import type { ClusterRun } from './run.ts';
import type { Round } from './throughput.ts';
import type { Survival } from './under-load.ts';

/** The figures of what was worked on under load, as a program reads them. */
export interface SurvivalResult {
  readonly blows: readonly Felt[];
  readonly calls: number;
  readonly errors: number;
  /** Tracks that were there meanwhile. */
  readonly tracks: number;
  readonly mails: number;
  readonly mailsTwice: number;
  readonly audit: Readonly<Record<Fault, number>>;
  /** All that the audit found. */
  readonly lost: number;
}

/** The figures of a run, as a program reads them. */
export interface ClusterResult extends SurvivalResult {
  readonly cores: number;
  readonly node: string;
  readonly load: typeof load;
  /** The mean of its rounds. */
  readonly throughput: Readonly<Record<SystemName, Round>>;
  /** Tracks per second, round by round: how far they lie apart says how quiet the computer was. */
  readonly rounds: Readonly<Record<SystemName, readonly number[]>>;
  readonly ratios: { readonly toOneProcess: number; readonly toEmbedded: number };
}

export function resultOf({ rounds, killed, findings }: ClusterRun): ClusterResult {
  const throughput = recordOf(systemNames, (name) => meanOf(rounds[name]));
  const speed = (name: SystemName) => throughput[name].tracksPerSecond;
  return {
    cores: availableParallelism(),
    node: process.version,
    load,
    throughput,
    rounds: recordOf(systemNames, (name) =>
      rounds[name].map(({ tracksPerSecond }) => rounded(tracksPerSecond)),
    ),
    ratios: {
      toOneProcess: rounded(speed('cluster') / speed('oneProcess')),
      toEmbedded: rounded(speed('cluster') / speed('embedded')),
    },
    ...survivalOf(killed, findings),
  };
}

export function survivalOf(
  { blows, calls, errors, evidence: { mails, runs } }: Survival,
  findings: readonly Finding[],
): SurvivalResult {
  const times = new Map<string, number>();
  for (const { messageId } of mails) times.set(messageId, (times.get(messageId) ?? 0) + 1);
  return {
    blows,
    calls,
    errors,
    tracks: new Set(runs.filter(isTrack).map(({ workflowId }) => workflowId)).size,
    mails: times.size,
    mailsTwice: [...times.values()].filter((time) => time > 1).length,
    audit: recordOf(faults, (fault) => findings.filter((finding) => finding.fault === fault).length),
    lost: findings.length,
  };
}

function meanOf(rounds: readonly Round[]): Round {
  const mean = (figure: (round: Round) => number) =>
    rounded(rounds.reduce((sum, round) => sum + figure(round), 0) / rounds.length);
  const [first] = rounds;
  if (first === undefined) throw new Error('A system without a round');
  const each = <K extends string>(of: (round: Round) => Readonly<Record<K, number>>) =>
    recordOf(Object.keys(of(first)) as K[], (key) => mean((round) => of(round)[key])); // of a record: all of them
  return {
    tracksPerSecond: mean((round) => round.tracksPerSecond),
    updates: mean((round) => round.updates),
    updateMs: each((round) => round.updateMs),
    trackMs: mean((round) => round.trackMs),
    cpuMs: each((round) => round.cpuMs),
    clientCpuMs: mean((round) => round.clientCpuMs),
    memoryMb: each((round) => round.memoryMb),
  };
}

function recordOf<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>; // all of them
}

function rounded(figure: number): number {
  return Math.round(figure * 100) / 100;
}
