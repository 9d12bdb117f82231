import { trancheOfSlot } from '../capacity.ts';
import { gainInWords } from '../proposals/gain.ts';
import { gainOf, isDisplaced } from '../proposals/movable.ts';
import type { Placing } from '../proposals/proposal.ts';
import { whose } from '../proposals/proposal-words.ts';
import type { PlanningState } from '../state.ts';

/** Why each move of a chain is suggested (Dutch sentences, in the order of the chain). */
export function reasonsOf(state: PlanningState, chain: readonly Placing[]): readonly string[] {
  return chain.map((move) => {
    if (move.from === null) return 'Een plaats, van de wachtlijst.';
    const gain = gainOf(state, move) ?? 0;
    const loss = gain === 0 ? 'Even veel uitloop' : `${daysInWords(-gain)} meer uitloop`;
    const effect = gain > 0 ? gainInWords(gain) : `${loss}.`;
    if (isDisplaced(state, move)) return `Het huidige tijdslot vervalt. ${effect}`;
    if (gain > 0) return effect;
    const helped = successorOf(chain, move);
    return helped === undefined
      ? `${loss}, en het geheel wordt er beter van.`
      : `${loss}; maakt plaats voor ${whose(state, helped)}.`;
  });
}

/** Who comes to the place that it leaves; else to its tranche. */
function successorOf(chain: readonly Placing[], { from, to }: Placing): Placing | undefined {
  if (from === null) return undefined;
  const tranche = trancheOfSlot(from);
  return (
    chain.find((other) => other.to === from) ??
    chain.find(
      (other) =>
        trancheOfSlot(other.to) === tranche &&
        trancheOfSlot(to) !== tranche &&
        (other.from === null || trancheOfSlot(other.from) !== tranche),
    )
  );
}

function daysInWords(days: number): string {
  return days === 1 ? '1 dag' : `${days} dagen`;
}
