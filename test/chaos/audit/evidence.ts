import type { Told } from '../desk.ts';
import type { Room } from '../papers.ts';
import type { RunRecord } from '../records.ts';

/** A line of a track's diary. */
export interface DiaryLine {
  /** Business time at which it was recorded. */
  readonly recorded: number;
  readonly by: string;
  readonly function: string | null;
  readonly text: string;
}

export interface ReceivedMail {
  readonly messageId: string;
  /** Real time. */
  readonly at: number;
}

/** What the coordinator says that somebody has. */
export interface Reservation {
  readonly organisation: string;
  readonly function: string;
  readonly status: string;
  /** Null: it has none. */
  readonly slot: string | null;
  /** In which it counts; null: in none. */
  readonly tranche: string | null;
}

/** What a track says that it has. */
export interface Holding {
  readonly organisation: string;
  readonly function: string;
  readonly status: string;
  readonly slot: string | null;
}

/** All that a run leaves behind, and all that the audit looks at. */
export interface Evidence {
  readonly clock: {
    readonly anchorReal: number;
    readonly anchorBusiness: number;
    readonly dayLengthMs: number;
  };
  /** Real time: what was due by then has had the time to happen. */
  readonly settledAt: number;
  /** Every workflow's, oldest first. */
  readonly runs: readonly RunRecord[];
  /** By workflow id. */
  readonly diaries: ReadonlyMap<string, readonly DiaryLine[]>;
  readonly reservations: readonly Reservation[];
  readonly holdings: readonly Holding[];
  readonly mails: readonly ReceivedMail[];
  readonly told: readonly Told[];
  /** By tranche. */
  readonly room: Readonly<Record<string, Room>>;
}

export const faults = ['lost', 'overbooked', 'rungsTwice', 'rungsMissed', 'halfDone'] as const;
export type Fault = (typeof faults)[number];

export interface Finding {
  readonly fault: Fault;
  readonly about: string;
  readonly text: string;
}

export function isTrack({ workflowId }: RunRecord): boolean {
  return workflowId.startsWith('aansluittraject-');
}

export function runsOf({ runs }: Pick<Evidence, 'runs'>, workflowId: string): readonly RunRecord[] {
  return runs.filter((run) => run.workflowId === workflowId);
}
