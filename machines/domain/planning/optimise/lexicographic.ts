import { certificateOf, type Certificate } from './certificate.ts';
import { measureNames, type MeasureName } from './measures.ts';
import { networkOf, type Network } from './network.ts';
import type { Assignment, AssignmentProblem } from './problem.ts';
import { Settling } from './settling.ts';
import type { StageResult } from './solve-stage.ts';
import { OutOfTime, type Solver } from './solver.ts';
import type { Chosen } from './stage.ts';

/** What an optimisation ends with. Nothing of it is trusted before `check.ts` has been over it. */
export interface Optimum {
  readonly assignment: Assignment;
  readonly proofs: Readonly<Record<MeasureName, Proof>>;
  /** By which anybody can work out the bound of the uitloop again; null when it needs none, or has none. */
  readonly certificate: Certificate | null;
}

export interface Proof {
  /** Nothing is better than this, those before it being equal; null when time was up before one was found. */
  readonly bound: number | null;
  readonly isProven: boolean;
  /** The bound alone proves it; else it takes the solver's word that it went through all that could be better. */
  readonly isByBound: boolean;
}

/**
 * The best assignment, by each measure in turn: what an earlier one has reached is kept. Starts from one that is
 * possible, and is never worse than that. When time is up, the best so far, with what is proven of it.
 */
export function optimum(
  problem: AssignmentProblem,
  start: Assignment,
  solver: Solver,
  progress: (measure: MeasureName) => void = () => {},
): Optimum {
  const network = networkOf(problem);
  const settling = new Settling(network, arcsOf(network, start), solver);
  const search = new Search(settling);
  try {
    const proofs = measureNames.map((measure): [MeasureName, Proof] => {
      progress(measure);
      return [measure, withFixed(problem, measure, search.improve(measure))];
    });
    return {
      assignment: assignmentOf(network, settling.chosen),
      proofs: Object.fromEntries(proofs) as Optimum['proofs'], // one for each name
      certificate: search.certificate,
    };
  } finally {
    settling.dispose();
  }
}

/** Who is fixed counts along. */
function withFixed({ fixed }: AssignmentProblem, measure: MeasureName, proof: Proof): Proof {
  if (proof.bound === null) return proof;
  if (measure === 'lateness') return { ...proof, bound: proof.bound + fixed.lateness };
  if (measure === 'greatest') return { ...proof, bound: Math.max(proof.bound, fixed.greatest) };
  return proof;
}

/** Goes from measure to measure. */
class Search {
  readonly #at: Settling;
  #isOver = false;
  certificate: Certificate | null = null;

  constructor(at: Settling) {
    this.#at = at;
  }

  improve(measure: MeasureName): Proof {
    // What was not settled can't be kept: so nothing is improved after it.
    if (this.#isOver) return unproven;
    try {
      const bound = this.#improve(measure);
      return { bound, isProven: this.#at.isProven, isByBound: this.#at.isByBound };
    } catch (error) {
      if (!(error instanceof OutOfTime)) throw error;
      this.#isOver = true;
      return unproven;
    }
  }

  #improve(measure: MeasureName): number {
    switch (measure) {
      case 'unplaced':
        return this.#place();
      case 'lateness':
        return this.#hurry();
      case 'greatest':
        return this.#spare();
      case 'moves':
        return this.#minimise(this.#at.network.isMove);
      case 'load':
        return this.#level();
    }
  }

  #level(): number {
    // Solvers don't take a program of nobody.
    if (this.#at.chosen.length === 0)
      return this.#at.network.weekLoad.reduce((sum, load) => sum + load * load, 0);
    return proven(this.#at.solve({ levelsLoad: true }));
  }

  #place(): number {
    if (this.#at.chosen.every((arc) => arc >= 0)) {
      this.#at.limitLacking(0);
      return 0;
    }
    const solved = this.#at.solve({ unplacedCost: 1 });
    this.#at.limitLacking(solved.value);
    return proven(solved);
  }

  #hurry(): number {
    const mayLack = this.#at.mayLack;
    const bound = this.#minimise(this.#at.network.cost, ({ prices }) => {
      this.certificate = certificateOf(prices, mayLack);
    });
    return bound;
  }

  #minimise(cost: Float64Array, seen: (solved: StageResult) => void = () => {}): number {
    const least = this.#at.chosen.reduce((sum, arc) => sum + (arc < 0 ? 0 : (cost[arc] ?? 0)), 0);
    // Nothing costs less than nothing.
    if (least === 0) {
      this.#at.allow((arc) => (cost[arc] ?? 0) === 0);
      return 0;
    }
    const solved = this.#at.solve({ cost });
    seen(solved);
    this.#at.settle(solved, cost);
    return proven(solved);
  }

  /**
   * The least greatest uitloop: by halving the days in between, where a cost says how many have more than so many.
   * A first look, by the square of what is over the least possible, comes close by itself.
   */
  #spare(): number {
    const { lateness } = this.#at.network;
    let low = this.#leastPossible();
    if (low < this.#greatest()) this.#look(lateness.map((days) => Math.max(0, days - low) ** 2));
    let isFirst = true;
    while (low < this.#greatest()) {
      const high = this.#greatest();
      const middle = isFirst ? high - 1 : Math.floor((low + high) / 2);
      isFirst = false;
      const before = this.#at.chosen;
      const over = lateness.map((days) => (days > middle ? 1 : 0));
      const { value, isProven } = this.#at.solve({ cost: over, enough: 0 });
      if (value === 0) continue;
      this.#at.chosen = before;
      if (!isProven) break; // stopped: neither found nor ruled out
      low = middle + 1;
    }
    const greatest = this.#greatest();
    this.#at.allow((arc) => (lateness[arc] ?? 0) <= greatest);
    return low;
  }

  /** Something good by this cost, where it has no greater uitloop than what is known. */
  #look(cost: Float64Array): void {
    const before = this.#at.chosen;
    const greatest = this.#greatest();
    this.#at.solve({ cost, isRough: true });
    if (this.#greatest() > greatest) this.#at.chosen = before;
  }

  #greatest(): number {
    const { lateness } = this.#at.network;
    return this.#at.chosen.reduce((days, arc) => Math.max(days, arc < 0 ? 0 : (lateness[arc] ?? 0)), 0);
  }

  /** The greatest of what each job can have at least. */
  #leastPossible(): number {
    const { lateness, jobOf, jobCount } = this.#at.network;
    const least = new Float64Array(jobCount).fill(Number.POSITIVE_INFINITY);
    for (const [arc, job] of jobOf.entries()) {
      if (this.#at.allowed[arc] === 1) least[job] = Math.min(least[job] ?? 0, lateness[arc] ?? 0);
    }
    return this.#at.mayLack ? 0 : least.reduce((a, b) => Math.max(a, b), 0);
  }
}

const unproven: Proof = { bound: null, isProven: false, isByBound: false };

function proven({ bound, value, isProven }: StageResult): number {
  return isProven ? value : bound;
}

function arcsOf({ firstArc }: Network, assignment: Assignment): Chosen {
  return Int32Array.from(assignment, (option, job) => (option === null ? -1 : (firstArc[job] ?? 0) + option));
}

function assignmentOf({ firstArc }: Network, chosen: Chosen): Assignment {
  return Array.from(chosen, (arc, job) => (arc < 0 ? null : arc - (firstArc[job] ?? 0)));
}
