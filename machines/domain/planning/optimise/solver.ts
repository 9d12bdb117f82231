/** What the optimiser needs of a solver of linear programs; it always minimises. Given by who calls, since this folder is pure. */
export interface Solver {
  /** A linear program that can grow, and goes on from its last basis. */
  program(rows: readonly Bounds[]): Program;
  /** The best whole-number values. */
  integer(model: IntegerModel): IntegerResult;
}

export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

export interface Column {
  readonly cost: number;
  readonly upper: number;
  readonly rows: readonly number[];
  readonly values: readonly number[];
}

export interface Program {
  addRows(rows: readonly Bounds[]): void;
  addColumns(columns: readonly Column[]): void;
  /** By column, of all of them. */
  changeCosts(costs: Float64Array): void;
  /** @throws OutOfTime; SolverFailure when it does not end in an optimum. */
  solve(): LinearResult;
  dispose(): void;
}

export interface LinearResult {
  readonly values: Float64Array;
  /** Change of the objective for each unit of a row's bound: at most 0 for an upper one. */
  readonly duals: Float64Array;
}

export interface IntegerModel {
  readonly rows: readonly Bounds[];
  readonly columns: readonly Column[];
  /** Values that satisfy all rows, by column; null when none are known. */
  readonly start: Float64Array | null;
}

export type IntegerResult =
  | { readonly status: 'optimal'; readonly values: Float64Array }
  | { readonly status: 'infeasible' }
  /** Stopped before it was proven. */
  | { readonly status: 'stopped'; readonly values: Float64Array | null };

/** It broke, or said what can't be. */
export class SolverFailure extends Error {
  override readonly name: string = 'SolverFailure';
}

/** Its time was up before it had an answer. */
export class OutOfTime extends SolverFailure {
  override readonly name = 'OutOfTime';
}

export const infinity = Number.POSITIVE_INFINITY;
