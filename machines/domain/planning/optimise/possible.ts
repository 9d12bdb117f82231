import type { Chosen, Stage } from './stage.ts';

/** Whether an assignment keeps to all conditions of a stage: counted anew, since solvers can err. */
export function isPossible(stage: Stage, chosen: Chosen): boolean {
  const { network, allowed, mayLack, budgets, isFull } = stage;
  const trancheCount = network.trancheRoom.length;
  const inSlot = new Int32Array(network.slotRoom.length);
  const organisations = new Int32Array(trancheCount);
  const spent = budgets.map(() => 0);
  const isCounted = new Set<number>();
  for (let job = 0; job < network.jobCount; job++) {
    const arc = chosen[job] ?? -1;
    for (const [b, { weights, unplacedWeight }] of budgets.entries()) {
      spent[b] = (spent[b] ?? 0) + (arc < 0 ? unplacedWeight : (weights[arc] ?? 0));
    }
    if (arc < 0) {
      if (!mayLack || network.isHome[job] === 1) return false;
      continue;
    }
    if (allowed[arc] !== 1 || network.jobOf[arc] !== job) return false;
    const slot = network.slotOf[arc] ?? 0;
    inSlot[slot] = (inSlot[slot] ?? 0) + 1;
    const tranche = network.trancheOf[arc] ?? 0;
    const pair = (network.organisationOf[job] ?? 0) * trancheCount + tranche;
    if (network.takesRoom[pair] === 0 || isCounted.has(pair)) continue;
    isCounted.add(pair);
    organisations[tranche] = (organisations[tranche] ?? 0) + 1;
  }
  return (
    inSlot.every((taken, slot) => {
      const room = network.slotRoom[slot] ?? 0;
      return isFull[slot] === 1 ? taken === room : taken <= room;
    }) &&
    organisations.every((taken, tranche) => taken <= (network.trancheRoom[tranche] ?? 0)) &&
    budgets.every(({ limit }, b) => (spent[b] ?? 0) <= limit)
  );
}
