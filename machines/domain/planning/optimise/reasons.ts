import { trancheOfSlot } from '../capacity.ts';
import { gainInWords } from '../proposals/gain.ts';
import { gainOf, isDisplaced } from '../proposals/movable.ts';
import type { Placing } from '../proposals/proposal.ts';
import { whose } from '../proposals/proposal-words.ts';
import type { PlanningState } from '../state.ts';

/** Why each move of a chain is suggested (Dutch sentences, in the order of the chain). What it costs stands beside it. */
export function reasonsOf(state: PlanningState, chain: readonly Placing[]): readonly string[] {
  return chain.map((move) => {
    const gain = gainOf(state, move);
    if (isDisplaced(state, move)) return 'Het huidige tijdslot vervalt.';
    if (gain === null || gain > 0) return gainInWords(gain);
    const helped = successorOf(chain, move);
    return helped === undefined
      ? 'Het geheel wordt er beter van.'
      : `Maakt plaats voor ${whose(state, helped)}.`;
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
