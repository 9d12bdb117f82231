import { dateOf, type Instant } from '../amsterdam.ts';
import { daysBetween, type IsoDate } from '../dates.ts';
import { formatDate } from '../dutch-dates.ts';
import type { ConnectionFunction } from '../vocabulary.ts';
import { functionWords } from '../words.ts';
import { occupancyOf } from './capacity.ts';
import { claimants, claimedPlaces } from './proposals/claims.ts';
import type { Alternative } from './requests.ts';
import { scheduleOf } from './schedule.ts';
import type { PlannedSlot } from './slots.ts';
import { isPlaced, organisationOf } from './state.ts';
import type { PlanningState, ReservationKey, Wish } from './state.ts';

/** Who looks for a slot, and with what wish. */
export interface Applicant extends ReservationKey, Wish {}

type Obstacle = 'otherFunction' | 'past' | 'tooEarly' | 'trancheClosed' | 'slotFull' | 'trancheFull';

/** The first thing in the way of a place in this slot of the plan; null when there is room. */
function obstacleTo(
  state: PlanningState,
  slot: PlannedSlot,
  applicant: Applicant,
  now: Instant,
): Obstacle | null {
  return unsuitability(state, slot, applicant, now) ?? lackOfRoom(state, slot, applicant);
}

/** What is in the way whoever comes or leaves. */
function unsuitability(
  state: PlanningState,
  slot: PlannedSlot,
  applicant: Applicant,
  now: Instant,
): Obstacle | null {
  if (!slot.functions.includes(applicant.function)) return 'otherFunction';
  if (slot.begin <= now) return 'past';
  if (slot.date < applicant.earliest) return 'tooEarly';
  // Slots lie within their tranche, so a slot to come means a tranche that has not ended.
  return scheduleOf(state.plan).tranches.get(slot.tranche)?.closed === false ? null : 'trancheClosed';
}

/** Whether this slot could be had, if all were to leave it: then only room can lack. */
export function isSuitable(
  state: PlanningState,
  slot: PlannedSlot,
  applicant: Applicant,
  now: Instant,
): boolean {
  return unsuitability(state, slot, applicant, now) === null;
}

/** Places that are kept for others count as taken. */
function lackOfRoom(state: PlanningState, slot: PlannedSlot, key: ReservationKey): Obstacle | null {
  const own = organisationOf(state, key.organisation)?.reservations[key.function];
  const others = takenPlaces(state, slot.id, key) - (isPlaced(own) && own.slot === slot.id ? 1 : 0);
  if (others >= slot.capacity) return 'slotFull';
  return hasRoomInTranche(state, slot.tranche, key.organisation) ? null : 'trancheFull';
}

/** Occupied, or kept for others than this function. */
function takenPlaces(state: PlanningState, slot: string, key: ReservationKey): number {
  return (occupancyOf(state).places.get(slot) ?? 0) + claimedPlaces(state, slot, key);
}

/** Who counts in the tranche already has room there, unless a new plan has just made that tranche too small for it. */
function hasRoomInTranche(state: PlanningState, tranche: string, organisation: string): boolean {
  const members = occupancyOf(state).organisations.get(tranche);
  const maximum = scheduleOf(state.plan).tranches.get(tranche)?.maximumOrganisations ?? 0;
  const size = members?.size ?? 0;
  if (members?.has(organisation) !== true) {
    const coming = claimants(state, tranche, organisation).filter((one) => members?.has(one) !== true);
    return size + coming.length < maximum;
  }
  if (size <= maximum) return true;
  const reservations = Object.values(organisationOf(state, organisation)?.reservations ?? {});
  return !reservations.some(
    (reservation) =>
      isPlaced(reservation) && (reservation.displaced === 'tranche' || reservation.displaced === 'both'),
  );
}

/** In order of begin. */
export function feasibleSlots(
  state: PlanningState,
  applicant: Applicant,
  now: Instant,
): readonly PlannedSlot[] {
  return scheduleOf(state.plan).slots.filter((slot) => obstacleTo(state, slot, applicant, now) === null);
}

/**
 * The first place, by rule: least lateness, and with equal lateness the earliest slot. A later slot never gives
 * less lateness (a supplier has none), so that is the earliest feasible one.
 */
export function bestSlot(
  state: PlanningState,
  applicant: Applicant,
  now: Instant,
  isWanted: (slot: PlannedSlot) => boolean = () => true,
): PlannedSlot | undefined {
  return scheduleOf(state.plan).slots.find(
    (slot) => isWanted(slot) && obstacleTo(state, slot, applicant, now) === null,
  );
}

/** Calendar days by which the expected go-live passes the requested one, with nominal work after a test on this day. */
export function latenessOf(state: PlanningState, test: IsoDate, requestedGoLive: IsoDate | null): number {
  if (requestedGoLive === null) return 0;
  return Math.max(0, daysBetween(requestedGoLive, goLiveAfter(state, test)));
}

const goLives = new WeakMap<PlanningState['plan'], Map<IsoDate, IsoDate>>();

