import { optionOf, type Assignment, type AssignmentProblem } from './problem.ts';

/** How good a planning is: each one counts only where those before it are equal. Less is better. */
export const measureNames = ['unplaced', 'lateness', 'greatest', 'moves', 'load'] as const;
export type MeasureName = (typeof measureNames)[number];

/**
 * `unplaced`: functions without a place. `lateness`: days of uitloop, weighted, of who has one. `greatest`: the
 * most that one function has. `moves`: functions that leave a slot for another one. `load`: the chain tests of each
 * week, squared and added up, so that weeks of equal size give the least.
 */
export type Measures = Readonly<Record<MeasureName, number>>;

/** Worked out from the assignment alone. */
export function measuresOf(problem: AssignmentProblem, assignment: Assignment): Measures {
  const loads = problem.weeks.map(({ load }) => load);
  let unplaced = 0;
  let { lateness, greatest } = problem.fixed;
  let moves = 0;
  for (const [j, job] of problem.jobs.entries()) {
    const chosen = assignment[j] ?? null;
    const option = optionOf(job, chosen);
    const slot = option === null ? undefined : problem.slots[option.slot];
    if (option === null || slot === undefined) {
      unplaced++;
      continue;
    }
    lateness += job.weight * option.lateness;
    greatest = Math.max(greatest, option.lateness);
    if (isMove(job, chosen)) moves++;
    loads[slot.week] = (loads[slot.week] ?? 0) + 1;
  }
  return { unplaced, lateness, greatest, moves, load: loads.reduce((sum, load) => sum + load * load, 0) };
}

/** A place for who waits is none. */
export function isMove(job: AssignmentProblem['jobs'][number], chosen: number | null): boolean {
  return job.from !== null && chosen !== null && chosen !== job.stay;
}

/** Below zero when `a` is the better one. */
export function compareMeasures(a: Measures, b: Measures): number {
  for (const name of measureNames) if (a[name] !== b[name]) return a[name] - b[name];
  return 0;
}
