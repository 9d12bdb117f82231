import type { Network } from './network.ts';

/** What is possible at a point of the lexicographic order: what the earlier objectives have settled. */
export interface Frame {
  readonly network: Network;
  /** By arc: 0 rules it out. */
  readonly allowed: Uint8Array;
  /** Whether a job may be without a place, if it has none that it can keep. */
  readonly mayLack: boolean;
  readonly budgets: readonly Budget[];
  /** By slot: 1 when an earlier objective can only have its best with this slot full. */
  readonly isFull: Uint8Array;
}

/** The weights of the arcs that are chosen add up to no more than the limit. */
export interface Budget {
  /** By arc. */
  readonly weights: Float64Array;
  readonly unplacedWeight: number;
  readonly limit: number;
}

/** What is to be least. All of it whole numbers. */
export interface Objective {
  /** By arc. */
  readonly cost: Float64Array;
  /** Of a job without a place. */
  readonly unplacedCost: number;
  /** Adds the squared number of chain tests of each week. */
  readonly levelsLoad: boolean;
  /** It is enough to know whether this can be reached; null: the least is asked. */
  readonly enough: number | null;
  /** Something good will do. */
  readonly isRough: boolean;
}

export type Stage = Frame & Objective;

/** By job the arc that it gets; -1 for no place. */
export type Chosen = Int32Array;

export function valueOf({ network, cost, unplacedCost, levelsLoad }: Stage, chosen: Chosen): number {
  const loads = Int32Array.from(network.weekLoad);
  let value = 0;
  for (const arc of chosen) {
    if (arc < 0) {
      value += unplacedCost;
      continue;
    }
    value += cost[arc] ?? 0;
    const week = network.weekOf[arc] ?? 0;
    loads[week] = (loads[week] ?? 0) + 1;
  }
  return levelsLoad ? value + loads.reduce((sum, load) => sum + load * load, 0) : value;
}

/** Costs are whole, so that what differs by less is equal. */
export const tolerance = 1e-6;
