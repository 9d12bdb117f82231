import type { Network } from './network.ts';
import type { Chosen } from './stage.ts';

/** What the values of a solution say. */
export interface Reading {
  /** By job the arc with the greatest value. */
  readonly chosen: Chosen;
  /** Jobs whose values are not whole. */
  readonly split: ReadonlySet<number>;
  /** Tranches that these are partly in. */
  readonly splitTranches: ReadonlySet<number>;
}

/** `arcs`: by column the arc that it stands for, -1 for none. */
export function readValues(network: Network, arcs: readonly number[], values: Float64Array): Reading {
  const chosen: Chosen = new Int32Array(network.jobCount).fill(-1);
  const most = new Float64Array(network.jobCount).fill(0.5);
  const split = new Set<number>();
  const splitTranches = new Set<number>();
  for (const [column, arc] of arcs.entries()) {
    if (arc < 0) continue;
    const value = values[column] ?? 0;
    const job = network.jobOf[arc] ?? 0;
    if (value > wholeTolerance && value < 1 - wholeTolerance) {
      split.add(job);
      splitTranches.add(network.trancheOf[arc] ?? 0);
    }
    if (value <= (most[job] ?? 0)) continue;
    most[job] = value;
    chosen[job] = arc;
  }
  return { chosen, split, splitTranches };
}

/** Tranches that were taken to have room for all, and have not. */
export function overfullTranches(
  network: Network,
  isScarce: Uint8Array,
  arcs: readonly number[],
  values: Float64Array,
): readonly number[] {
  const { length } = network.trancheRoom;
  /** By job and tranche: how much of the job is in it. */
  const shares = new Float64Array(network.jobCount * length);
  for (const [column, arc] of arcs.entries()) {
    if (arc < 0) continue;
    const at = (network.jobOf[arc] ?? 0) * length + (network.trancheOf[arc] ?? 0);
    shares[at] = (shares[at] ?? 0) + (values[column] ?? 0);
  }
  const taken = new Float64Array(length);
  for (const [o, jobs] of network.organisations.entries()) {
    for (let t = 0; t < length; t++) {
      if (network.takesRoom[o * length + t] === 0) continue;
      taken[t] = (taken[t] ?? 0) + Math.max(...jobs.map((job) => shares[job * length + t] ?? 0));
    }
  }
  return Array.from(taken.keys()).filter(
    (t) => isScarce[t] === 0 && (taken[t] ?? 0) > (network.trancheRoom[t] ?? 0) + wholeTolerance,
  );
}

const wholeTolerance = 1e-6;
