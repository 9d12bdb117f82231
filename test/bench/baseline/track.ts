import { connectionFunctions, type ConnectionFunction } from '../../../machines/domain/vocabulary.ts';
import type { TrackContext, TrackInput, WatchedItem } from '../../../machines/track/context.ts';
import { allEnded, close, closingMoment, enterStage } from '../../../machines/track/decisions/course.ts';
import { documentsOnFile } from '../../../machines/track/decisions/documents.ts';
import type { Effect } from '../../../machines/track/effects.ts';
import type { TrackEvent } from '../../../machines/track/events.ts';
import { functionGuards } from '../../../machines/track/guards.ts';
import { watchedItems } from '../../../machines/track/ladder.ts';
import { Turn } from '../../../machines/track/turn.ts';
import { fireDue, nextMoment } from '../../../machines/track/watch.ts';
import { areSame, isLetterMoot } from './open.ts';
import type { Progress } from './progress.ts';
import { reactionTo } from './reactions.ts';

/**
 * The track as an engineer would write it without a state machine: plain data, a `switch` over the event (see
 * reactions.ts), and what follows of itself. It behaves as the machine does: test/bench/baseline/same.test.ts.
 */

/** Plain JSON. What a function is in is its connection's stage; a track is suspended when its context says so. */
export interface TrackState {
  readonly context: TrackContext;
  /** When the watch looks up: at the next rung or moment. */
  readonly watchAt: number | null;
  /** When the track closes: since its last function ended. */
  readonly closingAt: number | null;
  /** At the same moment, what was set first goes first. */
  readonly closingFirst: boolean;
  readonly done: boolean;
}

export interface Outcome {
  readonly state: TrackState;
  /** To be carried out in this order. */
  readonly effects: readonly Effect[];
}

export function beginTrack(input: TrackInput, now: number): Outcome {
  const { usedAdviceMinutes, agreement, ...known } = input;
  const context: TrackContext = {
    ...known,
    now,
    undeliverable: [],
    readMail: [],
    connections: {},
    documents: documentsOnFile(agreement),
    formalStartOn: null,
    advice: { usedMinutes: usedAdviceMinutes, pending: {} },
    suspension: null,
    suspensions: [],
    watched: [],
    armedFor: null,
    quietUntil: null,
    fired: [],
    overtaken: [],
    callBacks: [],
    tasks: [],
    counts: {},
    lastMail: null,
    successor: null,
  };
  const state = { context, watchAt: null, closingAt: null, closingFirst: false, done: false };
  return { state, effects: [] };
}

/** Lets happen what is due, and then the event; a track that has closed takes none. */
export function takeEvent(state: TrackState, event: TrackEvent, now: number): Outcome {
  const drained = drainTrack(state, now);
  if (drained.state.done) return drained;
  const step = new Step(drained.state, now);
  const reaction = reactionTo(step.context, event);
  if (reaction !== null) {
    reaction(step);
    step.advance(event);
    step.settleClosing();
    step.settleWatch();
  }
  return {
    state: step.state,
    effects: drained.effects.length === 0 ? step.effects : [...drained.effects, ...step.effects],
  };
}

/** Lets happen all that is due. */
export function drainTrack(state: TrackState, now: number): Outcome {
  let current = state;
  const effects: Effect[] = [];
  for (let due = nextDueOf(current); due !== null && due <= now; due = nextDueOf(current)) {
    const step = new Step(current, now);
    if (closesFirst(current)) step.close();
    else step.lookUp();
    effects.push(...step.effects);
    current = step.state;
  }
  return { state: current, effects };
}

/** Whether the event would do something now, after all that is due. */
export function canTakeEvent(state: TrackState, event: TrackEvent, now: number): boolean {
  const { state: current } = drainTrack(state, now);
  return !current.done && reactionTo(asOf(current.context, now), event) !== null;
}

