import { measureNames, type MeasureName } from './measures.ts';
import { networkOf, type Network } from './network.ts';
import type { Assignment, AssignmentProblem } from './problem.ts';
import { Relaxation } from './relaxation.ts';
import { solveStage, type StageResult } from './solve-stage.ts';
import { OutOfTime, type Solver } from './solver.ts';
import { tolerance, type Chosen, type Frame, type Objective } from './stage.ts';

/** What an optimisation ends with. Nothing of it is trusted before `check.ts` has been over it. */
export interface Optimum {
  readonly assignment: Assignment;
  readonly proofs: Readonly<Record<MeasureName, Proof>>;
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
  const search = new Search(network, arcsOf(network, start), solver);
  try {
    const proofs = measureNames.map((measure): [MeasureName, Proof] => {
      progress(measure);
      return [measure, search.improve(measure)];
    });
    return {
      assignment: assignmentOf(network, search.chosen),
      proofs: Object.fromEntries(proofs) as Optimum['proofs'], // one for each name
    };
  } finally {
    search.dispose();
  }
}

/** Goes from measure to measure; what one has settled, limits the next. */
class Search {
  readonly #network: Network;
  readonly #solver: Solver;
  chosen: Chosen;
  #frame: Frame;
  /** Of the frame, and of objectives that do or do not level the load. */
  #relaxation: { readonly of: Frame; readonly levelsLoad: boolean; readonly it: Relaxation } | null = null;
  readonly #isScarce: Uint8Array;
  #isProven = true;
  #isByBound = true;
  #isOver = false;

