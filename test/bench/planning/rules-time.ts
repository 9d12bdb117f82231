import { carryPlanning } from '../../../machines/domain/planning/carried.ts';
import { coordinate } from '../../../machines/domain/planning/coordinate.ts';
import { alternatives } from '../../../machines/domain/planning/feasible.ts';
import {
  isPlaced,
  type PlanningState,
  type ReservationKey,
} from '../../../machines/domain/planning/state.ts';
import { connectionFunctions } from '../../../machines/domain/vocabulary.ts';
import { nationalStart } from './national.ts';

/** Milliseconds. */
export interface Spread {
  readonly median: number;
  readonly p99: number;
  readonly most: number;
}

export interface RulesTime {
  readonly alternatives: Spread;
  readonly move: Spread;
  readonly carriedKilobytes: number;
}

/** The pure rules on a full planning: what a track waits for when it asks. */
export function timeRules(state: PlanningState, times: number): RulesTime {
  const placed = placedIn(state);
  const each = (work: (key: ReservationKey) => void): Spread =>
    spreadOf(
      Array.from({ length: times }, (_, i) => {
        const key = placed[(i * 7) % placed.length];
        if (key === undefined) throw new Error('Nobody has a place');
        const began = performance.now();
        work(key);
        return performance.now() - began;
      }),
    );
  const wishOf = ({ organisation, function: fn }: ReservationKey) => {
    const reservation = state.organisations[organisation]?.reservations[fn];
    if (!isPlaced(reservation)) throw new Error(`${organisation} has no place`);
    return reservation.wish;
  };
  return {
    alternatives: each(
      (key) => void alternatives(state, { ...key, ...wishOf(key), count: 3 }, nationalStart),
    ),
    move: each((key) => {
      const [best] = alternatives(state, { ...key, ...wishOf(key), count: 1 }, nationalStart);
      if (best === undefined) return;
      coordinate(
        state,
        { kind: 'move', ...key, generation: 2, slot: best.id, ...wishOf(key) },
        nationalStart,
      );
    }),
    carriedKilobytes: Buffer.byteLength(JSON.stringify(carryPlanning(state))) / 1_000,
  };
}

function placedIn({ organisations }: PlanningState): readonly ReservationKey[] {
  return Object.entries(organisations).flatMap(([organisation, { reservations }]) =>
    connectionFunctions.flatMap((fn) => (isPlaced(reservations[fn]) ? [{ organisation, function: fn }] : [])),
  );
}

export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), p99: at(0.99), most: at(1) };
}
