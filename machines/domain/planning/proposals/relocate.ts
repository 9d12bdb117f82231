import { dateOf, type Instant } from '../../amsterdam.ts';
import type { IsoDate } from '../../dates.ts';
import { Rebooking } from '../capacity.ts';
import { displacementOf, placedReservations, slotById } from '../displacement.ts';
import { bestSlot, trancheRefusal } from '../feasible.ts';
import type { Period } from '../plan.ts';
import { scheduleOf } from '../schedule.ts';
import type { PlannedSlot } from '../slots.ts';
import { isPlaced, organisationOf, type PlanningState, type ReservationKey } from '../state.ts';
import { keptPlace } from './claims.ts';
import type { Decided } from './decided.ts';
import type { Slot } from '../requests.ts';
import { applicantOf, frozenText, isFrozen } from './movable.ts';
import { liveMoveOf } from './proposal.ts';
import { refusalLines } from './proposal-words.ts';
import type { MoveDraft, MoveRefusal } from './choose.ts';
import { propose, type Proposed } from './propose.ts';

/** Many functions at once out of where they stand, by rule: in the order in which they came, each the earliest place that is left. */

interface Relocation {
  readonly keys: readonly ReservationKey[];
  readonly isWanted: (slot: PlannedSlot) => boolean;
  /** The tranche that all are to go to. */
  readonly into?: string | undefined;
  /** Dutch, for each move. */
  readonly why: string;
}

interface Relocated {
  readonly moves: readonly MoveDraft[];
  readonly refusals: readonly MoveRefusal[];
}

function relocate(state: PlanningState, { keys, isWanted, into, why }: Relocation, now: Instant): Relocated {
  const moves: MoveDraft[] = [];
  const refusals: MoveRefusal[] = [];
  // Each next one looks for room in the planning as it would be after the others.
  const tentative = new Rebooking(state);
  for (const key of keys) {
    const before = organisationOf(tentative.state, key.organisation)?.reservations[key.function];
    const applicant = applicantOf(tentative.state, key, now);
    if (!isPlaced(before) || applicant === undefined) continue;
    const slot = bestSlot(tentative.state, applicant, now, isWanted);
    if (liveMoveOf(state, key) !== undefined) {
      refusals.push({ ...key, to: before.slot, reason: 'Over een andere verplaatsing is al overleg.' });
    } else if (isFrozen(state, { ...key, from: before.slot }, now)) {
      refusals.push({ ...key, to: before.slot, reason: frozenText(state) });
    } else if (slot === undefined) {
      const full = into === undefined ? null : trancheRefusal(tentative.state, into, key.organisation);
      const reason = full ?? 'Er is geen ander tijdslot met plaats.';
      refusals.push({ ...key, to: before.slot, reason });
    } else {
      moves.push({ ...key, to: slot.id, why });
      tentative.book(key, { ...before, slot: slot.id, displaced: null });
    }
  }
  return { moves, refusals };
}

/** Everybody out of a tranche, into another one or wherever there is room first. */
export function moveTranche(
  state: PlanningState,
  order: {
    readonly tranche: string;
    readonly into?: string | undefined;
    readonly why: string;
    readonly by: string;
  },
  now: Instant,
): Decided {
  const { tranche, into, why, by } = order;
  const { tranches } = scheduleOf(state.plan);
  const unknown = [tranche, ...(into === undefined ? [] : [into])].find((name) => !tranches.has(name));
  if (unknown !== undefined) {
    const names = [...tranches.keys()].join(', ');
    return { kind: 'refused', reason: `Tranche ${unknown} staat niet in de planning. Wel: ${names}.` };
  }
  if (into === tranche)
    return { kind: 'refused', reason: `Naar: verwacht een andere tranche dan ${tranche}.` };
  return bulk(state, now, by, 'tranche', {
    ...placedWhere(state, now, (slot) => slot.tranche === tranche),
    isWanted: (slot) => (into === undefined ? slot.tranche !== tranche : slot.tranche === into),
    into,
    why,
  });
}

/** Everybody out of a period, its last day included. */
export function clearPeriod(
  state: PlanningState,
  order: { readonly period: Period; readonly why: string; readonly by: string },
  now: Instant,
): Decided {
  const { from, until } = order.period;
  if (until < from) {
    return { kind: 'refused', reason: `TotEnMet: verwacht een datum op of na ${from}, gevonden: ${until}.` };
  }
  const isInside = (date: IsoDate) => from <= date && date <= until;
  return bulk(state, now, order.by, 'period', {
    ...placedWhere(state, now, ({ begin }) => isInside(dateOf(begin))),
    isWanted: ({ date }) => !isInside(date),
    why: order.why,
  });
}

/** A place for all for whom a new plan has none, kept for as long as a talk takes: so nobody loses a slot silently. */
export function proposeForDisplaced(state: PlanningState, by: string, now: Instant): Proposed {
  const keys = placedReservations(state)
    .filter(({ key, reservation }) => displacementOf(state, key.function, reservation) !== null)
    .filter(({ reservation }) => slotById(state, reservation.slot).begin > now)
    .map(({ key }) => key)
    .filter((key) => keptPlace(state, key) === undefined);
  const why = 'Het huidige tijdslot is vervallen door een nieuwe planning.';
  const { moves, refusals } = relocate(state, { keys, isWanted: () => true, why }, now);
  const proposed = propose(state, { by, origin: 'displaced', moves }, now);
  return { ...proposed, refusals: [...refusals, ...proposed.refusals] };
}

interface Meant {
  readonly keys: readonly ReservationKey[];
  /** How many stay where they are: their slot has begun, or is past. */
  readonly begun: number;
}

function placedWhere(state: PlanningState, now: Instant, isMeant: (slot: Slot) => boolean): Meant {
  const meant = placedReservations(state).flatMap(({ key, reservation }) => {
    const slot = slotById(state, reservation.slot);
    return isMeant(slot) ? [{ key, isToCome: slot.begin > now }] : [];
  });
  const keys = meant.filter(({ isToCome }) => isToCome).map(({ key }) => key);
  return { keys, begun: meant.length - keys.length };
}

function bulk(
  state: PlanningState,
  now: Instant,
  by: string,
  origin: 'tranche' | 'period',
  relocation: Relocation & Meant,
): Decided {
  const { begun } = relocation;
  const past = begun === 0 ? '' : ` Blijft staan, want de ketentest is al begonnen of voorbij: ${begun}.`;
  if (relocation.keys.length === 0)
    return { kind: 'refused', reason: `Daar staat niemand die nog verplaatst kan worden.${past}` };
  const { moves, refusals: left } = relocate(state, relocation, now);
  const proposed = propose(state, { by, origin, moves }, now);
  const refusals = [...left, ...proposed.refusals];
  const count = refusals.length === 0 ? '' : ` Niet te verplaatsen: ${refusals.length}.`;
  const withRefusals = (line: string) =>
    [`${line}${count}${past}`, ...refusalLines(state, refusals)].join('\n');
  if (proposed.proposal === null) {
    return { kind: 'refused', reason: withRefusals('Er is geen voorstel gemaakt.') };
  }
  const { id, moves: made } = proposed.proposal;
  const moved = made.length === 1 ? '1 verplaatsing' : `${made.length} verplaatsingen`;
  return {
    kind: 'done',
    state: proposed.state,
    notices: proposed.notices,
    answer: withRefusals(
      `Voorstel ${id} staat klaar, met ${moved}. Er is nog niets veranderd: neem het aan of wijs het af.`,
    ),
  };
}
