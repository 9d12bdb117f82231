import { instantAt, type Instant } from '../../amsterdam.ts';
import { addDays, type IsoDate } from '../../dates.ts';
import { formatDate } from '../../dutch-dates.ts';
import { Rebooking } from '../capacity.ts';
import { slotById } from '../displacement.ts';
import { scheduleOf } from '../schedule.ts';
import type { PlanningAnswer } from '../requests.ts';
import { isPlaced, organisationOf, type PlanningState } from '../state.ts';
import { serveWaiting } from '../waiting-list.ts';
import { hindranceTo, isDisplaced, placeOf } from './movable.ts';
import {
  isKept,
  isLive,
  isOpen,
  locatedMoves,
  withProgress,
  type Located,
  type MoveProgress,
} from './proposal.ts';
import { largestTogether } from './together.ts';

export interface Settled {
  readonly state: PlanningState;
  readonly notices: readonly PlanningAnswer[];
}

/**
 * What follows from every step, in one instant: moves that lost their ground are left, those with an akkoord are
 * carried out as far as they are possible together, and who waits gets what is free. Nobody loses a place by it.
 */
export function settle(start: PlanningState, now: Instant): Settled {
  return untilStable(start, now, [settleMoves, serveWaiting]);
}

/** The same for the moves alone. */
export function settleMoves(start: PlanningState, now: Instant): Settled {
  return untilStable(start, now, [leaveGroundless, carryOut, leaveHopeless]);
}

function untilStable(
  start: PlanningState,
  now: Instant,
  steps: readonly ((state: PlanningState, now: Instant) => Settled)[],
): Settled {
  let state = start;
  const notices: PlanningAnswer[] = [];
  let before: PlanningState;
  do {
    before = state;
    for (const step of steps) {
      const settled = step(state, now);
      state = settled.state;
      notices.push(...settled.notices);
    }
  } while (state !== before);
  return { state, notices };
}

/** The next moment at which time alone ends the keeping of a place; null when there is none. */
export function nextMoment(state: PlanningState): Instant | null {
  const moments = locatedMoves(state)
    .filter(isKept)
    .flatMap(({ move: { from, to, progress } }) => {
      const slots = from === null ? [to] : [from, to];
      const until = lastDay(progress);
      return [...slots.map((slot) => slotById(state, slot).begin), ...(until === null ? [] : [endOf(until)])];
    });
  return moments.length === 0 ? null : Math.min(...moments);
}

function endOf(day: IsoDate): Instant {
  return instantAt(addDays(day, 1), '00:00');
}

/**
 * Moves that are over: their tracks hear it when they were talked about. Whoever asks again for an akkoord that
 * came to nothing gets the reason as a refusal.
 */
export function endMoves(
  state: PlanningState,
  ended: readonly (readonly [Located, Extract<MoveProgress, { readonly reason: string }>])[],
): Settled {
  const notices: PlanningAnswer[] = [];
  const left = new Rebooking(withProgress(state, new Map(ended.map(([{ id }, progress]) => [id, progress]))));
  for (const [one, { reason }] of ended) {
    const { organisation, function: fn, from, to, progress } = one.move;
    const key = { organisation, function: fn };
    const reservation = organisationOf(state, organisation)?.reservations[fn];
    if (!isLive(one) || from === null || reservation === undefined) continue;
    if (progress.status === 'agreed') left.book(key, { ...reservation, refusal: reason });
    const { generation } = reservation;
    notices.push({ kind: 'moveEnded', ...key, generation, move: one.id, slot: slotById(state, to), reason });
  }
  return { state: left.state, notices };
}

const lapsed = (reason: string) => ({ status: 'lapsed', reason }) as const;

