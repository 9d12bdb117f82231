import type { IsoDate } from '../../dates.ts';
import { trancheOfSlot } from '../capacity.ts';
import type { ReservationKey } from '../state.ts';
import { optionOf, type Assignment, type AssignmentProblem, type Job } from './problem.ts';

/** Why somebody has no place: what a planner would have to change. */
export type Shortage =
  /** No slot of the plan suits it, full or not. */
  | { readonly kind: 'noSlot'; readonly who: ReservationKey; readonly name: string }
  /** These functions can go nowhere but to these slots, and there are more of them than places. */
  | {
      readonly kind: 'slots';
      readonly tranches: readonly string[];
      readonly from: IsoDate;
      readonly until: IsoDate;
      readonly places: number;
      readonly needed: number;
      readonly who: readonly ReservationKey[];
    }
  /** There are places, but these tranches have no room for another organisation: `room` for all who can be placed. */
  | {
      readonly kind: 'tranches';
      readonly tranches: readonly { readonly name: string; readonly room: number }[];
      readonly who: readonly ReservationKey[];
    };

/**
 * For an assignment that places as many as there can be: from each function without a place to all slots that it could
 * have, to all who stand there or would, to all slots that those could have, and so on. All of these are full, or lie
 * in a tranche that is: else one more could have been placed.
 */
export function shortagesOf(
  problem: AssignmentProblem,
  assignment: Assignment,
  nameOf: (organisation: string) => string = (id) => id,
): readonly Shortage[] {
  const { jobs } = problem;
  const lacking = jobs.flatMap((job, j) =>
    assignment[j] === null || assignment[j] === undefined ? [{ job, j }] : [],
  );
  const nowhere = lacking.filter(({ job }) => job.options.length === 0);
  const shortages: Shortage[] = nowhere.map(({ job }) => ({
    kind: 'noSlot',
    who: keyOf(job),
    name: nameOf(job.organisation),
  }));
  const left = new Set(lacking.filter(({ job }) => job.options.length > 0).map(({ j }) => j));
  while (left.size > 0) {
    const [first = -1] = left;
    const reached = reachedFrom(problem, assignment, first);
    const who = [...left].filter((j) => reached.jobs.has(j));
    for (const j of who) left.delete(j);
    shortages.push(...shortageOf(problem, assignment, reached, who));
  }
  return shortages;
}

interface Reached {
  readonly jobs: ReadonlySet<number>;
  readonly slots: ReadonlySet<number>;
}

function reachedFrom({ jobs }: AssignmentProblem, assignment: Assignment, first: number): Reached {
  /** By slot: who stands there, or could and has no place. */
  const concerned = new Map<number, number[]>();
  for (const [j, job] of jobs.entries()) {
    const chosen = optionOf(job, assignment[j]);
    for (const { slot } of chosen === null ? job.options : [chosen]) {
      const there = concerned.get(slot);
      if (there === undefined) concerned.set(slot, [j]);
      else there.push(j);
    }
  }
  const reached = { jobs: new Set([first]), slots: new Set<number>() };
  for (const j of reached.jobs) {
    for (const { slot } of jobs[j]?.options ?? []) {
      if (reached.slots.has(slot)) continue;
      reached.slots.add(slot);
      for (const other of concerned.get(slot) ?? []) reached.jobs.add(other);
    }
  }
  return reached;
}

function shortageOf(
  problem: AssignmentProblem,
  assignment: Assignment,
  { jobs, slots }: Reached,
  lacking: readonly number[],
): readonly Shortage[] {
  const who = lacking.flatMap((j) => (problem.jobs[j] === undefined ? [] : [keyOf(problem.jobs[j])]));
  const rooms = [...slots].flatMap((s) => (problem.slots[s] === undefined ? [] : [problem.slots[s]]));
  const places = rooms.reduce((sum, { room }) => sum + room, 0);
  const dates = rooms.map(({ date }) => date).sort();
  const [from] = dates;
  const until = dates.at(-1);
  if (places < jobs.size && from !== undefined && until !== undefined) {
    const tranches = [...new Set(rooms.map(({ id }) => trancheOfSlot(id)))];
    return [{ kind: 'slots', tranches, from, until, places, needed: jobs.size, who }];
  }
  const tranches = fullTranches(problem, assignment, slots).map(({ name, room }) => ({ name, room }));
  return [{ kind: 'tranches', tranches, who }];
}

/** Tranches among these slots in which there is a place, but none for another organisation. */
function fullTranches(problem: AssignmentProblem, assignment: Assignment, slots: ReadonlySet<number>) {
  const taken = new Map<number, number>();
  const present = problem.tranches.map(() => new Set<string>());
  for (const [j, job] of problem.jobs.entries()) {
    const slot = optionOf(job, assignment[j])?.slot;
    if (slot === undefined) continue;
    taken.set(slot, (taken.get(slot) ?? 0) + 1);
    present[problem.slots[slot]?.tranche ?? -1]?.add(job.organisation);
  }
  const withPlace = new Set(
    [...slots]
      .filter((s) => (taken.get(s) ?? 0) < (problem.slots[s]?.room ?? 0))
      .map((s) => problem.slots[s]?.tranche),
  );
  return problem.tranches.filter((_, t) => withPlace.has(t));
}

function keyOf({ organisation, function: fn }: Job): ReservationKey {
  return { organisation, function: fn };
}
