import type { Network } from './network.ts';
import type { Stage } from './stage.ts';

/** Prices of what is short: none is above 0, but those of weeks and of slots that have to be full. */
export interface Prices {
  readonly slots: Float64Array;
  readonly tranches: Float64Array;
  readonly budgets: Float64Array;
  readonly weeks: Float64Array;
}

/** The relaxation at given prices. */
export interface Relaxed {
  /** No assignment is better: for any prices, wherever they come from. */
  readonly bound: number;
  /** By arc: no assignment with it is better than this; infinite when it is ruled out. */
  readonly boundWith: Float64Array;
  /** By job: the arc by which the bound is reached, -1 for no place. */
  readonly reachedBy: Int32Array;
}

/**
 * The Lagrangian bound: room, budgets and weeks are paid for instead of kept to, so that each organisation chooses
 * for itself. Its jobs share the price of a tranche when they are in it together.
 */
export function relax(stage: Stage, prices: Prices): Relaxed {
  const { network, allowed } = stage;
  const trancheCount = network.trancheRoom.length;
  const reduced = reducedCosts(stage, prices);
  const boundWith = new Float64Array(reduced.length).fill(Number.POSITIVE_INFINITY);
  const least = leastArcs(stage, reduced);
  const lacking = lackingCost(stage, prices);
  const chosen = network.organisations.map((jobs, o) => choose(network, least, prices, lacking, jobs, o));
  const reachedBy = new Int32Array(network.jobCount).fill(-1);
  let bound = constantOf(stage, prices);
  for (const [o, { value, arcs }] of chosen.entries()) {
    bound += value;
    for (const [i, job] of (network.organisations[o] ?? []).entries()) reachedBy[job] = arcs[i] ?? -1;
  }
  for (let arc = 0; arc < reduced.length; arc++) {
    if (allowed[arc] === 0) continue;
    const job = network.jobOf[arc] ?? 0;
    const tranche = network.trancheOf[arc] ?? 0;
    const organisation = network.organisationOf[job] ?? 0;
    const choice = chosen[organisation];
    if (choice === undefined) continue;
    const other = otherJob(network, organisation, job);
    const withOther =
      other === null
        ? 0
        : Math.min(choice.alone[other.at] ?? 0, least.values[other.job * trancheCount + tranche] ?? 0);
    const forced = (reduced[arc] ?? 0) + chargeOf(network, prices, organisation, tranche) + withOther;
    boundWith[arc] = bound - choice.value + forced;
  }
  return { bound, boundWith, reachedBy };
}

/** By job and tranche the arc of the least reduced cost. */
interface LeastArcs {
  readonly values: Float64Array;
  readonly arcs: Int32Array;
}

function leastArcs({ network, allowed }: Stage, reduced: Float64Array): LeastArcs {
  const trancheCount = network.trancheRoom.length;
  const values = new Float64Array(network.jobCount * trancheCount).fill(Number.POSITIVE_INFINITY);
  const arcs = new Int32Array(values.length).fill(-1);
  for (let arc = 0; arc < reduced.length; arc++) {
    if (allowed[arc] === 0) continue;
    const at = (network.jobOf[arc] ?? 0) * trancheCount + (network.trancheOf[arc] ?? 0);
    const value = reduced[arc] ?? 0;
    if (value >= (values[at] ?? 0)) continue;
    values[at] = value;
    arcs[at] = arc;
  }
  return { values, arcs };
}

interface Choice {
  readonly value: number;
  /** By job of the organisation. */
  readonly arcs: readonly number[];
  /** By job of the organisation: its least, paying for its tranche by itself. */
  readonly alone: readonly number[];
}

