import type { Instant } from '../amsterdam.ts';
import { connectionFunctions, type ConnectionFunction } from '../vocabulary.ts';
import { functionWords } from '../words.ts';
import { occupancyOf, Rebooking, trancheOf } from './capacity.ts';
import { scheduleOf } from './schedule.ts';
import type { Slot } from './requests.ts';
import { isPlaced } from './state.ts';
import type { PlacedReservation, PlanningState, ReservationKey } from './state.ts';

/**
 * Reservations for which a new plan has no room. They are named once, when the plan is published; they keep what
 * they hold, and count, until they are moved. Where others leave, they can fit again.
 */

/** Begin and end of a slot, also of one that the plan no longer has. */
export function slotById(state: PlanningState, id: string): Slot {
  const slot = scheduleOf(state.plan).slotsById.get(id) ?? state.retired.find((retired) => retired.id === id);
  if (slot === undefined) throw new Error(`No such slot: ${id}`);
  return { id: slot.id, tranche: slot.tranche, begin: slot.begin, end: slot.end };
}

/** Why the plan has no room for what is held (Dutch sentence); null when it has. */
export function displacementOf(
  state: PlanningState,
  fn: ConnectionFunction,
  reservation: PlacedReservation,
): string | null {
  switch (reservation.displaced) {
    case null:
      return null;
    case 'slot':
      return lackInSlot(state, fn, reservation.slot);
    case 'tranche':
      return lackInTranche(state, reservation);
    case 'both':
      return lackInSlot(state, fn, reservation.slot) ?? lackInTranche(state, reservation);
  }
}

function lackInSlot(state: PlanningState, fn: ConnectionFunction, id: string): string | null {
  const slot = scheduleOf(state.plan).slotsById.get(id);
  if (slot === undefined) return `Tijdslot ${id} staat niet meer in de planning.`;
  if (!slot.functions.includes(fn)) return `Tijdslot ${id} is niet meer voor ${functionWords[fn]}.`;
  const taken = occupancyOf(state).places.get(id) ?? 0;
  if (taken <= slot.capacity) return null;
  return `Tijdslot ${id} heeft nu plaats voor ${slot.capacity}, en er staan er ${taken} in.`;
}

function lackInTranche(state: PlanningState, reservation: PlacedReservation): string | null {
  const name = trancheOf(reservation) ?? '';
  const maximum = scheduleOf(state.plan).tranches.get(name)?.maximumOrganisations ?? 0;
  const members = occupancyOf(state).organisations.get(name)?.size ?? 0;
  if (members <= maximum) return null;
  return `Tranche ${name} is kleiner geworden: er is plaats voor ${maximum}, en er staan er ${members} in.`;
}

interface Placed {
  readonly key: ReservationKey;
  readonly reservation: PlacedReservation;
}

/** Every place in a slot, in the order in which they were taken. */
export function placedReservations(state: PlanningState): readonly Placed[] {
  return Object.entries(state.organisations)
    .flatMap(([organisation, { reservations }]) =>
      connectionFunctions.flatMap((fn) => {
        const reservation = reservations[fn];
        return isPlaced(reservation) ? [{ key: { organisation, function: fn }, reservation }] : [];
      }),
    )
    .sort((a, b) => a.reservation.since - b.reservation.since);
}

/**
 * Marks what the state's plan has no room for, the latest-made first, and unmarks the rest.
 * A slot that has begun is never displaced: its test was, or is no longer to be, held there.
 */
export function markDisplaced(state: PlanningState, now: Instant): PlanningState {
  const placed = placedReservations(state);
  const toCome = placed.filter(({ reservation }) => slotById(state, reservation.slot).begin > now);
  const inSlot = withoutSlot(state, toCome);
  const inTranche = withoutTranche(state, placed, toCome);
  const marked = new Rebooking(state);
  for (const one of placed) {
    const displaced = lackOf(inSlot.has(one), inTranche.has(one));
    if (one.reservation.displaced !== displaced) marked.book(one.key, { ...one.reservation, displaced });
  }
  return marked.state;
}

function lackOf(inSlot: boolean, inTranche: boolean): PlacedReservation['displaced'] {
  if (inSlot) return inTranche ? 'both' : 'slot';
  return inTranche ? 'tranche' : null;
}

function withoutSlot(state: PlanningState, toCome: readonly Placed[]): ReadonlySet<Placed> {
  const { slotsById } = scheduleOf(state.plan);
  const kept = new Map<string, number>();
  return new Set(
    toCome.filter(({ key, reservation }) => {
      const slot = slotsById.get(reservation.slot);
      if (slot === undefined || !slot.functions.includes(key.function)) return true;
      const rank = (kept.get(slot.id) ?? 0) + 1;
      kept.set(slot.id, rank);
      return rank > slot.capacity;
    }),
  );
}

/** Who can't be moved any more comes first, then who came first. */
function withoutTranche(
  state: PlanningState,
  placed: readonly Placed[],
  toCome: readonly Placed[],
): ReadonlySet<Placed> {
  const displaced = new Set<Placed>();
  for (const [name, members] of occupancyOf(state).organisations) {
    const maximum = scheduleOf(state.plan).tranches.get(name)?.maximumOrganisations ?? 0;
    if (members.size <= maximum) continue;
    const here = (one: Placed) => trancheOf(one.reservation) === name;
    const movable = new Set(toCome.filter(here).map(({ key }) => key.organisation));
    // `placed` is in order of arrival, and a set keeps that order.
    const arrivals = new Set(placed.filter(here).map(({ key }) => key.organisation));
    const settled = [...members.keys()].filter((organisation) => !movable.has(organisation)).length;
    const leaving = [...arrivals]
      .filter((organisation) => movable.has(organisation))
      .slice(Math.max(0, maximum - settled));
    for (const one of toCome) if (here(one) && leaving.includes(one.key.organisation)) displaced.add(one);
  }
  return displaced;
}
