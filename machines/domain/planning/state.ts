import type { IsoDate } from '../dates.ts';
import type { OrganisationKind } from '../organisation.ts';
import type { ConnectionFunction } from '../vocabulary.ts';
import { emptyPlan, type Plan } from './plan.ts';
import type { Proposal } from './proposals/proposal.ts';
import type { Agreement, Generations, Slot } from './requests.ts';

/**
 * What the one planning coordinator keeps: plain JSON, never changed in place. What can be worked out from it
 * (places taken, the order of the waiting list) is not kept. How it travels from run to run: `carried.ts`.
 */
export interface PlanningState {
  readonly plan: Plan;
  /** 0 before the first plan; rises by one with every plan that is published. */
  readonly planVersion: number;
  /** Slots that the plan no longer has, but that someone still holds or held when they passed. */
  readonly retired: readonly Slot[];
  /** Rises with every change of a reservation: who came first. */
  readonly sequence: number;
  /** By id. An organisation is never removed: the register remembers what came into use, and advice given. */
  readonly organisations: Readonly<Record<string, RegisteredOrganisation>>;
  /** In order of making; of moves that have ended the newest are kept: see `withoutOldEnded`. */
  readonly proposals: readonly Proposal[];
  /** How many were ever made: the ids go on from here. */
  readonly proposalsMade: number;
}

export interface RegisteredOrganisation {
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly oin?: string;
  readonly cbsCode?: string;
  /** The day on which a function came into use, once its track has closed. */
  readonly live: Readonly<Partial<Record<ConnectionFunction, IsoDate>>>;
  readonly advice: readonly AdviceBooking[];
  /** Accepted in a track that has closed: a next one need not ask for it. */
  readonly agreement?: Agreement;
  readonly reservations: Readonly<Partial<Record<ConnectionFunction, Reservation>>>;
}

interface AdviceBooking {
  readonly booking: string;
  readonly minutes: number;
}

export interface Wish {
  /** No chain test before this day. */
  readonly earliest: IsoDate;
  /** Null for a supplier connection. */
  readonly requestedGoLive: IsoDate | null;
}

interface NewestRequest {
  readonly generation: number;
  /** Why the newest request was refused (Dutch): a repeat gets the same answer. */
  readonly refusal: string | null;
}

/** A place in a slot, voorlopig or afgesproken. Its tranche is the slot's. */
export interface PlacedReservation extends NewestRequest {
  readonly status: 'held' | 'agreed';
  readonly slot: string;
  readonly since: number;
  readonly wish: Wish;
  /**
   * The plan that was published last has no room for it, in the slot or in the tranche. It may have found room
   * since, where another one left: ask `displacementOf`.
   */
  readonly displaced: 'slot' | 'tranche' | 'both' | null;
}

export interface WaitingReservation extends NewestRequest {
  readonly status: 'waiting';
  readonly since: number;
  readonly wish: Wish;
  /** The day on which the wish was made: `earliest` counted from there. */
  readonly askedOn: IsoDate;
  /** Still counts in this tranche, after its slot was given back. */
  readonly tranche: string | null;
}

/** Its slot was given back; it still counts in its tranche. */
interface TrancheReservation extends NewestRequest {
  readonly status: 'trancheOnly';
  readonly tranche: string;
}

/** Holds nothing. Kept until the track closes, so that a late retry of an older request changes nothing. */
interface ReleasedReservation extends NewestRequest {
  readonly status: 'released';
}

export type Reservation = PlacedReservation | WaitingReservation | TrancheReservation | ReleasedReservation;

export function isPlaced(reservation: Reservation | undefined): reservation is PlacedReservation {
  return reservation?.status === 'held' || reservation?.status === 'agreed';
}

/** Whose reservation it is. */
export interface ReservationKey {
  readonly organisation: string;
  readonly function: ConnectionFunction;
}

export const emptyPlanning: PlanningState = {
  plan: emptyPlan,
  planVersion: 0,
  retired: [],
  sequence: 0,
  organisations: {},
  proposals: [],
  proposalsMade: 0,
};

/** By function, the newest request that was seen. */
export function generationsOf({ reservations }: RegisteredOrganisation): Generations {
  return Object.fromEntries(
    Object.entries(reservations).map(([fn, { generation }]) => [fn, generation] as const),
  );
}

export function organisationOf(state: PlanningState, id: string): RegisteredOrganisation | undefined {
  return Object.hasOwn(state.organisations, id) ? state.organisations[id] : undefined;
}
