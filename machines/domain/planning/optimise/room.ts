import type { AssignmentProblem, Job } from './problem.ts';

/** Places that are left, while it is filled. */
export class Room {
  readonly #problem: AssignmentProblem;
  readonly #slots: number[];
  /** By tranche: who takes room in it. */
  readonly #organisations: readonly Set<string>[];

  constructor(problem: AssignmentProblem) {
    this.#problem = problem;
    this.#slots = problem.slots.map(({ room }) => room);
    this.#organisations = problem.tranches.map(() => new Set());
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
    if (option === null) return;
    const { slot, tranche } = this.#placeOf(job, option);
    this.#slots[slot] = (this.#slots[slot] ?? 0) - 1;
    if (this.#problem.tranches[tranche]?.members.includes(job.organisation) === true) return;
    this.#organisations[tranche]?.add(job.organisation);
  }

  #placeOf(job: Job, option: number): { readonly slot: number; readonly tranche: number } {
    const slot = job.options[option]?.slot ?? -1;
    return { slot, tranche: this.#problem.slots[slot]?.tranche ?? -1 };
  }
}
