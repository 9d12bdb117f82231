import { grouped } from '../../grouped.ts';
import { occupancyOf, trancheOfSlot } from '../capacity.ts';
import { scheduleOf } from '../schedule.ts';
import type { PlanningState } from '../state.ts';
import type { Placing } from './proposal.ts';
import { largestTogether, trancheBefore } from './together.ts';

/**
 * A small part of `others` that makes all of `moves` possible, when these go along: for each slot and tranche that
 * is overfull then, who leaves it, and so on. Null when it is not found so: what is looked for first is who leaves
 * for a place with room, and no choice is taken back.
 */
export function matesFor<M extends Placing>(
  state: PlanningState,
  moves: readonly M[],
  others: readonly M[],
): readonly M[] | null {
  const { slotsById, tranches } = scheduleOf(state.plan);
  const places = new Map(occupancyOf(state).places);
  const members = new Map(
    [...occupancyOf(state).organisations].map(([name, inside]) => [name, new Map(inside)]),
  );
  const leaversOf = grouped(others, ({ from }) => from);
  const leaversFrom = grouped(others, (move) => trancheBefore(state, move));
  const coming = new Set<M>();
  const toLook: M[] = [];
  const go = (move: M): void => {
    coming.add(move);
    toLook.push(move);
    if (move.from !== null) add(places, move.from, -1);
    add(places, move.to, 1);
    const before = trancheBefore(state, move);
    if (before !== null) add(members.get(before) ?? new Map<string, number>(), move.organisation, -1);
    const name = trancheOfSlot(move.to);
    const inside = members.get(name) ?? new Map<string, number>();
    members.set(name, inside);
    add(inside, move.organisation, 1);
  };
  const room = (slot: string) => (slotsById.get(slot)?.capacity ?? 0) - (places.get(slot) ?? 0);
  const spare = (name: string) =>
    (tranches.get(name)?.maximumOrganisations ?? 0) -
    [...(members.get(name)?.values() ?? [])].filter((functions) => functions > 0).length;
  /** Somebody who has not been taken yet; who leaves for a place with room first. */
  const next = (leavers: readonly M[]): M | undefined => {
    const left = leavers.filter((move) => !coming.has(move));
    return left.find(({ to }) => room(to) > 0) ?? left[0];
  };

  for (const move of moves) go(move);
  for (let move = toLook.pop(); move !== undefined; move = toLook.pop()) {
    while (room(move.to) < 0) {
      const leaver = next(leaversOf.get(move.to) ?? []);
      if (leaver === undefined) return null;
      go(leaver);
    }
    const name = trancheOfSlot(move.to);
    while (spare(name) < 0) {
      const leaver = next((leaversFrom.get(name) ?? []).filter(({ to }) => trancheOfSlot(to) !== name));
      if (leaver === undefined) return null;
      go(leaver);
    }
  }
  const all = [...coming];
  const given = new Set(moves);
  return largestTogether(state, all).length === all.length ? all.filter((move) => !given.has(move)) : null;
}

function add(counts: Map<string, number>, key: string, change: 1 | -1): void {
  counts.set(key, (counts.get(key) ?? 0) + change);
}
