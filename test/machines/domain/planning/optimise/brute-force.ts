import type { Measures } from '../../../../../machines/domain/planning/optimise/measures.ts';
import type {
  Assignment,
  AssignmentProblem,
} from '../../../../../machines/domain/planning/optimise/problem.ts';

/** The test's own rules of what is possible and how good it is: nothing here comes from the optimiser. */

/** What is wrong with an assignment: empty when it is possible. */
export function violationsOf(problem: AssignmentProblem, assignment: Assignment): readonly string[] {
  const violations: string[] = [];
  const inSlot = problem.slots.map(() => 0);
  const inTranche = problem.tranches.map(() => new Set<string>());
  if (assignment.length !== problem.jobs.length) violations.push('Not as long as the jobs');
  for (const [j, job] of problem.jobs.entries()) {
    const chosen = assignment[j] ?? null;
    if (chosen === null && job.stay !== null) violations.push(`Job ${j} has lost its place`);
    if (chosen === null) continue;
    const option = job.options[chosen];
    if (option === undefined) {
      violations.push(`Job ${j} has no option ${chosen}`);
      continue;
    }
    inSlot[option.slot] = (inSlot[option.slot] ?? 0) + 1;
    const tranche = problem.slots[option.slot]?.tranche ?? -1;
    if (problem.tranches[tranche]?.members.includes(job.organisation) !== true)
      inTranche[tranche]?.add(job.organisation);
  }
  for (const [s, { room }] of problem.slots.entries())
    if ((inSlot[s] ?? 0) > room) violations.push(`Slot ${s} holds ${inSlot[s]} of ${room}`);
  for (const [t, { room }] of problem.tranches.entries()) {
    const size = inTranche[t]?.size ?? 0;
    if (size > room) violations.push(`Tranche ${t} holds ${size} of ${room}`);
  }
  return violations;
}

export function recount(problem: AssignmentProblem, assignment: Assignment): Measures {
  const placed = problem.jobs.flatMap((job, j) => {
    const chosen = assignment[j] ?? null;
    const option = chosen === null ? undefined : job.options[chosen];
    return option === undefined ? [] : [{ job, option, moves: job.from !== null && chosen !== job.stay }];
  });
  const inWeek = (w: number) => placed.filter(({ option }) => problem.slots[option.slot]?.week === w).length;
  return {
    unplaced: problem.jobs.length - placed.length,
    lateness: problem.fixed.lateness + sum(placed.map(({ job, option }) => job.weight * option.lateness)),
    greatest: Math.max(problem.fixed.greatest, ...placed.map(({ option }) => option.lateness)),
    moves: placed.filter(({ moves }) => moves).length,
    load: sum(problem.weeks.map(({ load }, w) => (load + inWeek(w)) ** 2)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** All that is possible, one by one. */
export function* allAssignments(problem: AssignmentProblem): Iterable<Assignment> {
  const { jobs, slots, tranches } = problem;
  const assignment: (number | null)[] = jobs.map(() => null);
  const left = slots.map(({ room }) => room);
  const inTranche = tranches.map(() => new Map<string, number>());
  function* from(j: number): Iterable<Assignment> {
    const job = jobs[j];
    if (job === undefined) {
      yield [...assignment];
      return;
    }
    if (job.stay === null) yield* from(j + 1);
    for (const [k, { slot }] of job.options.entries()) {
      const tranche = slots[slot]?.tranche ?? -1;
      const room = tranches[tranche];
      const there = inTranche[tranche];
      if (room === undefined || there === undefined || (left[slot] ?? 0) === 0) continue;
      const counts = !room.members.includes(job.organisation);
      const before = there.get(job.organisation) ?? 0;
      if (counts && before === 0 && there.size >= room.room) continue;
      left[slot] = (left[slot] ?? 0) - 1;
      if (counts) there.set(job.organisation, before + 1);
      assignment[j] = k;
      yield* from(j + 1);
      assignment[j] = null;
      if (counts && before === 0) there.delete(job.organisation);
      else if (counts) there.set(job.organisation, before);
      left[slot] = (left[slot] ?? 0) + 1;
    }
  }
  yield* from(0);
}

const order = ['unplaced', 'lateness', 'greatest', 'moves', 'load'] as const;

export function isBetter(a: Measures, b: Measures): boolean {
  const differing = order.find((name) => a[name] !== b[name]);
  return differing !== undefined && a[differing] < b[differing];
}

export function bestByBruteForce(problem: AssignmentProblem): Measures {
  let best: Measures | null = null;
  for (const assignment of allAssignments(problem)) {
    const measures = recount(problem, assignment);
    if (best === null || isBetter(measures, best)) best = measures;
  }
  if (best === null) throw new Error('Nobody anywhere is always possible');
  return best;
}
