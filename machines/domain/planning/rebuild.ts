import type { IsoDate } from '../dates.ts';
import type { Organisation } from '../organisation.ts';
import type { ConnectionFunction } from '../vocabulary.ts';
import type { Agreement, Slot } from './requests.ts';
import {
  emptyPlanning,
  type PlanningState,
  type RegisteredOrganisation,
  type Reservation,
  type Wish,
} from './state.ts';

/** What a track holds of the planning: from all of them together a planning that was lost is made again. Plain JSON. */
export interface TrackHoldings {
  readonly organisation: Organisation;
  readonly usedAdviceMinutes: number;
  readonly agreement: Agreement | null;
  /** The days on which functions came into use. */
  readonly live: Readonly<Partial<Record<ConnectionFunction, IsoDate>>>;
  /** Only of an open track. */
  readonly places: readonly HeldPlace[];
}

export interface HeldPlace {
  readonly function: ConnectionFunction;
  /** Of the newest request that was answered: one that is under way is sent again. */
  readonly generation: number;
  readonly wish: Wish;
  readonly place:
    | { readonly status: 'held' | 'agreed'; readonly slot: Slot }
    | { readonly status: 'waiting'; readonly askedOn: IsoDate }
    | { readonly status: 'none' };
}

/**
 * A planning from what the tracks hold, when its own state is lost. Without a plan: publishing it finds again what
 * fits, and names what doesn't. Lost for good are proposals, and codes and advice of organisations without a track.
 */
export function rebuiltPlanning(tracks: readonly TrackHoldings[]): PlanningState {
  const organisations: Record<string, RegisteredOrganisation> = {};
  const retired = new Map<string, Slot>();
  let sequence = 0;
  for (const { organisation, usedAdviceMinutes, agreement, live, places } of tracks) {
    const { id, name, kind, oin, cbsCode } = organisation;
    for (const { place } of places) if ('slot' in place) retired.set(place.slot.id, place.slot);
    organisations[id] = {
      name,
      kind,
      ...(oin === undefined ? {} : { oin }),
      ...(cbsCode === undefined ? {} : { cbsCode }),
      ...(agreement === null ? {} : { agreement }),
      live,
      advice: usedAdviceMinutes === 0 ? [] : [{ booking: 'uit het traject', minutes: usedAdviceMinutes }],
      reservations: Object.fromEntries(
        places.map((held) => [held.function, reservationOf(held, sequence++)]),
      ),
    };
  }
  return { ...emptyPlanning, organisations, retired: [...retired.values()], sequence };
}

function reservationOf({ generation, wish, place }: HeldPlace, since: number): Reservation {
  const newest = { generation, refusal: null };
  switch (place.status) {
    case 'held':
    case 'agreed':
      return { ...newest, status: place.status, slot: place.slot.id, since, wish, displaced: null };
    case 'waiting':
      return { ...newest, status: 'waiting', since, wish, askedOn: place.askedOn, tranche: null };
    case 'none':
      return { ...newest, status: 'released' };
  }
}
