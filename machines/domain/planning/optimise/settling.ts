import type { Network } from './network.ts';
import { Relaxation } from './relaxation.ts';
import { solveStage, type StageResult } from './solve-stage.ts';
import type { Solver } from './solver.ts';
import { tolerance, type Chosen, type Frame, type Objective } from './stage.ts';

/** The best so far, and what is settled of it: each objective that is solved can narrow what the next may choose from. */
export class Settling {
  readonly network: Network;
  readonly #solver: Solver;
  chosen: Chosen;
  #frame: Frame;
  /** Of the frame, and of objectives that do or do not level the load. */
  #relaxation: { readonly of: Frame; readonly levelsLoad: boolean; readonly it: Relaxation } | null = null;
  /** By tranche: 1 when its room turned out to matter. */
  readonly #isScarce: Uint8Array;
  #isProven = true;
  #isByBound = true;

  constructor(network: Network, start: Chosen, solver: Solver) {
    this.network = network;
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

  /** All that was solved so far, and not roughly, is the least there is. */
  get isProven(): boolean {
    return this.#isProven;
  }

  /** By the bound alone. */
  get isByBound(): boolean {
    return this.#isByBound;
  }

  get allowed(): Uint8Array {
    return this.#frame.allowed;
  }

  get mayLack(): boolean {
    return this.#frame.mayLack;
  }

  /** From here on no more jobs than this go without a place. */
  limitLacking(limit: number): void {
    const budget = { weights: this.#noCost(), unplacedWeight: 1, limit };
    this.#frame = { ...this.#frame, mayLack: limit > 0, budgets: limit > 0 ? [budget] : [] };
  }

  allow(isAllowed: (arc: number) => boolean): void {
    const allowed = this.#frame.allowed.map((is, arc) => (isAllowed(arc) ? is : 0));
    this.#frame = { ...this.#frame, allowed };
  }

  #noCost(): Float64Array {
    return new Float64Array(this.#frame.allowed.length);
  }

  solve({
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
  settle({ boundWith, value, relaxed, isProven, prices }: StageResult, weights: Float64Array): void {
    if (isProven) this.allow((arc) => (boundWith[arc] ?? 0) <= value + tolerance);
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
}