function choose(
  network: Network,
  least: LeastArcs,
  prices: Prices,
  lacking: number,
  jobs: readonly number[],
  organisation: number,
): Choice {
  const trancheCount = network.trancheRoom.length;
  const alone = jobs.map((job) => (network.isHome[job] === 1 ? Number.POSITIVE_INFINITY : lacking));
  const apart = jobs.map(() => -1);
  let together: readonly number[] = [];
  let shared = Number.POSITIVE_INFINITY;
  for (let tranche = 0; tranche < trancheCount; tranche++) {
    const charge = chargeOf(network, prices, organisation, tranche);
    let sum = charge;
    for (let i = 0; i < jobs.length; i++) {
      const at = (jobs[i] ?? 0) * trancheCount + tranche;
      const value = least.values[at] ?? 0;
      sum += value;
      if (value + charge >= (alone[i] ?? 0)) continue;
      alone[i] = value + charge;
      apart[i] = least.arcs[at] ?? -1;
    }
    if (jobs.length < 2 || sum >= shared) continue;
    shared = sum;
    together = jobs.map((job) => least.arcs[job * trancheCount + tranche] ?? -1);
  }
  const value = alone.reduce((sum, one) => sum + one, 0);
  return shared < value ? { value: shared, arcs: together, alone } : { value, arcs: apart, alone };
}

function otherJob(
  { organisations }: Network,
  organisation: number,
  job: number,
): { readonly job: number; readonly at: number } | null {
  const jobs = organisations[organisation] ?? [];
  const at = jobs.findIndex((one) => one !== job);
  const other = jobs[at];
  return other === undefined ? null : { job: other, at };
}

function chargeOf(network: Network, prices: Prices, organisation: number, tranche: number): number {
  const isFree = network.takesRoom[organisation * network.trancheRoom.length + tranche] === 0;
  return isFree ? 0 : -(prices.tranches[tranche] ?? 0);
}

function reducedCosts({ network, cost, budgets, levelsLoad }: Stage, prices: Prices): Float64Array {
  const reduced = Float64Array.from(cost);
  for (let arc = 0; arc < reduced.length; arc++) {
    let value = (cost[arc] ?? 0) - (prices.slots[network.slotOf[arc] ?? 0] ?? 0);
    for (let b = 0; b < budgets.length; b++)
      value -= (prices.budgets[b] ?? 0) * (budgets[b]?.weights[arc] ?? 0);
    if (levelsLoad) value -= prices.weeks[network.weekOf[arc] ?? 0] ?? 0;
    reduced[arc] = value;
  }
  return reduced;
}

function lackingCost({ unplacedCost, mayLack, budgets }: Stage, prices: Prices): number {
  if (!mayLack) return Number.POSITIVE_INFINITY;
  return budgets.reduce(
    (sum, { unplacedWeight }, b) => sum - (prices.budgets[b] ?? 0) * unplacedWeight,
    unplacedCost,
  );
}

/** What does not depend on who is where. */
function constantOf({ network, budgets, levelsLoad }: Stage, prices: Prices): number {
  let sum = 0;
  for (let s = 0; s < network.slotRoom.length; s++)
    sum += (prices.slots[s] ?? 0) * (network.slotRoom[s] ?? 0);
  for (let t = 0; t < network.trancheRoom.length; t++) {
    sum += (prices.tranches[t] ?? 0) * (network.trancheRoom[t] ?? 0);
  }
  for (let b = 0; b < budgets.length; b++) sum += (prices.budgets[b] ?? 0) * (budgets[b]?.limit ?? 0);
  if (levelsLoad) {
    for (let w = 0; w < network.weekLoad.length; w++) {
      sum += leastLoad(network.weekLoad[w] ?? 0, network.weekRoom[w] ?? 0, prices.weeks[w] ?? 0);
    }
  }
  return sum;
}

/** Least of (load + n)² + price × n over whole numbers n from 0 to `most`. */
function leastLoad(load: number, most: number, price: number): number {
  const at = (n: number) => (load + n) ** 2 + price * n;
  const lower = Math.min(most, Math.max(0, Math.floor(-price / 2 - load)));
  return Math.min(at(lower), at(Math.min(most, lower + 1)));
}
