import { dateOf, type Instant } from '../../amsterdam.ts';
import { daysBetween } from '../../dates.ts';
import { connectionFunctions } from '../../vocabulary.ts';
import { displacementOf, slotById } from '../displacement.ts';
import { hindranceTo, isFrozen, placeOf } from '../proposals/movable.ts';
import { isKeptUnasked, isLive, isOf, locatedMoves, type Placing } from '../proposals/proposal.ts';
import { scheduleOf } from '../schedule.ts';
import { isPlaced, type PlanningState, type ReservationKey } from '../state.ts';
import type { Measures } from './measures.ts';

/**
 * Whether a plan of moves is what it says, worked out from the planning itself: nothing here knows how the moves were
 * found. Every fault is a sentence (Dutch); none: it can be shown.
 */
export function faultsOf(
  state: PlanningState,
  moves: readonly Placing[],
  claimed: Pick<Measures, 'unplaced' | 'lateness' | 'greatest' | 'moves'>,
  now: Instant,
): readonly string[] {
  return [
    ...moves.flatMap((move) => faultsOfMove(state, move, now)),
    ...doubles(moves),
    ...crowding(state, moves, now),
    ...differences(recount(state, moves, now), claimed),
  ];
}

function faultsOfMove(state: PlanningState, move: Placing, now: Instant): readonly string[] {
  const said = `${move.organisation} (${move.function}) naar ${move.to}`;
  if (placeOf(state, move) === undefined) return [`${said}: heeft geen plaats en wacht niet.`];
  const faults: string[] = [];
  if (move.from === move.to) faults.push(`${said}: staat daar al.`);
  if (isFrozen(state, move, now)) faults.push(`${said}: binnen de bevriezing.`);
  if (locatedMoves(state).some((one) => isLive(one) && isOf(move)(one)))
    faults.push(`${said}: is al in overleg.`);
  const hindrance = hindranceTo(state, move, now);
  if (hindrance !== null) faults.push(`${said}: ${hindrance}`);
  return faults;
}

function doubles(moves: readonly Placing[]): readonly string[] {
  const keys = moves.map(({ organisation, function: fn }) => `${organisation} (${fn})`);
  return keys.filter((key, i) => keys.indexOf(key) < i).map((key) => `${key}: staat er twee keer in.`);
}

/** Who stands where after the moves. */
function placesAfter(state: PlanningState, moves: readonly Placing[]): readonly Standing[] {
  const to = new Map(moves.map((move) => [keyOf(move), move.to]));
  return Object.entries(state.organisations).flatMap(([organisation, { reservations }]) =>
    connectionFunctions.flatMap((fn): Standing[] => {
      const reservation = reservations[fn];
      if (reservation === undefined) return [];
      const key = { organisation, function: fn };
      const before = isPlaced(reservation) ? reservation.slot : null;
      const wish = 'wish' in reservation ? reservation.wish.requestedGoLive : null;
      const kept = 'tranche' in reservation ? reservation.tranche : null;
      return [
        {
          key,
          before,
          after: to.get(keyOf(key)) ?? before,
          waits: reservation.status === 'waiting',
          kept,
          wish,
        },
      ];
    }),
  );
}

interface Standing {
  readonly key: ReservationKey;
  readonly before: string | null;
  readonly after: string | null;
  readonly waits: boolean;
  /** Counts in it without a slot. */
  readonly kept: string | null;
  readonly wish: Parameters<typeof daysBetween>[0] | null;
}

function keyOf({ organisation, function: fn }: ReservationKey): string {
  return `${organisation} ${fn}`;
}

