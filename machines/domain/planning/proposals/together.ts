import { grouped } from '../../grouped.ts';
import { occupancyOf, trancheOf, trancheOfSlot } from '../capacity.ts';
import { scheduleOf } from '../schedule.ts';
import { isPlaced, organisationOf, type PlanningState } from '../state.ts';
import type { Placing } from './proposal.ts';

/** Which moves are possible at once, in one instant: capacity alone, of slots and tranches. */

/** What moves do to one slot or one tranche. */
interface Traffic<M> {
  readonly capacity: number;
  /** Taken after all the moves. */
  readonly after: number;
  /** Taken when all come and nobody leaves. */
  readonly atMost: number;
  readonly arriving: readonly M[];
  readonly leaving: readonly M[];
}

function trafficOf<M extends Placing>(state: PlanningState, moves: readonly M[]): readonly Traffic<M>[] {
  return [...slotTraffic(state, moves), ...trancheTraffic(state, moves)];
}

function slotTraffic<M extends Placing>(state: PlanningState, moves: readonly M[]): readonly Traffic<M>[] {
  const { slotsById } = scheduleOf(state.plan);
  const leaving = grouped(moves, ({ from }) => from);
  return [...grouped(moves, ({ to }) => to)].map(([slot, arriving]) => {
    const left = leaving.get(slot) ?? [];
    const atMost = (occupancyOf(state).places.get(slot) ?? 0) + arriving.length;
    const capacity = slotsById.get(slot)?.capacity ?? 0;
    return { capacity, after: atMost - left.length, atMost, arriving, leaving: left };
  });
}

/** An organisation counts once, with both functions: it leaves a tranche only when it leaves it whole. */
function trancheTraffic<M extends Placing>(state: PlanningState, moves: readonly M[]): readonly Traffic<M>[] {
  const leaving = grouped(moves, (move) => trancheBefore(state, move));
  return [...grouped(moves, ({ to }) => trancheOfSlot(to))].map(([tranche, coming]) => {
    const before = occupancyOf(state).organisations.get(tranche) ?? new Map<string, number>();
    const left = leaving.get(tranche) ?? [];
    const after = new Map(before);
    for (const { organisation } of coming) after.set(organisation, (after.get(organisation) ?? 0) + 1);
    const atMost = after.size;
    for (const { organisation } of left) after.set(organisation, (after.get(organisation) ?? 0) - 1);
    return {
      capacity: scheduleOf(state.plan).tranches.get(tranche)?.maximumOrganisations ?? 0,
      after: [...after.values()].filter((functions) => functions > 0).length,
      atMost,
      arriving: coming.filter(
        ({ organisation }) => !before.has(organisation) || isTooMany(state, organisation),
      ),
      leaving: left,
    };
  });
}

/** Where the function counts before it moves. */
export function trancheBefore(state: PlanningState, move: Placing): string | null {
  const reservation = organisationOf(state, move.organisation)?.reservations[move.function];
  return reservation === undefined ? null : trancheOf(reservation);
}

/** A new plan has made its tranche too small for it: then it has no room there, though it counts in it. */
function isTooMany(state: PlanningState, organisation: string): boolean {
  return Object.values(organisationOf(state, organisation)?.reservations ?? {}).some(
    (reservation) =>
      isPlaced(reservation) && (reservation.displaced === 'tranche' || reservation.displaced === 'both'),
  );
}

/** Who comes to the first place that is then overfull; null when there is none. Where nobody comes, nothing gets worse. */
function shortage<M extends Placing>(state: PlanningState, moves: readonly M[]): readonly M[] | null {
  const short = trafficOf(state, moves).find(
    ({ arriving, after, capacity }) => arriving.length > 0 && after > capacity,
  );
  return short?.arriving ?? null;
}

/** Combinations looked at before the later moves of the list are simply left out. Contested places are few. */
const mostTries = 400;

/** Moves looked at in all of them: a try with thousands takes its time. */
const mostLookedAt = 60_000;

/**
 * The largest part of the moves that can be carried out at once; of equally large ones, one that keeps the
 * earlier moves of the list. `fixed` moves, which are possible together, are always in it.
 *
 * Of those who come to an overfull place at least one has to stay away, whatever else is left out: so leaving out
 * each of them in turn, the largest combination first, finds the largest that is possible.
 */
export function largestTogether<M extends Placing>(
  state: PlanningState,
  moves: readonly M[],
  fixed: ReadonlySet<M> = new Set(),
): readonly M[] {
  let frontier: (readonly M[])[] = [moves];
  const seen = new Set<string>();
  const places = new Map(moves.map((move, i) => [move, i]));
  for (let tries = 0; ; tries++) {
    const most = Math.max(...frontier.map(({ length }) => length));
    const at = frontier.findIndex(({ length }) => length === most);
    const [chosen] = frontier.splice(at, 1);
    if (chosen === undefined) return moves.filter((move) => fixed.has(move));
    const arriving = shortage(state, chosen);
    if (arriving === null) return chosen;
    const leavable = arriving.filter((move) => !fixed.has(move)).toReversed();
    const without = (left: M) => chosen.filter((move) => move !== left);
    if (tries >= mostTries || tries * moves.length >= mostLookedAt) {
      frontier = leavable.slice(0, 1).map(without);
    } else {
      for (const candidate of leavable.map(without)) {
        const key = candidate.map((move) => places.get(move)).join();
        if (!seen.has(key)) frontier.push(candidate);
        seen.add(key);
      }
    }
  }
}

/**
 * For each move the number of its chain, from 1: moves share a chain when one of them can need a place that
 * another leaves. A chain is possible or not whatever becomes of the others.
 */
export function chainsOf<M extends Placing>(
  state: PlanningState,
  moves: readonly M[],
): ReadonlyMap<M, number> {
  const parent = new Map(moves.map((move) => [move, move]));
  const root = (move: M): M => {
    const up = parent.get(move) ?? move;
    return up === move ? move : root(up);
  };
  for (const { capacity, atMost, arriving, leaving } of trafficOf(state, moves)) {
    const [first] = arriving;
    if (first === undefined || atMost <= capacity) continue;
    for (const other of [...arriving, ...leaving]) parent.set(root(other), root(first));
  }
  const roots = [...new Set(moves.map(root))];
  return new Map(moves.map((move) => [move, roots.indexOf(root(move)) + 1]));
}
