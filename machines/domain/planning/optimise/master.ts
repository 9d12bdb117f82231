import { infinity, type Bounds, type Column, type LinearResult } from './solver.ts';
import type { Prices } from './lagrangian.ts';
import type { Chosen, Objective, Stage } from './stage.ts';

/**
 * The linear program of a stage with some of its arcs: which rows and columns stand for what.
 *
 * Rows: one for each job (one place), slot (its room), tranche (its room), budget, and week; then, for an
 * organisation with two jobs in a tranche that is scarce, one for each of them (in the tranche only when the
 * organisation is).
 */
export class Master {
  readonly rows: Bounds[] = [];
  readonly columns: Column[] = [];
  /** By column: the arc that it stands for; -1 for the others. */
  readonly arcs: number[] = [];
  readonly has: Uint8Array;
  #stage: Stage;
  readonly #first: Readonly<Record<'slot' | 'tranche' | 'budget' | 'week', number>>;
  /** First row of an organisation in a tranche, with two jobs. */
  readonly #links = new Map<number, number>();
  /** By job: the column of having no place; -1 when it always has one. */
  readonly lacking: Int32Array;

  /** By tranche: 1 when its room is kept to. The others are taken to have room for all. */
  readonly #isScarce: Uint8Array;

  constructor(stage: Stage, isScarce: Uint8Array) {
    this.#stage = stage;
    this.#isScarce = isScarce;
    const { network, budgets } = stage;
    this.has = new Uint8Array(stage.cost.length);
    this.lacking = new Int32Array(network.jobCount).fill(-1);
    for (let j = 0; j < network.jobCount; j++) this.rows.push({ lower: 1, upper: 1 });
    const slot = this.rows.length;
    for (const [s, room] of network.slotRoom.entries()) {
      this.rows.push({ lower: stage.isFull[s] === 1 ? room : -infinity, upper: room });
    }
    const tranche = this.rows.length;
    for (const room of network.trancheRoom) this.rows.push({ lower: -infinity, upper: room });
    const budget = this.rows.length;
    for (const { limit } of budgets) this.rows.push({ lower: -infinity, upper: limit });
    const week = this.rows.length;
    if (stage.levelsLoad) for (const _ of network.weekLoad) this.rows.push({ lower: 0, upper: 0 });
    this.#first = { slot, tranche, budget, week };
    if (stage.mayLack) this.#addLacking();
    if (stage.levelsLoad) this.#addWeeks();
  }

  /** Another objective under the same conditions: the cost of each column now. */
  aim(objective: Objective): Float64Array {
    this.#stage = { ...this.#stage, ...objective };
    for (const [i, column] of this.columns.entries()) {
      const arc = this.arcs[i] ?? -1;
      if (arc >= 0) this.columns[i] = { ...column, cost: objective.cost[arc] ?? 0 };
    }
    for (const column of this.lacking) {
      const lacking = this.columns[column];
      if (lacking !== undefined) this.columns[column] = { ...lacking, cost: objective.unplacedCost };
    }
    return Float64Array.from(this.columns, ({ cost }) => cost);
  }

  /** Those that it does not have yet; how many they were. */
  add(arcs: Iterable<number>): number {
    let added = 0;
    for (const arc of arcs) {
      if (this.has[arc] === 1) continue;
      this.has[arc] = 1;
      this.#addArc(arc);
      added++;
    }
    return added;
  }

