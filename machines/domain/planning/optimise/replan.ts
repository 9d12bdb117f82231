import type { Instant } from '../../amsterdam.ts';
import { grouped } from '../../grouped.ts';
import { displacementOf } from '../displacement.ts';
import { displayName } from '../organisation-names.ts';
import { gainOf } from '../proposals/movable.ts';
import { isWorthwhile } from '../proposals/choose.ts';
import { isKeptUnasked, isLive, isOf, locatedMoves, type Placing } from '../proposals/proposal.ts';
import { chainsOf } from '../proposals/together.ts';
import { isPlaced, type PlanningState, type ReservationKey } from '../state.ts';
import { optimum, type Optimum } from './lexicographic.ts';
import { compareMeasures, isMove, measuresOf, type MeasureName, type Measures } from './measures.ts';
import { problemOf } from './problem-of.ts';
import { optionOf, presentAssignment, type Assignment, type AssignmentProblem } from './problem.ts';
import type { Supposal } from './question.ts';
import { reasonsOf } from './reasons.ts';
import { assignByRule } from './rules.ts';
import { shortagesOf, type Shortage } from './shortage.ts';
import type { Solver } from './solver.ts';
import { isNewcomer } from './suppose.ts';

/** A whole planning anew: what could be moved, and what that brings. Plain JSON. */
export interface Replanning {
  /** As everything is now. */
  readonly today: Measures;
  /** As it would be without any move; the same as `today` when nothing was supposed. */
  readonly without: Measures;
  /** When who has no place gets one of those that are left, and nobody else moves. */
  readonly unmoved: Measures;
  /** After the moves. */
  readonly after: Measures;
  readonly moves: readonly SuggestedMove[];
  /** Moves that were left out: together too little gained. */
  readonly leftOut: number;
  /** Who has no room any more by what was supposed. */
  readonly hit: readonly Hit[];
  /** Why there are functions without a place, whatever is moved. */
  readonly shortages: readonly Shortage[];
  /** Of the best that there is, before moves were left out. */
  readonly best: Measures;
  readonly proofs: Optimum['proofs'];
  readonly certificate: Optimum['certificate'];
}

export interface SuggestedMove extends Placing {
  readonly name: string;
  /** Days of uitloop less than now; null for who has no place yet. */
  readonly gain: number | null;
  readonly lateness: number;
  /** Dutch sentence. */
  readonly why: string;
  /** Moves with the same number need each other. */
  readonly chain: number;
}

export interface Hit extends ReservationKey {
  readonly name: string;
  /** Null: a first place was kept for it. */
  readonly from: string | null;
  /** Dutch sentence. */
  readonly reason: string;
}

/**
 * The best planning of `state`. With a supposal, `state` is what was supposed of `today`, and only moves that have to
 * do with it are told.
 */
export function replan(
  today: PlanningState,
  state: PlanningState,
  supposal: Supposal | null,
  now: Instant,
  solver: Solver,
  progress: (measure: MeasureName) => void = () => {},
): Replanning {
  const problem = problemOf(state, now);
  const before = supposal === null ? problem : problemOf(today, now);
  const present = presentAssignment(problem);
  const start = startFor(problem);
  const best = optimum(problem, start, solver, progress);
  const all = placingsOf(problem, best.assignment);
  // Places that are kept for others can make two moves need each other.
  const others = locatedMoves(state)
    .filter((one) => isLive(one) || (isKeptUnasked(one) && ![...all.keys()].some((move) => isOf(move)(one))))
    .map(({ move }): Placing => move);
  const chains = chainsOf(state, [...others, ...all.keys()]);
  const hit = supposal === null ? [] : hitBy(before, problem, state);
  const kept = [...grouped([...all.keys()], (placing) => chains.get(placing)).values()].filter((chain) =>
    supposal === null ? isWorthwhile(state, chain) : isConcerned(hit, chain),
  );
  const keptJobs = new Set(kept.flat().map((placing) => all.get(placing)));
  const assignment = best.assignment.map((chosen, j) => (keptJobs.has(j) ? chosen : (present[j] ?? null)));
  const moves = kept.flatMap((chain, i) => {
    const reasons = reasonsOf(state, chain);
    return chain.map((placing, at): SuggestedMove => {
      const j = all.get(placing) ?? -1;
      const job = problem.jobs[j];
      const lateness = job === undefined ? 0 : (optionOf(job, best.assignment[j])?.lateness ?? 0);
      const name = displayName(state, placing.organisation);
      return {
        ...placing,
        name,
        gain: gainOf(state, placing),
        lateness,
        why: reasons[at] ?? '',
        chain: i + 1,
      };
    });
  });
  return {
    today: measuresOf(before, presentAssignment(before)),
    without: measuresOf(problem, present),
    unmoved: measuresOf(problem, start),
    after: measuresOf(problem, assignment),
    moves,
    leftOut: all.size - moves.length,
    hit,
    shortages: shortagesOf(problem, best.assignment, (id) => displayName(state, id)),
    best: measuresOf(problem, best.assignment),
    proofs: best.proofs,
    certificate: best.certificate,
  };
}

/** Who stays, stays; who waits gets a place by rule, by the better one. */
function startFor(problem: AssignmentProblem): Assignment {
  const candidates = [assignByRule(problem, 'firstCome'), assignByRule(problem, 'earliestDue')];
  return candidates.reduce((a, b) =>
    compareMeasures(measuresOf(problem, a), measuresOf(problem, b)) <= 0 ? a : b,
  );
}

/** With the number of the job of each. */
function placingsOf(problem: AssignmentProblem, assignment: Assignment): ReadonlyMap<Placing, number> {
  const placings = new Map<Placing, number>();
  for (const [j, job] of problem.jobs.entries()) {
    const chosen = assignment[j] ?? null;
    const slot = problem.slots[optionOf(job, chosen)?.slot ?? -1];
    if (slot === undefined || (job.from !== null && !isMove(job, chosen))) continue;
    const { organisation, function: fn, from } = job;
    placings.set({ organisation, function: fn, from, to: slot.id }, j);
  }
  return placings;
}

/** By what was supposed: who came, or lost a place. */
function isConcerned(hit: readonly Hit[], chain: readonly Placing[]): boolean {
  return chain.some((placing) => isNewcomer(placing.organisation) || hit.some((one) => isSame(one, placing)));
}

/** Who has a place, or one that is kept for it, and would have none. */
function hitBy(before: AssignmentProblem, after: AssignmentProblem, state: PlanningState): readonly Hit[] {
  const homeless = ({ jobs }: AssignmentProblem) => jobs.filter(({ stay }) => stay === null);
  const already = homeless(before);
  return homeless(after).flatMap((job): Hit[] => {
    const { organisation, function: fn, from } = job;
    if (isNewcomer(organisation) || already.some((one) => isSame(one, job))) return [];
    const reservation = state.organisations[organisation]?.reservations[fn];
    const displacement = isPlaced(reservation) ? displacementOf(state, fn, reservation) : null;
    const reason = displacement ?? 'De plaats die werd vastgehouden, vervalt.';
    return [{ organisation, function: fn, name: displayName(state, organisation), from, reason }];
  });
}

function isSame(a: ReservationKey, b: ReservationKey): boolean {
  return a.organisation === b.organisation && a.function === b.function;
}
