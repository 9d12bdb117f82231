import type { AssignmentProblem, Job } from './problem.ts';

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
