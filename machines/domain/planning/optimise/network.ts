import type { AssignmentProblem } from './problem.ts';
import { isMove } from './measures.ts';

/**
 * The problem in flat arrays, for the loops that go over every possible place: an arc is one option of one job.
 */
export interface Network {
  readonly jobCount: number;
  /** By job: 1 when it has a place that it can keep; then it is never left without one. */
  readonly isHome: Uint8Array;
  /** The arcs of job j: from `firstArc[j]` up to `firstArc[j + 1]`. */
  readonly firstArc: Int32Array;
  readonly jobOf: Int32Array;
  readonly slotOf: Int32Array;
  readonly trancheOf: Int32Array;
  readonly weekOf: Int32Array;
  /** Days. */
  readonly lateness: Float64Array;
  /** Weighted. */
  readonly cost: Float64Array;
  /** 1 for a move. */
  readonly isMove: Float64Array;
  readonly slotRoom: Int32Array;
  readonly trancheRoom: Int32Array;
  /** The jobs of each organisation: one or two. */
  readonly organisations: readonly (readonly number[])[];
  readonly organisationOf: Int32Array;
  /** By organisation and tranche (`o * trancheCount + t`): 1 when its place takes room in the tranche. */
  readonly takesRoom: Uint8Array;
  readonly weekLoad: Int32Array;
  /** Chain tests that can be added to a week. */
  readonly weekRoom: Int32Array;
}

export function networkOf(problem: AssignmentProblem): Network {
  const { jobs, slots, tranches, weeks } = problem;
  const arcCount = jobs.reduce((sum, { options }) => sum + options.length, 0);
  const firstArc = new Int32Array(jobs.length + 1);
  const jobOf = new Int32Array(arcCount);
  const slotOf = new Int32Array(arcCount);
  const trancheOf = new Int32Array(arcCount);
  const weekOf = new Int32Array(arcCount);
  const lateness = new Float64Array(arcCount);
  const cost = new Float64Array(arcCount);
  const moves = new Float64Array(arcCount);
  const ids = new Map<string, number>();
  const organisations: number[][] = [];
  const organisationOf = new Int32Array(jobs.length);
  let arc = 0;
  for (const [j, job] of jobs.entries()) {
    const organisation = ids.get(job.organisation) ?? ids.size;
    ids.set(job.organisation, organisation);
    (organisations[organisation] ??= []).push(j);
    organisationOf[j] = organisation;
    firstArc[j] = arc;
    for (const [k, option] of job.options.entries()) {
      const slot = slots[option.slot];
      if (slot === undefined) throw new Error(`No slot ${option.slot}`);
      jobOf[arc] = j;
      slotOf[arc] = option.slot;
      trancheOf[arc] = slot.tranche;
      weekOf[arc] = slot.week;
      lateness[arc] = option.lateness;
      cost[arc] = job.weight * option.lateness;
      moves[arc] = isMove(job, k) ? 1 : 0;
      arc++;
    }
  }
  firstArc[jobs.length] = arc;
  const takesRoom = new Uint8Array(organisations.length * tranches.length).fill(1);
  for (const [t, { members }] of tranches.entries()) {
    for (const member of members) {
      const organisation = ids.get(member);
      if (organisation !== undefined) takesRoom[organisation * tranches.length + t] = 0;
    }
  }
  return {
    jobCount: jobs.length,
    isHome: Uint8Array.from(jobs, ({ stay }) => (stay === null ? 0 : 1)),
    firstArc,
    jobOf,
    slotOf,
    trancheOf,
    weekOf,
    lateness,
    cost,
    isMove: moves,
    slotRoom: Int32Array.from(slots, ({ room }) => room),
    trancheRoom: Int32Array.from(tranches, ({ room }) => room),
    organisations,
    organisationOf,
    takesRoom,
    weekLoad: Int32Array.from(weeks, ({ load }) => load),
    weekRoom: Int32Array.from(weeks, (_, w) =>
      Math.min(
        jobs.length,
        slots.reduce((sum, { week, room }) => (week === w ? sum + room : sum), 0),
      ),
    ),
  };
}
