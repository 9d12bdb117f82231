import type { Instant } from '../../amsterdam.ts';
import { grouped } from '../../grouped.ts';
import { displacementOf, placedReservations, slotById } from '../displacement.ts';
import { displayName } from '../organisation-names.ts';
import { gainOf, isDisplaced } from '../proposals/movable.ts';
import { isWorthwhile } from '../proposals/choose.ts';
import { isKeptUnasked, isLive, isOf, locatedMoves, type Placing } from '../proposals/proposal.ts';
import { chainsOf } from '../proposals/together.ts';
import type { PlanningState, ReservationKey } from '../state.ts';
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
  readonly from: string;
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
  const present = presentAssignment(problem);
  const start = startFor(problem);
  const best = optimum(problem, start, solver, progress);
  const all = placingsOf(problem, best.assignment);
  // Places that are kept for others can make two moves need each other.
  const others = locatedMoves(state)
    .filter((one) => isLive(one) || (isKeptUnasked(one) && ![...all.keys()].some((move) => isOf(move)(one))))
    .map(({ move }): Placing => move);
  const chains = chainsOf(state, [...others, ...all.keys()]);
  const kept = [...grouped([...all.keys()], (placing) => chains.get(placing)).values()].filter((chain) =>
    supposal === null ? isWorthwhile(state, chain) : isConcerned(state, chain),
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
    today: presentMeasures(today, now),
    without: measuresOf(problem, present),
    unmoved: measuresOf(problem, start),
    after: measuresOf(problem, assignment),
    moves,
    leftOut: all.size - moves.length,
    hit: supposal === null ? [] : hitBy(today, state, now),
    shortages: shortagesOf(problem, best.assignment, (id) => displayName(state, id)),
    best: measuresOf(problem, best.assignment),
    proofs: best.proofs,
  };
}

/** Who stays, stays; who waits gets a place by rule, by the better one. */
function startFor(problem: AssignmentProblem): Assignment {
  const candidates = [assignByRule(problem, 'firstCome'), assignByRule(problem, 'earliestDue')];
  return candidates.reduce((a, b) =>
    compareMeasures(measuresOf(problem, a), measuresOf(problem, b)) <= 0 ? a : b,
  );
}

function presentMeasures(state: PlanningState, now: Instant): Measures {
  const problem = problemOf(state, now);
  return measuresOf(problem, presentAssignment(problem));
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

function isConcerned(state: PlanningState, chain: readonly Placing[]): boolean {
  return chain.some(
    (placing) => placing.from === null || isNewcomer(placing.organisation) || isDisplaced(state, placing),
  );
}

function hitBy(today: PlanningState, state: PlanningState, now: Instant): readonly Hit[] {
  return placedReservations(state).flatMap(({ key, reservation }) => {
    const reason = displacementOf(state, key.function, reservation);
    if (reason === null || isDisplaced(today, key) || slotById(state, reservation.slot).begin <= now)
      return [];
    const name = displayName(state, key.organisation);
    return [{ ...key, name, from: reservation.slot, reason }];
  });
}
