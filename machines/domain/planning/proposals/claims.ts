import { grouped } from '../../grouped.ts';
import { trancheOfSlot } from '../capacity.ts';
import type { PlanningState, ReservationKey } from '../state.ts';
import { isKept, isOf, locatedMoves, movesOf, type Located, type Proposal } from './proposal.ts';

/**
 * Places that are kept for moves in conversation. For everybody else a slot is as full as if all of them came and
 * nobody left: so whatever becomes of the others, nobody takes such a place away.
 */
interface Claims {
  readonly slots: ReadonlyMap<string, readonly Located[]>;
  readonly tranches: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<readonly Proposal[], Claims>();

function claimsOf({ proposals }: Pick<PlanningState, 'proposals'>): Claims {
  let claims = known.get(proposals);
  if (claims === undefined) {
    const kept = locatedMoves({ proposals }).filter(isKept);
    const slots = grouped(kept, ({ move }) => move.to);
    const tranches = new Map(
      [...grouped(kept, ({ move }) => trancheOfSlot(move.to))].map(([tranche, coming]) => [
        tranche,
        [...new Set(coming.map(({ move }) => move.organisation))],
      ]),
    );
    claims = { slots, tranches };
    known.set(proposals, claims);
  }
  return claims;
}

/** How many places of a slot are kept for others than this function. */
export function claimedPlaces(state: PlanningState, slot: string, key: ReservationKey | null): number {
  const claims = claimsOf(state).slots.get(slot) ?? [];
  return key === null ? claims.length : claims.filter((one) => !isOf(key)(one)).length;
}

/** Other organisations for which a place in a tranche is kept. */
export function claimants(state: PlanningState, tranche: string, organisation: string): readonly string[] {
  return (claimsOf(state).tranches.get(tranche) ?? []).filter((one) => one !== organisation);
}

/** The slot in which a place is kept for this function; undefined when there is none. */
export function keptPlace(state: PlanningState, key: ReservationKey): string | undefined {
  return movesOf(state, key).find(isKept)?.move.to;
}
