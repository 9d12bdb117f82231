import { carryPlanning } from '../../../machines/domain/planning/carried.ts';
import { coordinate } from '../../../machines/domain/planning/coordinate.ts';
import { alternatives } from '../../../machines/domain/planning/feasible.ts';
import {
  isPlaced,
  type PlanningState,
  type ReservationKey,
} from '../../../machines/domain/planning/state.ts';
import { connectionFunctions } from '../../../machines/domain/vocabulary.ts';
import type { Plan } from '../../../machines/domain/planning/plan.ts';
import { plannerOrders } from '../../../machines/domain/planning/proposals/orders.ts';
import { plannerMessages } from '../../../machines/domain/planning/proposals/planner-messages.ts';
import { publish } from '../../../machines/domain/planning/publish.ts';
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
  readonly orders: OrdersTime;
}

/** CPU milliseconds, which a busy machine does not stretch: the server gives workflow code five seconds. */
export interface OrdersTime {
  /** How many functions have a move in each of these. */
  readonly moves: number;
  /** A plan that has no room for anybody any more where they are. */
  readonly publish: number;
  readonly propose: number;
  readonly accept: number;
  /** With all of it in overleg. */
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
    carriedKilobytes: kilobytesOf(state),
    orders: timeOrders(state),
  };
}

function kilobytesOf(state: PlanningState): number {
  return Buffer.byteLength(JSON.stringify(carryPlanning(state))) / 1_000;
}

/** Everybody at once: the most that one Update can ask of the coordinator. */
function timeOrders(state: PlanningState): OrdersTime {
  const [published, publishing] = cpuOf(() => publish(state, inTheAfternoon(state.plan), nationalStart));
  if (published.kind !== 'published') throw new Error('A plan like the one before');
  const [displaced] = published.state.proposals.slice(-1);
  if (displaced === undefined) throw new Error('Nobody is displaced');
  const order = (name: string, on: PlanningState, input: object) => {
    const one = plannerOrders.find((known) => known.name === name);
    const [decided, milliseconds] = cpuOf(() =>
      one?.carryOut(on, { door: 'Meting', ...input }, nationalStart),
    );
    if (decided?.kind !== 'done') throw new Error(decided?.reason ?? name);
    return [decided.state, milliseconds] as const;
  };
  const verplaatsingen = displaced.moves.map(({ organisation: afnemer, function: functie, to: naar }, i) => ({
    afnemer,
    functie,
    naar,
    reden: `Reden ${i}`,
  }));
  const [proposed, proposing] = order(plannerMessages.propose, published.state, { verplaatsingen });
  const [newest] = proposed.proposals.slice(-1);
  const [accepted, accepting] = order(plannerMessages.accept, proposed, { voorstel: newest?.id });
  return {
    moves: newest?.moves.length ?? 0,
    publish: publishing,
    propose: proposing,
    accept: accepting,
    carriedKilobytes: kilobytesOf(accepted),
  };
}

/** At another hour: its slots have other names. */
function inTheAfternoon(plan: Plan): Plan {
  const tranches = plan.tranches.map((tranche) => ({
    ...tranche,
    slots: tranche.slots.map((slot) => ({ ...slot, begin: '13:00' as const, end: '17:00' as const })),
  }));
  return { ...plan, version: 'middag', tranches };
}

function cpuOf<Result>(work: () => Result): readonly [Result, number] {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1_000];
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
