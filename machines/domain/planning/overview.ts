import { dateOf, timeOf, type Instant } from '../amsterdam.ts';
import type { IsoDate } from '../dates.ts';
import { grouped } from '../grouped.ts';
import type { ConnectionFunction } from '../vocabulary.ts';
import { occupancyOf } from './capacity.ts';
import { displacementOf, placedReservations, slotById } from './displacement.ts';
import { latenessOf } from './feasible.ts';
import { displayName } from './organisation-names.ts';
import type { Period, TranchePlan } from './plan.ts';
import type { Slot } from './requests.ts';
import { scheduleOf } from './schedule.ts';
import { claimedPlaces } from './proposals/claims.ts';
import {
  proposalsOverview,
  type FreedOverview,
  type ProposalOverview,
} from './proposals/proposals-overview.ts';
import type { PlanningState, ReservationKey } from './state.ts';
import { waitingList } from './waiting-list.ts';

/** The whole planning at a moment, for people; plain JSON. */
export interface PlanningOverview {
  /** The planners' own name of the plan, and how many plans were published. */
  readonly version: string;
  readonly planVersion: number;
  readonly today: IsoDate;
  readonly tranches: readonly TrancheOverview[];
  /** Who has no room any more in the plan that holds now, and waits for a move. They also stand in their slot. */
  readonly displaced: readonly DisplacedOverview[];
  /** In order; the first one is at place 1. */
  readonly waiting: readonly WaitingOverview[];
  /** The newest first, those that have ended too. */
  readonly proposals: readonly ProposalOverview[];
  /** Free places that would make somebody less late: to offer to one at a time. */
  readonly freed: readonly FreedOverview[];
}

type TrancheStatus = 'open' | 'actief' | 'gesloten' | 'afgelopen';

export interface TrancheOverview {
  readonly name: string;
  readonly active: Period;
  readonly chainTests: Period;
  readonly status: TrancheStatus;
  readonly organisations: number;
  readonly maximumOrganisations: number;
  readonly slots: readonly SlotOverview[];
}

export interface SlotOverview {
  readonly id: string;
  readonly date: IsoDate;
  /** Local time, HH:MM. */
  readonly begin: string;
  readonly end: string;
  readonly past: boolean;
  readonly functions: readonly ConnectionFunction[];
  readonly capacity: number;
  /** Kept for moves that are talked about; together with the occupants it can be more than the capacity. */
  readonly kept: number;
  readonly occupants: readonly Occupant[];
}

export interface Occupant extends ReservationKey {
  /** With what tells it from another one of the same name. */
  readonly name: string;
  readonly agreed: boolean;
  /** Null for a supplier connection. */
  readonly requestedGoLive: IsoDate | null;
  /** Uitloop in calendar days, with nominal work after a test in this slot. */
  readonly lateness: number;
}

export interface DisplacedOverview extends Occupant {
  readonly slot: string;
  readonly date: IsoDate;
  /** Local time, HH:MM. */
  readonly begin: string;
  readonly end: string;
  /** Dutch sentence. */
  readonly reason: string;
}

export interface WaitingOverview extends ReservationKey {
  readonly place: number;
  readonly name: string;
  readonly earliest: IsoDate;
  readonly requestedGoLive: IsoDate | null;
}

export function planningOverview(state: PlanningState, now: Instant): PlanningOverview {
  const today = dateOf(now);
  const { slots, slotsById } = scheduleOf(state.plan);
  const name = ({ organisation }: ReservationKey) => displayName(state, organisation);
  const placed = placedReservations(state).map(({ key, reservation }) => {
    const slot = slotById(state, reservation.slot);
    const { requestedGoLive } = reservation.wish;
    return {
      slot,
      occupant: {
        ...key,
        name: name(key),
        agreed: reservation.status === 'agreed',
        requestedGoLive,
        lateness: latenessOf(state, slotsById.get(slot.id)?.date ?? dateOf(slot.begin), requestedGoLive),
      },
      reason: displacementOf(state, key.function, reservation),
    };
  });
  const inSlot = grouped(placed, ({ slot }) => slot.id);
  const slotOverviews = slots.map((slot) => ({
    tranche: slot.tranche,
    overview: {
      id: slot.id,
      date: slot.date,
      begin: timeOf(slot.begin),
      end: timeOf(slot.end),
      past: slot.begin <= now,
      functions: slot.functions,
      capacity: slot.capacity,
      kept: claimedPlaces(state, slot.id, null),
      occupants: (inSlot.get(slot.id) ?? []).map(({ occupant }) => occupant),
    },
  }));
  return {
    version: state.plan.version,
    planVersion: state.planVersion,
    today,
    tranches: state.plan.tranches.map((tranche) => ({
      name: tranche.name,
      active: tranche.active,
      chainTests: tranche.chainTests,
      status: statusOf(tranche, today),
      organisations: occupancyOf(state).organisations.get(tranche.name)?.size ?? 0,
      maximumOrganisations: tranche.maximumOrganisations,
      slots: slotOverviews.flatMap(({ tranche: of, overview }) => (of === tranche.name ? [overview] : [])),
    })),
    displaced: placed.flatMap(({ occupant, reason, slot }) =>
      reason === null || slot.begin <= now ? [] : [{ ...occupant, ...momentOf(slot), reason }],
    ),
    waiting: waitingList(state).map(({ key, reservation: { wish } }, i) => ({
      ...key,
      place: i + 1,
      name: name(key),
      earliest: wish.earliest,
      requestedGoLive: wish.requestedGoLive,
    })),
    ...proposalsOverview(state, now),
  };
}

function momentOf({ id, begin, end }: Slot) {
  return { slot: id, date: dateOf(begin), begin: timeOf(begin), end: timeOf(end) };
}

/** `open`: still to begin. A closed one takes nobody more, also while it runs. */
function statusOf({ active, closed }: TranchePlan, today: IsoDate): TrancheStatus {
  if (active.until < today) return 'afgelopen';
  if (closed) return 'gesloten';
  return active.from <= today ? 'actief' : 'open';
}
