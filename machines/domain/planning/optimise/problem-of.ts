import { dateOf, type Instant } from '../../amsterdam.ts';
import { addDays, endOfWeek, type IsoDate } from '../../dates.ts';
import { connectionFunctions } from '../../vocabulary.ts';
import { occupancyOf, trancheOf, trancheOfSlot } from '../capacity.ts';
import { displacementOf, slotById } from '../displacement.ts';
import { isSuitable, latenessOf } from '../feasible.ts';
import { applicantOf, isFrozen } from '../proposals/movable.ts';
import {
  functionKey,
  isKeptUnasked,
  isLive,
  liveMoveOf,
  locatedMoves,
  movesOf,
  type Located,
  type Placing,
} from '../proposals/proposal.ts';
import { scheduleOf } from '../schedule.ts';
import type { PlannedSlot } from '../slots.ts';
import { isPlaced, type PlanningState, type Reservation, type ReservationKey } from '../state.ts';
import type { AssignmentProblem, Fixed, Job, Option, SlotRoom, TrancheRoom, Week } from './problem.ts';

/**
 * The planning as a problem of assignment: jobs are the functions that may get another place, room is what the others
 * leave. Who is talked with about a move keeps both its place and the one that is kept for it; who has no room any
 * more has the place that a proposal keeps for it, or a better one. Into a slot or a tranche that holds more than it
 * should, nobody comes.
 */
export function problemOf(state: PlanningState, now: Instant): AssignmentProblem {
  const toCome = scheduleOf(state.plan).slots.filter((slot) => slot.begin > now);
  const live = locatedMoves(state).filter(isLive);
  const unasked = locatedMoves(state).filter(isKeptUnasked);
  const full = fullPlaces(state, toCome, [...live, ...unasked]);
  const entries = entriesOf(state, now);
  const homeOfKey = new Map(entries.map(({ key, home }) => [functionKey(key), home]));
  const spare = unasked.filter(({ move }) => homeOfKey.get(functionKey(move)) !== move.to);
  const promised = [...live, ...spare].map(({ move }) => move);
  const fixed = entries.flatMap(({ role, reservation }) => (role === 'fixed' ? placeIn(reservation) : []));
  // Who has no room where it is, stands there until it goes.
  const displaced = entries.flatMap(({ role, home, reservation }) =>
    role === 'fixed' ? [] : placeIn(reservation).filter((place) => place !== home),
  );
  const taken = countsOf([...fixed, ...displaced, ...promised.map(({ to }) => to)]);
  const homes = countsOf(entries.flatMap(({ home }) => (home === null ? [] : [home])));
  const weeks = weeksOf(toCome, countsOf([...fixed, ...live.map(({ move }) => move.to)]));
  const slots = toCome.map(({ id, date, tranche, capacity }): SlotRoom => ({
    id,
    date,
    tranche: state.plan.tranches.findIndex(({ name }) => name === tranche),
    week: weeks.findIndex(({ monday }) => monday === mondayOf(date)),
    room: Math.max(capacity - (taken.get(id) ?? 0), homes.get(id) ?? 0),
  }));
  return {
    jobs: entries.flatMap((entry) => jobsOf(state, entry, { toCome, slots, full }, now)),
    slots,
    tranches: state.plan.tranches.map(({ name, maximumOrganisations }) =>
      trancheRoom(name, maximumOrganisations, entries, promised),
    ),
    weeks,
    fixed: fixedOf(state, entries, now),
  };
}

/** Whose test is to come. */
function fixedOf(state: PlanningState, entries: readonly Entry[], now: Instant): Fixed {
  const days = entries.flatMap(({ key, reservation, role }) => {
    if (role !== 'fixed' || !('wish' in reservation)) return [];
    const place = liveMoveOf(state, key)?.move.to ?? placeIn(reservation)[0];
    const isPast = placeIn(reservation).some((held) => slotById(state, held).begin <= now);
    if (place === undefined || isPast) return [];
    const slot = slotById(state, place);
    const lateness = latenessOf(state, dateOf(slot.begin), reservation.wish.requestedGoLive);
    return [{ lateness, weighted: lateness * state.plan.policy.planning.gewicht[key.function] }];
  });
  return {
    lateness: days.reduce((sum, { weighted }) => sum + weighted, 0),
    greatest: days.reduce((most, { lateness }) => Math.max(most, lateness), 0),
  };
}

/** `fixed`: keeps what it has. `free`: may get another place, or a first one. */
type Role = 'fixed' | 'free';

interface Entry {
  readonly key: ReservationKey;
  readonly reservation: Reservation;
  readonly role: Role;
  /** The place that it can keep: its own, or the one that a proposal keeps for it. Null for who is fixed. */
  readonly home: string | null;
}

/** Hold more than they should, or would. */
interface Full {
  readonly slots: ReadonlySet<string>;
  readonly tranches: ReadonlySet<string>;
}

type Promised = Pick<Placing, 'organisation' | 'to'>;

