import type { Prices } from './lagrangian.ts';
import { Master } from './master.ts';
import { readValues, type Reading } from './reading.ts';
import { isPossible } from './possible.ts';
import type { Relaxation } from './relaxation.ts';
import { SolverFailure, type Solver } from './solver.ts';
import { tolerance, valueOf, type Chosen, type Stage } from './stage.ts';

export interface StageResult {
  readonly chosen: Chosen;
  readonly value: number;
  /** Nothing is better than this, by the Lagrangian bound at `prices`. */
  readonly bound: number;
  /** The same before it was rounded up to what is possible with whole costs. */
  readonly relaxed: number;
  /** The value is the least there is: by the bound, or because the solver has gone through all that could be better. */
  readonly isProven: boolean;
  /** By the bound alone, whatever the solver said. */
  readonly isByBound: boolean;
  /** By arc: at best this, when it is chosen. */
  readonly boundWith: Float64Array;
  readonly prices: Prices;
}

interface Found {
  readonly chosen: Chosen;
  readonly value: number;
}

/**
 * The best assignment of a stage, no worse than `start`, which must be possible. First the linear relaxation; then,
 * if its values are not whole, a search over the arcs that reach its bound: for the jobs that are not whole alone,
 * for all; and, if none reaches it, over every arc that could still be part of something better.
 */
export function solveStage(stage: Stage, start: Chosen, relaxation: Relaxation, solver: Solver): StageResult {
  const { relaxed, prices, reading, has } = relaxation.solve(stage, start);
  if (!Number.isFinite(relaxed.bound)) throw new SolverFailure('Its prices are no numbers.');
  const bound = Math.ceil(relaxed.bound - tolerance);
  let best: Found = { chosen: start, value: valueOf(stage, start) };
  const take = (found: Found | null): boolean => {
    if (found !== null && found.value < best.value) best = found;
    return best.value <= bound;
  };
  const result = (isProven: boolean, isByBound = isProven): StageResult => ({
    ...best,
    bound,
    relaxed: relaxed.bound,
    isProven,
    isByBound,
    boundWith: relaxed.boundWith,
    prices,
  });
  if (stage.enough !== null && bound > stage.enough) return result(true);
  const { chosen, split } = reading;
  if (take(split.size === 0 ? foundBy(stage, chosen) : null)) return result(true);
  const marks = (limit: number, among: (arc: number) => boolean) =>
    Uint8Array.from(relaxed.boundWith, (least, arc) => (least <= limit + tolerance && among(arc) ? 1 : 0));
  for (const isFree of neighbourhoods(stage, reading)) {
    const nearby = marks(bound, (arc) => {
      const job = stage.network.jobOf[arc] ?? 0;
      return isFree[job] === 1 || chosen[job] === arc;
    });
    if (take(searchWith(stage, nearby, null, solver))) return result(true);
  }
  if (stage.isRough) return result(false);
  const known = marks(bound, (arc) => has[arc] === 1);
  if (take(searchWith(stage, known, best.chosen, solver))) return result(true);
  // All costs are whole, so that anything better is better by 1.
  const possible = marks(best.value - 1, () => true);
  const searched = searchWith(stage, possible, best.chosen, solver);
  take(searched);
  return result(searched?.isProven ?? false, false);
}

function foundBy(stage: Stage, chosen: Chosen): Found {
  if (!isPossible(stage, chosen)) throw new SolverFailure('What it found is not possible.');
  return { chosen, value: valueOf(stage, chosen) };
}

/** Jobs that may change, the fewest first: those that are not whole; and those in the same tranches. Always whole organisations. */
function neighbourhoods(
  { network }: Stage,
  { chosen, split, splitTranches }: Reading,
): readonly Uint8Array[] {
  const isInTranche = (job: number) => splitTranches.has(network.trancheOf[chosen[job] ?? -1] ?? -1);
  return [(job: number) => split.has(job), (job: number) => split.has(job) || isInTranche(job)].map(
    (isFree) => {
      const free = new Uint8Array(network.jobCount);
      for (const jobs of network.organisations) {
        if (jobs.some(isFree)) for (const job of jobs) free[job] = 1;
      }
      return free;
    },
  );
}

/** The best with these arcs, and those of `start`; null when there is none. */
function searchWith(
  stage: Stage,
  candidates: Uint8Array,
  start: Chosen | null,
  solver: Solver,
): (Found & { readonly isProven: boolean }) | null {
  const master = new Master(stage, allScarce(stage));
  if (start !== null) master.add(start.filter((arc) => arc >= 0));
  master.add(indicesOf(candidates));
  const solved = solver.integer({
    rows: master.rows,
    columns: master.columns,
    start: start === null ? null : master.valuesOf(start),
  });
  if (solved.status === 'infeasible' && start !== null) {
    throw new SolverFailure('It ruled out what is possible.');
  }
  if (solved.status === 'infeasible' || solved.values === null) return null;
  const { chosen, split } = readValues(stage.network, master.arcs, solved.values);
  if (split.size > 0) throw new SolverFailure('Values that should be whole are not.');
  return { ...foundBy(stage, chosen), isProven: solved.status === 'optimal' };
}

function* indicesOf(marks: Uint8Array): Iterable<number> {
  for (const [index, mark] of marks.entries()) if (mark === 1) yield index;
}

function allScarce({ network }: Stage): Uint8Array {
  return new Uint8Array(network.trancheRoom.length).fill(1);
}
