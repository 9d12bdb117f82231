import type { Prices } from './lagrangian.ts';
import { relax } from './lagrangian.ts';
import { networkOf } from './network.ts';
import type { AssignmentProblem } from './problem.ts';
import { tolerance, type Stage } from './stage.ts';

/**
 * Prices of what is short, by which the bound of the uitloop can be worked out again by who trusts neither the solver
 * nor its thread: any prices give a bound, so false ones can only make it lower. Plain JSON.
 */
export interface Certificate {
  readonly slots: readonly number[];
  readonly tranches: readonly number[];
  /** Of going without a place; null when nobody does. */
  readonly lacking: number | null;
}

export function certificateOf({ slots, tranches, budgets }: Prices, mayLack: boolean): Certificate {
  const [lacking = 0] = budgets;
  return { slots: [...slots], tranches: [...tranches], lacking: mayLack ? lacking : null };
}

/** No planning has less uitloop than this, with so many functions without a place. */
export function latenessBound(
  problem: AssignmentProblem,
  unplaced: number,
  certificate: Certificate,
): number {
  const network = networkOf(problem);
  const weights = new Float64Array(network.jobOf.length);
  const mayLack = unplaced > 0;
  const stage: Stage = {
    network,
    allowed: new Uint8Array(network.jobOf.length).fill(1),
    mayLack,
    budgets: mayLack ? [{ weights, unplacedWeight: 1, limit: unplaced }] : [],
    isFull: new Uint8Array(network.slotRoom.length),
    cost: network.cost,
    unplacedCost: 0,
    levelsLoad: false,
    enough: null,
    isRough: false,
  };
  const paid = (prices: readonly number[], length: number) =>
    Float64Array.from({ length }, (_, i) => Math.min(0, prices[i] ?? 0));
  const { bound } = relax(stage, {
    slots: paid(certificate.slots, network.slotRoom.length),
    tranches: paid(certificate.tranches, network.trancheRoom.length),
    budgets: paid([certificate.lacking ?? 0], mayLack ? 1 : 0),
    weeks: new Float64Array(0),
  });
  return Math.ceil(bound - tolerance) + problem.fixed.lateness;
}