  pricesFrom({ duals }: LinearResult): Prices {
    const { network, budgets, isFull } = this.#stage;
    const { slot, tranche, budget, week } = this.#first;
    const part = (from: number, length: number) => duals.slice(from, from + length);
    const paid = (from: number, length: number) => part(from, length).map((price) => Math.min(0, price));
    return {
      slots: part(slot, network.slotRoom.length).map((price, s) =>
        isFull[s] === 1 ? price : Math.min(0, price),
      ),
      tranches: paid(tranche, network.trancheRoom.length),
      budgets: paid(budget, budgets.length),
      weeks: part(week, this.#stage.levelsLoad ? network.weekLoad.length : 0),
    };
  }

  /** Values of the columns for an assignment by arc, -1 for no place. */
  valuesOf(chosen: Chosen): Float64Array {
    const { network } = this.#stage;
    const values = new Float64Array(this.columns.length);
    const isChosen = new Set(chosen);
    const counted = new Map<number, number>();
    for (const [column, arc] of this.arcs.entries()) {
      if (arc >= 0 && isChosen.has(arc)) {
        values[column] = 1;
        for (const other of this.#companions(arc)) values[other] = 1;
        const week = network.weekOf[arc] ?? 0;
        counted.set(week, (counted.get(week) ?? 0) + 1);
      }
    }
    for (const [week, columns] of this.#weekColumns.entries()) {
      for (const column of columns.slice(0, counted.get(week) ?? 0)) values[column] = 1;
    }
    for (let j = 0; j < network.jobCount; j++) {
      const column = this.lacking[j] ?? -1;
      if (column >= 0 && chosen[j] === -1) values[column] = 1;
    }
    return values;
  }

  readonly #weekColumns = new Map<number, number[]>();
  readonly #present = new Map<number, number>();

  #companions(arc: number): readonly number[] {
    const column = this.#present.get(this.#pairOf(arc));
    return column === undefined ? [] : [column];
  }

  #push(column: Column, arc: number): number {
    this.columns.push(column);
    this.arcs.push(arc);
    return this.columns.length - 1;
  }

  #addLacking(): void {
    const { network, unplacedCost, budgets } = this.#stage;
    for (let j = 0; j < network.jobCount; j++) {
      if (network.isHome[j] === 1) continue;
      const rows = [j];
      const values = [1];
      for (const [b, { unplacedWeight }] of budgets.entries()) {
        if (unplacedWeight === 0) continue;
        rows.push(this.#first.budget + b);
        values.push(unplacedWeight);
      }
      this.lacking[j] = this.#push({ cost: unplacedCost, upper: 1, rows, values }, -1);
    }
  }

  /** The k-th chain test of a week costs what it adds to the square: the cheapest come first by themselves. */
  #addWeeks(): void {
    const { network } = this.#stage;
    for (const [week, load] of network.weekLoad.entries()) {
      const columns: number[] = [];
      for (let k = 1; k <= (network.weekRoom[week] ?? 0); k++) {
        const column = { cost: 2 * (load + k) - 1, upper: 1, rows: [this.#first.week + week], values: [-1] };
        columns.push(this.#push(column, -1));
      }
      this.#weekColumns.set(week, columns);
    }
  }

  #pairOf(arc: number): number {
    const { network } = this.#stage;
    const organisation = network.organisationOf[network.jobOf[arc] ?? 0] ?? 0;
    return organisation * network.trancheRoom.length + (network.trancheOf[arc] ?? 0);
  }

  #addArc(arc: number): void {
    const { network, cost, budgets, levelsLoad } = this.#stage;
    const job = network.jobOf[arc] ?? 0;
    const tranche = network.trancheOf[arc] ?? 0;
    const rows = [job, this.#first.slot + (network.slotOf[arc] ?? 0)];
    const values = [1, 1];
    for (const [b, { weights }] of budgets.entries()) {
      const weight = weights[arc] ?? 0;
      if (weight === 0) continue;
      rows.push(this.#first.budget + b);
      values.push(weight);
    }
    if (levelsLoad) {
      rows.push(this.#first.week + (network.weekOf[arc] ?? 0));
      values.push(1);
    }
    if (network.takesRoom[this.#pairOf(arc)] === 1 && this.#isScarce[tranche] === 1) {
      const jobs = network.organisations[network.organisationOf[job] ?? 0] ?? [];
      rows.push(jobs.length === 1 ? this.#first.tranche + tranche : this.#linkOf(arc, jobs, tranche));
      values.push(1);
    }
    this.#push({ cost: cost[arc] ?? 0, upper: 1, rows, values }, arc);
  }

  /** The row that lets this job be in the tranche only when its organisation is. */
  #linkOf(arc: number, jobs: readonly number[], tranche: number): number {
    const pair = this.#pairOf(arc);
    let first = this.#links.get(pair);
    if (first === undefined) {
      first = this.rows.length;
      this.#links.set(pair, first);
      for (const _ of jobs) this.rows.push({ lower: -infinity, upper: 0 });
      const rows = [this.#first.tranche + tranche, ...jobs.map((_, i) => (first ?? 0) + i)];
      const values = [1, ...jobs.map(() => -1)];
      this.#present.set(pair, this.#push({ cost: 0, upper: 1, rows, values }, -1));
    }
    return first + jobs.indexOf(this.#stage.network.jobOf[arc] ?? 0);
  }
}
