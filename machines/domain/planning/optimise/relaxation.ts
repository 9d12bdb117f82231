import { relax, type Prices, type Relaxed } from './lagrangian.ts';
import { Master } from './master.ts';
import { overfullTranches, readValues, type Reading } from './reading.ts';
import type { Program, Solver } from './solver.ts';
import { tolerance, type Chosen, type Frame, type Objective, type Stage } from './stage.ts';

export interface RelaxationResult {
  readonly relaxed: Relaxed;
  /** At which the bound of `relaxed` holds. */
  readonly prices: Prices;
  readonly reading: Reading;
  /** Arcs that the linear program has. */
  readonly has: Uint8Array;
}

interface Growing {
  readonly master: Master;
  readonly program: Program;
  /** Of the master's rows and columns, how many the program has. */
  rows: number;
  columns: number;
}

/**
 * The linear relaxation of one frame, for one objective after another: with only the arcs that matter (column
 * generation: any that could lower it is added), and only the tranches that turn out to be too small. What it has,
 * and where it ended, is where the next objective begins.
 */
export class Relaxation {
  readonly #frame: Frame;
  readonly #isScarce: Uint8Array;
  readonly #solver: Solver;
  #current: Growing | null = null;

  /** `isScarce`, by tranche, grows with those that were found to be too small. */
  constructor(frame: Frame, isScarce: Uint8Array, solver: Solver) {
    this.#frame = frame;
    this.#isScarce = isScarce;
    this.#solver = solver;
  }

  /** `start` must be possible. */
  solve(objective: Objective, start: Chosen): RelaxationResult {
    const stage = { ...this.#frame, ...objective };
    const arcs = new Set([...start.filter((arc) => arc >= 0), ...cheapestArcs(stage)]);
    for (;;) {
      const { master } = this.#aimed(stage);
      master.add(arcs);
      const { values, relaxed, prices } = this.#generate(stage);
      const tooSmall = overfullTranches(stage.network, this.#isScarce, master.arcs, values);
      if (isOut(stage, relaxed) || tooSmall.length === 0) {
        return { relaxed, prices, reading: readValues(stage.network, master.arcs, values), has: master.has };
      }
      for (const tranche of tooSmall) this.#isScarce[tranche] = 1;
      for (const [column, arc] of master.arcs.entries()) {
        if (arc >= 0 && (values[column] ?? 0) > tolerance) arcs.add(arc);
      }
      this.dispose();
    }
  }

  dispose(): void {
    this.#current?.program.dispose();
    this.#current = null;
  }

  #aimed(stage: Stage): Growing {
    if (this.#current === null) {
      const master = new Master(stage, this.#isScarce);
      this.#current = {
        master,
        program: this.#solver.program(master.rows),
        rows: master.rows.length,
        columns: 0,
      };
    } else {
      const { master, program, columns } = this.#current;
      program.changeCosts(master.aim(stage).slice(0, columns));
    }
    return this.#current;
  }

  #generate(stage: Stage): Pick<RelaxationResult, 'relaxed' | 'prices'> & { readonly values: Float64Array } {
    const current = this.#current;
    if (current === null) throw new Error('There is no program yet.');
    const { master, program } = current;
    let best: Pick<RelaxationResult, 'relaxed' | 'prices'> | null = null;
    for (;;) {
      program.addRows(master.rows.slice(current.rows));
      program.addColumns(master.columns.slice(current.columns));
      current.rows = master.rows.length;
      current.columns = master.columns.length;
      const solved = program.solve();
      const prices = master.pricesFrom(solved);
      const relaxed = relax(stage, prices);
      if (best === null || relaxed.bound > best.relaxed.bound) best = { relaxed, prices };
      if (isOut(stage, relaxed) || master.add(improvingArcs(stage, relaxed, master)) === 0) {
        return { ...best, values: solved.values };
      }
    }
  }
}

function isOut({ enough }: Stage, { bound }: Relaxed): boolean {
  return enough !== null && bound > enough + tolerance;
}

/** To begin with: of every job some of the least cost, the earliest first. */
function cheapestArcs({ network, cost, allowed }: Stage): readonly number[] {
  const arcs: number[] = [];
  for (let job = 0; job < network.jobCount; job++) {
    const own: number[] = [];
    for (let arc = network.firstArc[job] ?? 0; arc < (network.firstArc[job + 1] ?? 0); arc++) {
      if (allowed[arc] === 1) own.push(arc);
    }
    own.sort((a, b) => (cost[a] ?? 0) - (cost[b] ?? 0) || a - b);
    arcs.push(...own.slice(0, firstArcs));
  }
  return arcs;
}

const firstArcs = 4;
/** Of one job in one round. */
const mostAdded = 3;

/**
 * What the relaxation lacks: the arcs by which its bound is reached, since with all of these it is at its optimum;
 * and some more that look better than what a job has.
 */
function improvingArcs({ network }: Stage, { boundWith, reachedBy }: Relaxed, master: Master): number[] {
  const arcs: number[] = [];
  for (const [job, reached] of reachedBy.entries()) {
    if (reached >= 0 && master.has[reached] === 0) arcs.push(reached);
    const from = network.firstArc[job] ?? 0;
    const until = network.firstArc[job + 1] ?? 0;
    let least = Number.POSITIVE_INFINITY;
    for (let arc = from; arc < until; arc++) {
      if (master.has[arc] === 1) least = Math.min(least, boundWith[arc] ?? 0);
    }
    const better: number[] = [];
    for (let arc = from; arc < until; arc++) {
      if (master.has[arc] === 0 && (boundWith[arc] ?? 0) < least - tolerance) better.push(arc);
    }
    better.sort((a, b) => (boundWith[a] ?? 0) - (boundWith[b] ?? 0));
    arcs.push(...better.slice(0, mostAdded));
  }
  return arcs;
}