/** Slots and tranches that somebody comes to, and that then hold more than they may. */
function crowding(state: PlanningState, moves: readonly Placing[], now: Instant): readonly string[] {
  const standing = placesAfter(state, moves);
  const promised = locatedMoves(state).filter(
    (one) => isLive(one) || (isKeptUnasked(one) && !moves.some((move) => isOf(move)(one))),
  );
  const faults: string[] = [];
  for (const slot of new Set(moves.map(({ to }) => to))) {
    const planned = scheduleOf(state.plan).slotsById.get(slot);
    const there = standing.filter(({ after }) => after === slot).length;
    const coming = promised.filter(({ move }) => move.to === slot).length;
    if (planned === undefined || planned.begin <= now)
      faults.push(`Tijdslot ${slot} is er niet of is voorbij.`);
    else if (there + coming > planned.capacity) {
      faults.push(`Tijdslot ${slot}: plaats voor ${planned.capacity}, gevonden ${there + coming}.`);
    }
  }
  for (const tranche of new Set(moves.map(({ to }) => to.slice(0, to.indexOf('.'))))) {
    const isIn = (slot: string | null) => slot?.startsWith(`${tranche}.`) === true;
    const before = new Set<string>();
    const after = new Set<string>();
    for (const one of standing) {
      const { organisation } = one.key;
      if (isIn(one.before) || one.kept === tranche) before.add(organisation);
      if (isIn(one.after) || (one.kept === tranche && one.after === null)) after.add(organisation);
    }
    for (const { move } of promised) if (isIn(move.to)) after.add(move.organisation);
    const most = scheduleOf(state.plan).tranches.get(tranche)?.maximumOrganisations ?? 0;
    const isNew = moves.some(({ to, organisation }) => isIn(to) && !before.has(organisation));
    if (isNew && after.size > most) {
      faults.push(`Tranche ${tranche}: plaats voor ${most} organisaties, gevonden ${after.size}.`);
    }
  }
  return faults;
}

/** The measures of all who wait or whose test is to come; who is talked with about a move counts where it would come. */
function recount(
  state: PlanningState,
  moves: readonly Placing[],
  now: Instant,
): Pick<Measures, 'unplaced' | 'lateness' | 'greatest' | 'moves'> {
  const { calendar } = scheduleOf(state.plan);
  const { nominaal, planning } = state.plan.policy;
  const live = locatedMoves(state).filter(isLive);
  const unasked = locatedMoves(state).filter(isKeptUnasked);
  let unplaced = 0;
  let lateness = 0;
  let greatest = 0;
  for (const { key, before, after, waits, wish } of placesAfter(state, moves)) {
    if (before === null && !waits) continue;
    if (before !== null && slotById(state, before).begin <= now) continue;
    const promised = live.find(isOf(key))?.move.to;
    const isHomeless = after === null || (after === before && isWithoutRoom(state, key));
    // What a proposal keeps for it counts as its place.
    const place = promised ?? (isHomeless ? unasked.find(isOf(key))?.move.to : after);
    if (place === undefined || (promised === undefined && hasGone(state, place, now))) {
      unplaced++;
      continue;
    }
    if (wish === null) continue;
    const goLive = calendar.addWorkingDays(dateOf(slotById(state, place).begin), nominaal.ingebruikname);
    const late = Math.max(0, daysBetween(wish, goLive));
    lateness += late * planning.gewicht[key.function];
    greatest = Math.max(greatest, late);
  }
  return { unplaced, lateness, greatest, moves: moves.filter(({ from }) => from !== null).length };
}

function hasGone(state: PlanningState, slot: string, now: Instant): boolean {
  const planned = scheduleOf(state.plan).slotsById.get(slot);
  return planned === undefined || planned.begin <= now;
}

/** The plan named it as displaced, and it still is: where it stands does not count as a place. */
function isWithoutRoom(state: PlanningState, { organisation, function: fn }: ReservationKey): boolean {
  const reservation = state.organisations[organisation]?.reservations[fn];
  return (
    isPlaced(reservation) && reservation.displaced !== null && displacementOf(state, fn, reservation) !== null
  );
}

function differences(
  found: Pick<Measures, 'unplaced' | 'lateness' | 'greatest' | 'moves'>,
  claimed: Pick<Measures, 'unplaced' | 'lateness' | 'greatest' | 'moves'>,
): readonly string[] {
  return (['unplaced', 'lateness', 'greatest', 'moves'] as const)
    .filter((name) => found[name] !== claimed[name])
    .map((name) => `${name}: opgegeven ${claimed[name]}, nagerekend ${found[name]}.`);
}