function leaveGroundless(state: PlanningState, now: Instant): Settled {
  const open = locatedMoves(state).filter(isOpen);
  if (open.length === 0) return { state, notices: [] };
  // Arrived by another way, as from the waiting list.
  const arrived = open.filter(({ move }) => placeOf(state, move) === move.to);
  const done = new Map(arrived.map(({ id }): [string, MoveProgress] => [id, { status: 'done' }]));
  const ended = open.flatMap((one) => {
    if (done.has(one.id)) return [];
    const reason = expiredReason(one, now) ?? hindranceTo(state, one.move, now) ?? roomAgain(state, one);
    return reason === null ? [] : [[one, lapsed(reason)] as const];
  });
  return endMoves(withProgress(state, done), ended);
}

/** Through which day it is kept, as far as the calendar says. */
function lastDay(progress: MoveProgress): IsoDate | null {
  switch (progress.status) {
    case 'talking':
      return progress.answerBy;
    case 'proposed':
      return progress.keptUntil;
    case 'agreed':
    case 'done':
    case 'lapsed':
    case 'declined':
      return null;
  }
}

function expiredReason({ move: { progress } }: Located, now: Instant): string | null {
  const last = lastDay(progress);
  if (last === null || endOf(last) > now) return null;
  return `Er was geen akkoord op ${formatDate(last)}.`;
}

/** Nobody was asked yet, and the only reason to move is gone. */
function roomAgain(state: PlanningState, { proposal, move }: Located): string | null {
  const isUnasked = move.progress.status === 'proposed' && proposal.origin === 'displaced';
  if (!isUnasked || isDisplaced(state, move)) return null;
  return `In tijdslot ${move.from} is weer plaats: verplaatsen hoeft niet meer.`;
}

/** Akkoord that came first goes first, where there is a choice. */
function carryOut(state: PlanningState): Settled {
  const agreed = locatedMoves(state)
    .flatMap((one) => {
      const { progress } = one.move;
      return progress.status === 'agreed' ? [{ ...one.move, since: progress.since, id: one.id }] : [];
    })
    .sort((a, b) => a.since - b.since);
  if (agreed.length === 0) return { state, notices: [] };
  const notices: PlanningAnswer[] = [];
  const done = new Map<string, MoveProgress>();
  const moved = new Rebooking(state);
  for (const { organisation, function: fn, to, id } of largestTogether(state, agreed)) {
    const key = { organisation, function: fn };
    const before = organisationOf(moved.state, organisation)?.reservations[fn];
    if (!isPlaced(before) && before?.status !== 'waiting') throw new Error(`Nothing to move: ${id}`);
    const { generation, wish } = before;
    // From the waiting list a place is voorlopig, as any first place.
    const status = before.status === 'waiting' ? 'held' : 'agreed';
    const placed = {
      status,
      generation,
      refusal: null,
      slot: to,
      since: moved.state.sequence,
      wish,
      displaced: null,
    } as const;
    moved.book(key, placed);
    done.set(id, { status: 'done' });
    const slot = slotById(moved.state, to);
    notices.push({ kind: 'placed', ...key, generation, slot, agreed: status === 'agreed' });
  }
  return { state: withProgress(moved.state, done), notices };
}

/** Accepted moves that are not possible together any more, whoever of them still says yes. */
function leaveHopeless(state: PlanningState): Settled {
  const kept = locatedMoves(state).filter(isKept);
  const order = kept.map((one) => ({ ...one.move, one }));
  // Who has said yes comes first, where there is a choice.
  order.sort((a, b) => rank(a.one) - rank(b.one));
  const possible = new Set(largestTogether(state, order).map(({ one }) => one));
  const hopeless = kept.filter((one) => !possible.has(one));
  return endMoves(
    state,
    hopeless.map((one) => [one, lapsed(lackFor(state, one))]),
  );
}

function rank({ move: { progress } }: Located): number {
  return progress.status === 'agreed' ? progress.since - Number.MAX_SAFE_INTEGER : 0;
}

function lackFor(state: PlanningState, { move: { to } }: Located): string {
  const isThere = scheduleOf(state.plan).slotsById.has(to);
  return isThere
    ? `Er komt geen plaats vrij in tijdslot ${to}: een verplaatsing die daarvoor nodig was, gaat niet door.`
    : `Tijdslot ${to} staat niet meer in de planning.`;
}
