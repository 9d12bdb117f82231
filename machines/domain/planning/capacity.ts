import { connectionFunctions } from '../vocabulary.ts';
import type { PlanningState, RegisteredOrganisation, Reservation, ReservationKey } from './state.ts';

/** Who takes up what. Not kept in the state: counted from the reservations, and remembered beside them. */
export interface Occupancy {
  /** Places taken, by slot. */
  readonly places: ReadonlyMap<string, number>;
  /**
   * By tranche: who counts in it, and with how many functions. An organisation counts once, from voorlopig until
   * all that it holds there is released. The waiting list doesn't count, but for who keeps its tranche.
   */
  readonly organisations: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

type Organisations = PlanningState['organisations'];

const counted = new WeakMap<Organisations, Occupancy>();

export function occupancyOf(state: Pick<PlanningState, 'organisations'>): Occupancy {
  let occupancy = counted.get(state.organisations);
  if (occupancy === undefined) {
    occupancy = count(state.organisations);
    counted.set(state.organisations, occupancy);
  }
  return occupancy;
}

/** A slot's id begins with its tranche, whose name holds no dot. */
export function trancheOfSlot(slot: string): string {
  return slot.slice(0, slot.indexOf('.'));
}

/** The tranche in which a reservation counts. */
export function trancheOf(reservation: Reservation): string | null {
  switch (reservation.status) {
    case 'held':
    case 'agreed':
      return trancheOfSlot(reservation.slot);
    case 'waiting':
    case 'trancheOnly':
      return reservation.tranche;
    case 'released':
      return null;
  }
}

function slotOf(reservation: Reservation): string | null {
  return reservation.status === 'held' || reservation.status === 'agreed' ? reservation.slot : null;
}

function count(organisations: Organisations): Occupancy {
  const places = new Map<string, number>();
  const perTranche = new Map<string, Map<string, number>>();
  for (const id of Object.keys(organisations)) {
    for (const fn of connectionFunctions) {
      const reservation = organisations[id]?.reservations[fn];
      if (reservation === undefined) continue;
      const slot = slotOf(reservation);
      if (slot !== null) places.set(slot, (places.get(slot) ?? 0) + 1);
      const tranche = trancheOf(reservation);
      if (tranche === null) continue;
      const members = perTranche.get(tranche) ?? new Map<string, number>();
      members.set(id, (members.get(id) ?? 0) + 1);
      perTranche.set(tranche, members);
    }
  }
  return { places, organisations: perTranche };
}

export function withReservation(
  state: PlanningState,
  key: ReservationKey,
  reservation: Reservation,
): PlanningState {
  const rebooking = new Rebooking(state);
  rebooking.book(key, reservation);
  return rebooking.state;
}

/**
 * Many reservations changed one after the other, each on the planning as the ones before left it. To copy
 * everybody for each of them would take seconds for thousands; so a `state` holds until the next change.
 */
export class Rebooking {
  #state: PlanningState;
  #own: Record<string, RegisteredOrganisation> | null = null;

  constructor(start: PlanningState) {
    this.#state = start;
  }

  /** The one that it began with, as long as nothing has changed. */
  get state(): PlanningState {
    return this.#state;
  }

  /** The count moves along with the reservation, so that it costs no recount of everybody. */
  book(key: ReservationKey, reservation: Reservation): void {
    const organisation = this.#state.organisations[key.organisation];
    if (organisation === undefined) throw new Error(`Not in the register: ${key.organisation}`);
    const before = organisation.reservations[key.function];
    const occupancy = moved(occupancyOf(this.#state), key.organisation, before, reservation);
    this.#own ??= { ...this.#state.organisations };
    this.#own[key.organisation] = {
      ...organisation,
      reservations: { ...organisation.reservations, [key.function]: reservation },
    };
    counted.set(this.#own, occupancy);
    this.#state = { ...this.#state, organisations: this.#own, sequence: this.#state.sequence + 1 };
  }
}

function moved(
  occupancy: Occupancy,
  organisation: string,
  before: Reservation | undefined,
  after: Reservation,
): Occupancy {
  const from = before === undefined ? null : slotOf(before);
  const to = slotOf(after);
  const fromTranche = before === undefined ? null : trancheOf(before);
  const toTranche = trancheOf(after);
  let { places, organisations } = occupancy;
  if (from !== to) {
    const changed = new Map(places);
    if (from !== null) add(changed, from, -1);
    if (to !== null) add(changed, to, 1);
    places = changed;
  }
  if (fromTranche !== toTranche) {
    const changed = new Map(organisations);
    if (fromTranche !== null) changed.set(fromTranche, added(changed.get(fromTranche), organisation, -1));
    if (toTranche !== null) changed.set(toTranche, added(changed.get(toTranche), organisation, 1));
    organisations = changed;
  }
  return { places, organisations };
}

function added(members: ReadonlyMap<string, number> | undefined, organisation: string, change: 1 | -1) {
  const changed = new Map(members);
  add(changed, organisation, change);
  return changed;
}

function add(counts: Map<string, number>, key: string, change: 1 | -1): void {
  const changed = (counts.get(key) ?? 0) + change;
  if (changed === 0) counts.delete(key);
  else counts.set(key, changed);
}
