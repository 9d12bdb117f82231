import type { Course, Turn } from './course.ts';

/** Kinds of history events, and of what is billed, by how often. */
export interface Tally {
  readonly workflowTasks: number;
  readonly updates: number;
  readonly activities: number;
  readonly upserts: number;
  readonly timersStarted: number;
  readonly timersFired: number;
  readonly timersCancelled: number;
  /** Started and completed. */
  readonly runs: number;
}

/** What each of a kind costs, in events: how Temporal writes it down. */
const eventsEach: Tally = {
  workflowTasks: 3, // scheduled, started, completed
  updates: 2, // accepted, completed
  activities: 3, // scheduled, started, completed
  upserts: 1,
  timersStarted: 1,
  timersFired: 1,
  timersCancelled: 1,
  runs: 2,
};

/** The same in billable actions, by Temporal's list of what it bills. */
const actionsEach: Tally = {
  workflowTasks: 0,
  updates: 1,
  activities: 1,
  upserts: 1,
  timersStarted: 1,
  timersFired: 0,
  timersCancelled: 0,
  runs: 1,
};

export const kinds = Object.keys(eventsEach) as readonly (keyof Tally)[]; // a record's keys are its names

export function eventsOf(tally: Tally): number {
  return kinds.reduce((sum, kind) => sum + tally[kind] * eventsEach[kind], 0);
}

export function actionsOf(tally: Tally): number {
  return kinds.reduce((sum, kind) => sum + tally[kind] * actionsEach[kind], 0);
}

/**
 * The least that a course takes with the same guarantees: every Update answered by the workflow, every mail and request
 * an activity, the attributes as they are after every workflow task, and a timer for the next moment, always.
 */
export function minimumOf({ turns }: Course): Tally {
  const count = (holds: (turn: Turn) => boolean) => turns.filter(holds).length;
  return {
    workflowTasks: turns.length,
    updates: count(({ cause }) => cause === 'update' || cause === 'declaration'),
    activities: turns.reduce((sum, { activities }) => sum + activities.length, 0),
    upserts: count(({ changesAttributes }) => changesAttributes),
    timersStarted: count(({ armsTimer }) => armsTimer),
    timersFired: count(({ cause }) => cause === 'moment'),
    timersCancelled: count(({ cancelsTimer }) => cancelsTimer),
    runs: 1,
  };
}

export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (kind: keyof Tally) => tallies.reduce((total, tally) => total + tally[kind], 0);
  return Object.fromEntries(kinds.map((kind) => [kind, sum(kind)])) as unknown as Tally; // one for each kind
}