function entriesOf(state: PlanningState, now: Instant): readonly Entry[] {
  return Object.entries(state.organisations).flatMap(([organisation, { reservations }]) =>
    connectionFunctions.flatMap((fn): Entry[] => {
      const reservation = reservations[fn];
      if (reservation === undefined) return [];
      const key = { organisation, function: fn };
      const isFixed = liveMoveOf(state, key) !== undefined || isBound(state, key, reservation, now);
      if (isFixed) return [{ key, reservation, role: 'fixed', home: null }];
      return [{ key, reservation, role: 'free', home: homeOf(state, key, reservation, now) }];
    }),
  );
}

function isBound(state: PlanningState, key: ReservationKey, reservation: Reservation, now: Instant): boolean {
  if (reservation.status === 'waiting') return false;
  if (!isPlaced(reservation) || slotById(state, reservation.slot).begin <= now) return true;
  return isFrozen(state, { ...key, from: reservation.slot }, now);
}

function homeOf(
  state: PlanningState,
  key: ReservationKey,
  reservation: Reservation,
  now: Instant,
): string | null {
  if (!isPlaced(reservation)) return null;
  if (displacementOf(state, key.function, reservation) === null) return reservation.slot;
  const place = movesOf(state, key).find(isKeptUnasked)?.move.to ?? null;
  const slot = place === null ? undefined : scheduleOf(state.plan).slotsById.get(place);
  const applicant = applicantOf(state, key, now);
  if (slot === undefined || applicant === undefined || !isSuitable(state, slot, applicant, now)) return null;
  return slot.id;
}

function placeIn(reservation: Reservation): readonly string[] {
  return isPlaced(reservation) ? [reservation.slot] : [];
}

/** When all for whom a place is kept come, and nobody leaves. */
function fullPlaces(state: PlanningState, toCome: readonly PlannedSlot[], kept: readonly Located[]): Full {
  const { places, organisations } = occupancyOf(state);
  const coming = countsOf(kept.map(({ move }) => move.to));
  const slots = toCome.filter(({ id, capacity }) => (places.get(id) ?? 0) + (coming.get(id) ?? 0) > capacity);
  const tranches = state.plan.tranches.filter(({ name, maximumOrganisations }) => {
    const members = new Set(organisations.get(name)?.keys());
    for (const { move } of kept) if (trancheOfSlot(move.to) === name) members.add(move.organisation);
    return members.size > maximumOrganisations;
  });
  return { slots: new Set(slots.map(({ id }) => id)), tranches: new Set(tranches.map(({ name }) => name)) };
}

interface Places {
  readonly toCome: readonly PlannedSlot[];
  /** In the same order. */
  readonly slots: readonly SlotRoom[];
  readonly full: Full;
}

function jobsOf(
  state: PlanningState,
  { key, reservation, role, home }: Entry,
  { toCome, slots, full }: Places,
  now: Instant,
): readonly Job[] {
  const applicant = role === 'fixed' ? undefined : applicantOf(state, key, now);
  if (applicant === undefined) return [];
  const [from = null] = placeIn(reservation);
  const options: Option[] = [];
  let stay: number | null = null;
  for (const [i, slot] of toCome.entries()) {
    if (slot.id === home) stay = options.length;
    else {
      const isTight = slots[i]?.room === 0 || full.slots.has(slot.id);
      if (isTight || !isSuitable(state, slot, applicant, now)) continue;
      // Who counts in a tranche that is too full can go on in it, unless it is the one that is too many.
      if (full.tranches.has(slot.tranche) && (home === null || slot.tranche !== trancheOfSlot(home)))
        continue;
    }
    options.push({ slot: i, lateness: latenessOf(state, slot.date, applicant.requestedGoLive) });
  }
  const weight = state.plan.policy.planning.gewicht[key.function];
  return [{ ...key, from, weight, stay, options }];
}

/** Who has no place yet, or none any more, can go on counting where it counts. */
function trancheRoom(
  name: string,
  maximum: number,
  entries: readonly Entry[],
  promised: readonly Promised[],
): TrancheRoom {
  const members = new Set([
    ...entries.flatMap(({ key, reservation, home }) =>
      trancheOf(reservation) === name && (home === null || trancheOfSlot(home) !== name)
        ? [key.organisation]
        : [],
    ),
    ...promised.flatMap(({ to, organisation }) => (trancheOfSlot(to) === name ? [organisation] : [])),
  ]);
  const homes = new Set(
    entries.flatMap(({ key, home }) =>
      home !== null && trancheOfSlot(home) === name && !members.has(key.organisation)
        ? [key.organisation]
        : [],
    ),
  );
  return { name, room: Math.max(maximum - members.size, homes.size), members: [...members] };
}

function weeksOf(slots: readonly PlannedSlot[], taken: ReadonlyMap<string, number>): readonly Week[] {
  const loads = new Map<IsoDate, number>();
  for (const { id, date } of slots) {
    const monday = mondayOf(date);
    loads.set(monday, (loads.get(monday) ?? 0) + (taken.get(id) ?? 0));
  }
  return [...loads].map(([monday, load]) => ({ monday, load }));
}

function mondayOf(date: IsoDate): IsoDate {
  return addDays(endOfWeek(date), -6);
}

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
