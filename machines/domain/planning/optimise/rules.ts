import { dayNumber } from '../../dates.ts';
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

/** Places that are left, while it is filled. */
export class Room {
  readonly #problem: AssignmentProblem;
  readonly #slots: number[];
  readonly #organisations: Map<string, number>[];

  constructor(problem: AssignmentProblem) {
    this.#problem = problem;
    this.#slots = problem.slots.map(({ room }) => room);
    this.#organisations = problem.tranches.map(() => new Map());
  }

  has(job: Job, option: number): boolean {
    const { slot, tranche } = this.#placeOf(job, option);
    if ((this.#slots[slot] ?? 0) <= 0) return false;
    const room = this.#problem.tranches[tranche];
    const here = this.#organisations[tranche];
    if (room === undefined || here === undefined) return false;
    return room.members.includes(job.organisation) || here.has(job.organisation) || here.size < room.room;
  }

  take(job: Job, option: number | null): void {
    if (option !== null) this.#change(job, option, 1);
  }

  leave(job: Job, option: number | null): void {
    if (option !== null) this.#change(job, option, -1);
  }

  #change(job: Job, option: number, change: 1 | -1): void {
    const { slot, tranche } = this.#placeOf(job, option);
    this.#slots[slot] = (this.#slots[slot] ?? 0) - change;
    if (this.#problem.tranches[tranche]?.members.includes(job.organisation) === true) return;
    const here = this.#organisations[tranche];
    const functions = (here?.get(job.organisation) ?? 0) + change;
    if (functions === 0) here?.delete(job.organisation);
    else here?.set(job.organisation, functions);
  }

  #placeOf(job: Job, option: number): { readonly slot: number; readonly tranche: number } {
    const slot = job.options[option]?.slot ?? -1;
    return { slot, tranche: this.#problem.slots[slot]?.tranche ?? -1 };
  }
}
