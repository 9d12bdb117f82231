import type { IsoDate } from '../../dates.ts';
import type { ReservationKey } from '../state.ts';

/**
 * Who can be placed where, as numbers: what the optimiser, the rules that it is measured against and the checker
 * work on. Plain JSON, so that it can be solved elsewhere. How it comes from the planning: `problem-of.ts`.
 */
export interface AssignmentProblem {
  readonly jobs: readonly Job[];
  readonly slots: readonly SlotRoom[];
  readonly tranches: readonly TrancheRoom[];
  readonly weeks: readonly Week[];
  readonly fixed: Fixed;
}

/** Days of uitloop of who keeps what it has, in the slot where it is or that is kept for it: they count along. */
export interface Fixed {
  /** Together, weighted. */
  readonly lateness: number;
  readonly greatest: number;
}

/** One function of one consumer that can be given another place, or its first one. At most two of a consumer. */
export interface Job extends ReservationKey {
  /** Null: waits for a place. */
  readonly from: string | null;
  /** Higher first: every day of uitloop counts so many times. */
  readonly weight: number;
  /** The option that leaves it where it is: then it is never left without a place. Null when it waits, or has no room there any more. */
  readonly stay: number | null;
  readonly options: readonly Option[];
}

export interface Option {
  /** Into `slots`. */
  readonly slot: number;
  /** Days of uitloop in it. */
  readonly lateness: number;
}

export interface SlotRoom {
  readonly id: string;
  readonly date: IsoDate;
  /** Into `tranches`. */
  readonly tranche: number;
  /** Into `weeks`. */
  readonly week: number;
  /** Places for these jobs: without those of who stays whatever happens, and those that are kept for somebody. */
  readonly room: number;
}

export interface TrancheRoom {
  readonly name: string;
  /** Organisations that can count in it beside `members`. */
  readonly room: number;
  /** Who of these jobs' organisations counts in it whatever happens, and takes no room. */
  readonly members: readonly string[];
}

export interface Week {
  readonly monday: IsoDate;
  /** Chain tests in it that stay whatever happens. */
  readonly load: number;
}

/** For each job the option that it gets; null: no place (it waits, or keeps what it has no room in). */
export type Assignment = readonly (number | null)[];

export function optionOf(job: Job, chosen: number | null | undefined): Option | null {
  return chosen === null || chosen === undefined ? null : (job.options[chosen] ?? null);
}

/** Everybody where they are. */
export function presentAssignment({ jobs }: AssignmentProblem): Assignment {
  return jobs.map(({ stay }) => stay);
}