/** Worked out once for each plan and day: the overview and the optimiser ask it for everybody. */
function goLiveAfter({ plan }: PlanningState, test: IsoDate): IsoDate {
  const known = goLives.get(plan) ?? new Map<IsoDate, IsoDate>();
  goLives.set(plan, known);
  let goLive = known.get(test);
  if (goLive === undefined) {
    goLive = scheduleOf(plan).calendar.addWorkingDays(test, plan.policy.nominaal.ingebruikname);
    known.set(test, goLive);
  }
  return goLive;
}

/** The best other slots, `count` at most: by lateness, then by begin (see `bestSlot`: that is one order). */
export function alternatives(
  state: PlanningState,
  applicant: Applicant & { readonly count: number },
  now: Instant,
): readonly Alternative[] {
  const own = organisationOf(state, applicant.organisation)?.reservations[applicant.function];
  const held = isPlaced(own) ? own.slot : null;
  const counted = [...occupancyOf(state).organisations].flatMap(([tranche, members]) =>
    members.has(applicant.organisation) ? [tranche] : [],
  );
  return feasibleSlots(state, applicant, now)
    .filter((slot) => slot.id !== held)
    .slice(0, applicant.count)
    .map((slot) => ({
      id: slot.id,
      tranche: slot.tranche,
      begin: slot.begin,
      end: slot.end,
      lateness: latenessOf(state, slot.date, applicant.requestedGoLive),
      changesTranche: counted.length > 0 && !counted.includes(slot.tranche),
    }));
}

/** The day of the last slot, full or not, that still meets the requested go-live; null when there is none, or nothing to meet. */
export function lastUsefulSlot(state: PlanningState, applicant: Applicant, now: Instant): IsoDate | null {
  const { requestedGoLive, earliest } = applicant;
  if (requestedGoLive === null) return null;
  const { slots, tranches } = scheduleOf(state.plan);
  const useful = slots.findLast(
    (slot) =>
      slot.begin > now &&
      slot.date >= earliest &&
      slot.functions.includes(applicant.function) &&
      tranches.get(slot.tranche)?.closed === false &&
      goLiveAfter(state, slot.date) <= requestedGoLive,
  );
  return useful?.date ?? null;
}

/** Why this slot can't be had (Dutch sentence); null when it can. */
export function refusalOf(
  state: PlanningState,
  slotId: string,
  applicant: Applicant,
  now: Instant,
): string | null {
  return objection(state, slotId, applicant, now, obstacleTo);
}

/** Why this slot could not be had, though all were to leave it (Dutch sentence); null when only room can lack. */
export function unsuitabilityOf(
  state: PlanningState,
  slotId: string,
  applicant: Applicant,
  now: Instant,
): string | null {
  return objection(state, slotId, applicant, now, unsuitability);
}

function objection(
  state: PlanningState,
  slotId: string,
  applicant: Applicant,
  now: Instant,
  obstacleIn: typeof obstacleTo,
): string | null {
  const { slotsById } = scheduleOf(state.plan);
  const slot = slotsById.get(slotId);
  if (slot === undefined) return `Tijdslot ${slotId} staat niet in de planning.`;
  const named = `Tijdslot ${slot.id}`;
  switch (obstacleIn(state, slot, applicant, now)) {
    case null:
      return null;
    case 'otherFunction': {
      const functions = slot.functions.map((fn: ConnectionFunction) => functionWords[fn]).join(' en ');
      return `${named} is voor ${functions}, niet voor ${functionWords[applicant.function]}.`;
    }
    case 'past':
      return `${named} is al begonnen of voorbij: het is nu ${formatDate(dateOf(now))}.`;
    case 'tooEarly':
      return `${named} is te vroeg: de ketentest kan op zijn vroegst op ${formatDate(applicant.earliest)}.`;
    case 'trancheClosed':
      return `Tranche ${slot.tranche} is gesloten: er kan niemand meer bij.`;
    case 'slotFull': {
      const taken = occupancyOf(state).places.get(slot.id) ?? 0;
      const kept = claimedPlaces(state, slot.id, applicant);
      return `${named} is vol: bezet zijn ${taken} van de ${slot.capacity} plaatsen${kept === 0 ? '' : `, en ${kept} vastgehouden voor een verplaatsing`}.`;
    }
    case 'trancheFull':
      return trancheIsFull(state, slot.tranche);
  }
}

/** Why this organisation can't count in the tranche (Dutch sentence); null when it can. */
export function trancheRefusal(state: PlanningState, tranche: string, organisation: string): string | null {
  if (!scheduleOf(state.plan).tranches.has(tranche)) return `Tranche ${tranche} staat niet in de planning.`;
  return hasRoomInTranche(state, tranche, organisation) ? null : trancheIsFull(state, tranche);
}

function trancheIsFull(state: PlanningState, tranche: string): string {
  const members = occupancyOf(state).organisations.get(tranche)?.size ?? 0;
  const maximum = scheduleOf(state.plan).tranches.get(tranche)?.maximumOrganisations ?? 0;
  const kept = members < maximum ? ', en de rest vastgehouden voor verplaatsingen' : '';
  return `Tranche ${tranche} is vol: bezet zijn ${members} van de ${maximum} plaatsen voor organisaties${kept}.`;
}
