import type { Instant } from '../../amsterdam.ts';
import { addDays, daysBetween, endOfWeek, type IsoDate } from '../../dates.ts';
import { connectionFunctions } from '../../vocabulary.ts';
import { occupancyOf, trancheOf, trancheOfSlot } from '../capacity.ts';
import { displacementOf, slotById } from '../displacement.ts';
import { isSuitable, type Applicant } from '../feasible.ts';
import { applicantOf, isFrozen } from '../proposals/movable.ts';
import { isLive, isOf, locatedMoves, type Located, type Placing } from '../proposals/proposal.ts';
import { scheduleOf } from '../schedule.ts';
import type { PlannedSlot } from '../slots.ts';
import { isPlaced, type PlanningState, type Reservation, type ReservationKey } from '../state.ts';
import type { AssignmentProblem, Job, Option, SlotRoom, TrancheRoom, Week } from './problem.ts';

/**
 * The planning as a problem of assignment: jobs are the functions that may get another place, room is what the others
 * leave. Who is talked with about a move keeps both its place and the one that is kept for it. Into a slot or a
 * tranche that holds more than it should, nobody comes.
 */
export function problemOf(state: PlanningState, now: Instant): AssignmentProblem {
  const toCome = scheduleOf(state.plan).slots.filter((slot) => slot.begin > now);
  const live = locatedMoves(state).filter(isLive);
  const promised = live.map(({ move }) => move);
  const entries = entriesOf(state, live, now);
  const kept = promised.map(({ to }) => to);
  const placesOf = (roles: readonly Role[]) =>
    entries.flatMap(({ role, reservation }) => (roles.includes(role) ? placeIn(reservation) : []));
  // Who has no room where it is, stands there until it goes.
  const taken = countsOf([...placesOf(['fixed', 'away']), ...kept]);
  const homes = countsOf(placesOf(['home']));
  const weeks = weeksOf(toCome, countsOf([...placesOf(['fixed']), ...kept]));
  const slots = toCome.map(({ id, date, tranche, capacity }): SlotRoom => ({
    id,
    date,
    tranche: state.plan.tranches.findIndex(({ name }) => name === tranche),
    week: weeks.findIndex(({ monday }) => monday === mondayOf(date)),
    room: Math.max(capacity - (taken.get(id) ?? 0), homes.get(id) ?? 0),
  }));
  const full = {
    slots: new Set(
      toCome.filter(({ id, capacity }) => placesAtMost(state, id, promised) > capacity).map(({ id }) => id),
    ),
    tranches: new Set(
      state.plan.tranches
        .filter(
          ({ name, maximumOrganisations }) => membersAtMost(state, name, promised) > maximumOrganisations,
        )
        .map(({ name }) => name),
    ),
  };
  return {
    jobs: entries.flatMap((entry) => jobsOf(state, entry, { toCome, slots, full }, now)),
    slots,
    tranches: state.plan.tranches.map(({ name, maximumOrganisations }) =>
      trancheRoom(name, maximumOrganisations, entries, promised),
    ),
    weeks,
  };
}

/** `fixed`: keeps what it has. `home`: may move, or stay. `away`: waits, or has no room where it is. */
type Role = 'fixed' | 'home' | 'away';

interface Entry {
  readonly key: ReservationKey;
  readonly reservation: Reservation;
  readonly role: Role;
}

type Promised = Pick<Placing, 'organisation' | 'to'>;

function entriesOf(state: PlanningState, live: readonly Located[], now: Instant): readonly Entry[] {
  return Object.entries(state.organisations).flatMap(([organisation, { reservations }]) =>
    connectionFunctions.flatMap((fn) => {
      const reservation = reservations[fn];
      if (reservation === undefined) return [];
      const key = { organisation, function: fn };
      const role = live.some(isOf(key)) ? 'fixed' : roleOf(state, key, reservation, now);
      return [{ key, reservation, role }];
    }),
  );
}