  constructor(network: Network, start: Chosen, solver: Solver) {
    this.#network = network;
    this.#solver = solver;
    this.chosen = start;
    this.#frame = {
      network,
      allowed: new Uint8Array(network.jobOf.length).fill(1),
      mayLack: true,
      budgets: [],
      isFull: new Uint8Array(network.slotRoom.length),
    };
    this.#isScarce = new Uint8Array(network.trancheRoom.length);
  }

  improve(measure: MeasureName): Proof {
    // What was not settled can't be kept: so nothing is improved after it.
    if (this.#isOver) return unproven;
    try {
      const bound = this.#improve(measure);
      return { bound, isProven: this.#isProven, isByBound: this.#isByBound };
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
        return this.#minimise(this.#network.cost);
      case 'greatest':
        return this.#spare();
      case 'moves':
        return this.#minimise(this.#network.isMove);
      case 'load':
        return this.#level();
    }
  }

  #level(): number {
    // Solvers don't take a program of nobody.
    if (this.chosen.length === 0) return this.#network.weekLoad.reduce((sum, load) => sum + load * load, 0);
    return this.#proven(this.#solve({ levelsLoad: true }));
  }

  #place(): number {
    if (this.chosen.every((arc) => arc >= 0)) {
      this.#frame = { ...this.#frame, mayLack: false };
      return 0;
    }
    const solved = this.#solve({ unplacedCost: 1 });
    const mayLack = solved.value > 0;
    const budget = { weights: this.#noCost(), unplacedWeight: 1, limit: solved.value };
    this.#frame = { ...this.#frame, mayLack, budgets: mayLack ? [budget] : [] };
    return this.#proven(solved);
  }

  #minimise(cost: Float64Array): number {
    const least = this.chosen.reduce((sum, arc) => sum + (arc < 0 ? 0 : (cost[arc] ?? 0)), 0);
    // Nothing costs less than nothing.
    if (least === 0) {
      this.#allow((arc) => (cost[arc] ?? 0) === 0);
      return 0;
    }
    const solved = this.#solve({ cost });
    this.#settle(solved, cost);
    return this.#proven(solved);
  }

  /**
   * The least greatest uitloop: by halving the days in between, where a cost says how many have more than so many.
   * A first look, by the square of what is over the least possible, comes close by itself.
   */
  #spare(): number {
    const { lateness } = this.#network;
    let low = this.#leastPossible();
    if (low < this.#greatest()) this.#look(lateness.map((days) => Math.max(0, days - low) ** 2));
    let isFirst = true;
    while (low < this.#greatest()) {
      const high = this.#greatest();
      const middle = isFirst ? high - 1 : Math.floor((low + high) / 2);
      isFirst = false;
      const before = this.chosen;
      const over = lateness.map((days) => (days > middle ? 1 : 0));
      const { value, isProven } = this.#solve({ cost: over, enough: 0 });
      if (value === 0) continue;
      this.chosen = before;
      if (!isProven) break; // stopped: neither found nor ruled out
      low = middle + 1;
    }
    const greatest = this.#greatest();
    this.#allow((arc) => (lateness[arc] ?? 0) <= greatest);
    return low;
  }

  /** Something good by this cost, where it has no greater uitloop than what is known. */
  #look(cost: Float64Array): void {
    const before = this.chosen;
    const greatest = this.#greatest();
    this.#solve({ cost, isRough: true });
    if (this.#greatest() > greatest) this.chosen = before;
  }

  #greatest(): number {
    const { lateness } = this.#network;
    return this.chosen.reduce((days, arc) => Math.max(days, arc < 0 ? 0 : (lateness[arc] ?? 0)), 0);
  }

  /** The greatest of what each job can have at least. */
  #leastPossible(): number {
    const { lateness, jobOf, jobCount } = this.#network;
    const least = new Float64Array(jobCount).fill(Number.POSITIVE_INFINITY);
    for (const [arc, job] of jobOf.entries()) {
      if (this.#frame.allowed[arc] === 1) least[job] = Math.min(least[job] ?? 0, lateness[arc] ?? 0);
    }
    return this.#frame.mayLack ? 0 : least.reduce((a, b) => Math.max(a, b), 0);
  }

  #noCost(): Float64Array {
    return new Float64Array(this.#frame.allowed.length);
  }

  #solve({
    cost = this.#noCost(),
    unplacedCost = 0,
    levelsLoad = false,
    enough = null,
    isRough = false,
  }: Partial<Objective>): StageResult {
    const objective: Objective = { cost, unplacedCost, levelsLoad, enough, isRough };
    const solved = solveStage(
      { ...this.#frame, ...objective },
      this.chosen,
      this.#relaxationFor(objective),
      this.#solver,
    );
    this.chosen = solved.chosen;
    if (!isRough) {
      this.#isProven &&= solved.isProven;
      this.#isByBound &&= solved.isByBound;
    }
    return solved;
  }

  /**
   * From here on only what costs no more. At prices by which the relaxation is exact (and not for its being rounded
   * up), that is who fills every slot with a price, with arcs that reach the bound; only where a tranche or a budget
   * has a price, it is to be counted as well.
   */
  #settle({ boundWith, value, relaxed, isProven, prices }: StageResult, weights: Float64Array): void {
    if (isProven) this.#allow((arc) => (boundWith[arc] ?? 0) <= value + tolerance);
    const isExact = value <= relaxed + tolerance && !this.#frame.mayLack;
    if (isExact) {
      const isFull = this.#frame.isFull.map((is, slot) => ((prices.slots[slot] ?? 0) < -tolerance ? 1 : is));
      this.#frame = { ...this.#frame, isFull };
    }
    const isFree = (price: number) => price >= -tolerance;
    if (isExact && prices.tranches.every(isFree) && prices.budgets.every(isFree)) return;
    const budgets = [...this.#frame.budgets, { weights, unplacedWeight: 0, limit: value }];
    this.#frame = { ...this.#frame, budgets };
  }

  #allow(isAllowed: (arc: number) => boolean): void {
    const allowed = this.#frame.allowed.map((is, arc) => (isAllowed(arc) ? is : 0));
    this.#frame = { ...this.#frame, allowed };
  }

  #relaxationFor({ levelsLoad }: Objective): Relaxation {
    const known = this.#relaxation;
    if (known?.of === this.#frame && known.levelsLoad === levelsLoad) return known.it;
    this.dispose();
    const it = new Relaxation(this.#frame, this.#isScarce, this.#solver);
    this.#relaxation = { of: this.#frame, levelsLoad, it };
    return it;
  }

  dispose(): void {
    this.#relaxation?.it.dispose();
    this.#relaxation = null;
  }

  #proven({ bound, value, isProven }: StageResult): number {
    return isProven ? value : bound;
  }
}

const unproven: Proof = { bound: null, isProven: false, isByBound: false };

function arcsOf({ firstArc }: Network, assignment: Assignment): Chosen {
  return Int32Array.from(assignment, (option, job) => (option === null ? -1 : (firstArc[job] ?? 0) + option));
}

function assignmentOf({ firstArc }: Network, chosen: Chosen): Assignment {
  return Array.from(chosen, (arc, job) => (arc < 0 ? null : arc - (firstArc[job] ?? 0)));
}
