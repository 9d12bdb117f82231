import { dayNumber } from '../../dates.ts';
import { Room } from './room.ts';
import type { Assignment, AssignmentProblem, Job } from './problem.ts';

/** How a planner would fill it in by hand: one after the other, each the best place that is left. Nobody who has a place moves. */

export type Rule = 'firstCome' | 'earliestDue';

/** `firstCome`: in the order of the problem. `earliestDue`: by gewenste ingebruikname. */
export function assignByRule(problem: AssignmentProblem, rule: Rule): Assignment {
  const left = new Room(problem);
  const assignment: (number | null)[] = problem.jobs.map(({ stay }) => stay);
  for (const [j, job] of problem.jobs.entries()) left.take(job, assignment[j] ?? null);
  const waiting = problem.jobs.flatMap((job, j) => (job.stay === null ? [{ job, j }] : []));
  if (rule === 'earliestDue') waiting.sort((a, b) => dueOf(problem, a.job) - dueOf(problem, b.job));
  for (const { job, j } of waiting) {
    const best = bestLeft(job, left);
    assignment[j] = best;
    left.take(job, best);
  }
  return assignment;
}

/** The day by which the test should be, as its last option tells: that day less the uitloop it gives. */
function dueOf({ slots }: AssignmentProblem, { options }: Job): number {
  const last = options.at(-1);
  const slot = last === undefined ? undefined : slots[last.slot];
  if (last === undefined || slot === undefined || last.lateness === 0) return Number.POSITIVE_INFINITY;
  return dayNumber(slot.date) - last.lateness;
}

function bestLeft(job: Job, left: Room): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [k, { lateness }] of job.options.entries()) {
    if (lateness < least && left.has(job, k)) {
      best = k;
      least = lateness;
    }
  }
  return best;
}