function roleOf(state: PlanningState, key: ReservationKey, reservation: Reservation, now: Instant): Role {
  if (reservation.status === 'waiting') return 'away';
  if (!isPlaced(reservation) || slotById(state, reservation.slot).begin <= now) return 'fixed';
  if (displacementOf(state, key.function, reservation) !== null) return 'away';
  return isFrozen(state, { ...key, from: reservation.slot }, now) ? 'fixed' : 'home';
}

function placeIn(reservation: Reservation): readonly string[] {
  return isPlaced(reservation) ? [reservation.slot] : [];
}

/** When all who were promised a place come, and nobody leaves. */
function placesAtMost(state: PlanningState, slot: string, promised: readonly Promised[]): number {
  return (occupancyOf(state).places.get(slot) ?? 0) + promised.filter(({ to }) => to === slot).length;
}

function membersAtMost(state: PlanningState, tranche: string, promised: readonly Promised[]): number {
  const coming = promised.filter(({ to }) => trancheOfSlot(to) === tranche);
  return new Set([
    ...(occupancyOf(state).organisations.get(tranche)?.keys() ?? []),
    ...coming.map(({ organisation }) => organisation),
  ]).size;
}

interface Places {
  readonly toCome: readonly PlannedSlot[];
  /** In the same order. */
  readonly slots: readonly SlotRoom[];
  /** Hold more than they should, or would. */
  readonly full: { readonly slots: ReadonlySet<string>; readonly tranches: ReadonlySet<string> };
}

function jobsOf(
  state: PlanningState,
  { key, reservation, role }: Entry,
  { toCome, slots, full }: Places,
  now: Instant,
): readonly Job[] {
  const applicant = role === 'fixed' ? undefined : applicantOf(state, key, now);
  if (applicant === undefined) return [];
  const [from = null] = placeIn(reservation);
  const lateness = latenessIn(state, applicant);
  const options: Option[] = [];
  let stay: number | null = null;
  for (const [i, slot] of toCome.entries()) {
    if (role === 'home' && slot.id === from) stay = options.length;
    else {
      const isTight = slots[i]?.room === 0 || full.slots.has(slot.id);
      if (isTight || !isSuitable(state, slot, applicant, now)) continue;
      // Who counts in a tranche that is too full can go on in it, unless it is the one that is too many.
      if (full.tranches.has(slot.tranche) && !(role === 'home' && slot.tranche === trancheOf(reservation)))
        continue;
    }
    options.push({ slot: i, lateness: lateness(slot.date) });
  }
  const weight = state.plan.policy.planning.gewicht[key.function];
  return [{ ...key, from, weight, stay, options }];
}

const goLives = new WeakMap<PlanningState['plan'], Map<IsoDate, IsoDate>>();

/** As `latenessOf`, for many slots: the go-live after a test on a day is worked out once for each plan. */
function latenessIn({ plan }: PlanningState, { requestedGoLive }: Applicant): (test: IsoDate) => number {
  if (requestedGoLive === null) return () => 0;
  const known = goLives.get(plan) ?? new Map<IsoDate, IsoDate>();
  goLives.set(plan, known);
  return (test) => {
    let goLive = known.get(test);
    if (goLive === undefined) {
      goLive = scheduleOf(plan).calendar.addWorkingDays(test, plan.policy.nominaal.ingebruikname);
      known.set(test, goLive);
    }
    return Math.max(0, daysBetween(requestedGoLive, goLive));
  };
}

/** Who has no place yet, or none any more, can go on counting where it counts. */
function trancheRoom(
  name: string,
  maximum: number,
  entries: readonly Entry[],
  promised: readonly Promised[],
): TrancheRoom {
  const here = entries.filter(({ reservation }) => trancheOf(reservation) === name);
  const members = new Set([
    ...here.flatMap(({ key, role }) => (role === 'home' ? [] : [key.organisation])),
    ...promised.flatMap(({ to, organisation }) => (trancheOfSlot(to) === name ? [organisation] : [])),
  ]);
  const homes = new Set(here.flatMap(({ key }) => (members.has(key.organisation) ? [] : [key.organisation])));
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
