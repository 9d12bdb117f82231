import { grouped } from '../../grouped.ts';
import { trancheOfSlot } from '../capacity.ts';
import type { PlanningState, ReservationKey } from '../state.ts';
import { gainOf, isDisplaced } from './movable.ts';
import {
  functionKey,
  isKept,
  locatedMoves,
  type Located,
  type Placing,
  type ProposalOrigin,
} from './proposal.ts';
import { chainsOf, largestTogether } from './together.ts';

/** What of the moves that are wanted becomes a proposal, and which of its places are kept from the start. */

/** A move as somebody wants it: a planner, a rule, the optimiser. */
export interface MoveDraft extends ReservationKey {
  readonly to: string;
  /** Dutch; without it, what it gains. */
  readonly why?: string;
}

export interface ProposalDraft {
  readonly by: string;
  readonly origin: ProposalOrigin;
  readonly moves: readonly MoveDraft[];
}

export interface MoveRefusal extends MoveDraft {
  /** Dutch sentence. */
  readonly reason: string;
}

export interface Wanted {
  readonly placing: Placing;
  readonly draft: MoveDraft;
}

interface Chosen {
  readonly worthwhile: readonly Wanted[];
  /** What stays kept, beside the proposal. */
  readonly accepted: readonly Placing[];
  readonly chainOf: (placing: Placing) => number;
  readonly tooMuch: readonly MoveRefusal[];
}

/** What is possible together and worth its while. */
export function choose(state: PlanningState, draft: ProposalDraft, wanted: readonly Wanted[]): Chosen {
  const isReplaced = replacedBy(draft, wanted);
  const accepted = locatedMoves(state)
    .filter((one) => isKept(one) && !isReplaced(one))
    .map(({ move }): Placing => move);
  const together = new Set(
    largestTogether(state, [...accepted, ...wanted.map(({ placing }) => placing)], new Set(accepted)),
  );
  const possible = wanted.filter(({ placing }) => together.has(placing));
  const chains = chainsOf(state, [...accepted, ...possible.map(({ placing }) => placing)]);
  const chainOf = (placing: Placing) => chains.get(placing) ?? 0;
  const worthwhile = worthwhileOnly(state, draft, possible, chainOf);
  const staying = new Set(worthwhile);
  const left = wanted.filter((one) => !staying.has(one));
  if (left.length === 0) return { worthwhile, accepted, chainOf, tooMuch: [] };
  // Older moves of those that are left out stay, and so do the places that are kept for them.
  const chosen = choose(state, draft, worthwhile);
  const refusals = left.map((one): MoveRefusal => ({
    ...one.draft,
    reason: together.has(one.placing) ? tooLittle(state) : noRoom(one.placing),
  }));
  return { ...chosen, tooMuch: [...refusals, ...chosen.tooMuch] };
}

function noRoom({ to }: Placing): string {
  return `In tijdslot ${to} of in de tranche is geen plaats, ook niet als al het andere doorgaat.`;
}

function tooLittle(state: PlanningState): string {
  return `Het levert minder dan ${state.plan.policy.planning.minimaleWinst} dagen op.`;
}

function worthwhileOnly(
  state: PlanningState,
  { origin }: ProposalDraft,
  moves: readonly Wanted[],
  chainOf: (placing: Placing) => number,
): readonly Wanted[] {
  if (origin !== 'optimised' && origin !== 'freedSlot') return moves;
  return [...grouped(moves, ({ placing }) => chainOf(placing)).values()]
    .filter((chain) =>
      isWorthwhile(
        state,
        chain.map(({ placing }) => placing),
      ),
    )
    .flat();
}

/**
 * Who makes room may lose by it, as long as the chain as a whole gains enough. What a planner asks for is not
 * weighed, nor what gives a place to who has none.
 */
export function isWorthwhile(state: PlanningState, chain: readonly Placing[]): boolean {
  return (
    chain.some((placing) => placing.from === null || isDisplaced(state, placing)) ||
    chain.reduce((sum, placing) => sum + (gainOf(state, placing) ?? 0), 0) >=
      state.plan.policy.planning.minimaleWinst
  );
}

/**
 * Who has no room any more has its new place kept from the start; but not when that place has to be left first by
 * somebody who was not asked yet. Places that are freed by what the proposal replaces would go to who waits: in
 * those tranches all of the proposal is kept, with all that it needs.
 */
export function keepable(
  state: PlanningState,
  accepted: readonly Placing[],
  placings: readonly Placing[],
  {
    replaced,
    chainOf,
  }: { readonly replaced: readonly Located[]; readonly chainOf: (placing: Placing) => number },
): ReadonlySet<Placing> {
  const freed = new Set(replaced.filter(isKept).map(({ move }) => trancheOfSlot(move.to)));
  const contested = new Set(placings.filter(({ to }) => freed.has(trancheOfSlot(to))).map(chainOf));
  const fixed = [...accepted, ...placings.filter((placing) => contested.has(chainOf(placing)))];
  const displaced = placings.filter(
    (placing) => !contested.has(chainOf(placing)) && isDisplaced(state, placing),
  );
  return new Set(largestTogether(state, [...fixed, ...displaced], new Set(fixed)));
}

/** One open proposal for a function at a time; and the newest optimum replaces the one before it. */
export function replacedBy(
  { origin }: Pick<ProposalDraft, 'origin'>,
  wanted: readonly Wanted[],
): (one: Located) => boolean {
  const functions = new Set(wanted.map(({ placing }) => functionKey(placing)));
  return ({ proposal, move }) =>
    move.progress.status === 'proposed' &&
    ((origin === 'optimised' && proposal.origin === 'optimised') || functions.has(functionKey(move)));
}