/** The moment at which `drainTrack` has something to do; null: never. */
export function nextDueOf({ watchAt, closingAt }: TrackState): number | null {
  if (watchAt === null || closingAt === null) return watchAt ?? closingAt;
  return Math.min(watchAt, closingAt);
}

/** The track has closed: nothing is due any more, and no event does anything. */
export function isDone(state: TrackState): boolean {
  return state.done;
}

function closesFirst({ watchAt, closingAt, closingFirst }: TrackState): boolean {
  if (closingAt === null) return false;
  return watchAt === null || closingAt < watchAt || (closingAt === watchAt && closingFirst);
}

/** The very same context when it is of this moment already: what was worked out of it is remembered. */
export function asOf(context: TrackContext, now: number): TrackContext {
  return context.now === now ? context : { ...context, now };
}

/** One step in the making. */
class Step implements Progress {
  context: TrackContext;
  readonly effects: Effect[] = [];
  #watchAt: number | null;
  #closingAt: number | null;
  #closingFirst: boolean;
  #done = false;

  constructor({ context, watchAt, closingAt, closingFirst }: TrackState, now: number) {
    this.context = asOf(context, now);
    this.#watchAt = watchAt;
    this.#closingAt = closingAt;
    this.#closingFirst = closingFirst;
  }

  get state(): TrackState {
    return {
      context: this.context,
      watchAt: this.#watchAt,
      closingAt: this.#closingAt,
      closingFirst: this.#closingFirst,
      done: this.#done,
    };
  }

  decide(decision: (turn: Turn) => void): void {
    const turn = new Turn(this.context);
    decision(turn);
    this.context = turn.context;
    this.effects.push(...turn.effects);
  }

  /** Steps that end by themselves: side by side, as far as they go. */
  advance(event: TrackEvent): void {
    let isMoving: boolean;
    do {
      isMoving = false;
      for (const fn of connectionFunctions) {
        const next = nextStep(this.context, fn, event);
        if (next === null) continue;
        this.decide((turn) => enterStage(turn, fn, next, event));
        isMoving = true;
      }
    } while (isMoving);
  }

  /** Once the last function has ended the track closes, after a while. */
  settleClosing(): void {
    if (!allEnded(this.context)) {
      this.#closingAt = null;
    } else if (this.#closingAt === null) {
      this.#closingAt = Math.max(this.context.now, closingMoment(this.context));
      this.#closingFirst = false;
    }
  }

  close(): void {
    this.decide(close);
    this.#done = true;
    this.#watchAt = null;
    this.#closingAt = null;
  }

  lookUp(): void {
    this.decide(fireDue);
    this.#watch(watchedItems(this.context));
  }

  /** Sets the watch anew, when due dates or the next moment changed. */
  settleWatch(): void {
    const items = watchedItems(this.context);
    if (!areSame(this.context.watched, items) || nextMoment(this.context) !== this.context.armedFor)
      this.#watch(items);
  }

  #watch(items: readonly WatchedItem[]): void {
    let context: TrackContext = { ...this.context, watched: items };
    if (isLetterMoot(context)) {
      context = { ...context, tasks: context.tasks.filter(({ kind }) => kind !== 'letterPrepared') };
    }
    const armedFor = nextMoment(context);
    this.context = { ...context, armedFor };
    this.#watchAt = armedFor === null ? null : Math.max(context.now, armedFor);
    this.#closingFirst = true;
  }
}

/** Where a function goes on to without anybody doing more for it. */
function nextStep(context: TrackContext, fn: ConnectionFunction, event: TrackEvent) {
  switch (context.connections[fn]?.stage) {
    case 'impactAnalysis':
      return functionGuards.hasDocuments(context, event, { fn }) ? 'application' : null;
    case 'application':
      return functionGuards.documentsAccepted(context, event, { fn }) ? 'preproduction' : null;
    case 'preproduction':
      return functionGuards.preproductionDone(context, event, { fn }) ? 'chainTest' : null;
    default:
      return null;
  }
}
