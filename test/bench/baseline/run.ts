import { allHandlersFinished, CancellationScope, condition } from '@temporalio/workflow';
import type { Instant } from '../../../machines/domain/amsterdam.ts';
import { businessTime, type Clock } from '../../../machines/domain/clock.ts';
import type { TrackContext, TrackInput } from '../../../machines/track/context.ts';
import type { DiaryEntry } from '../../../machines/track/diary.ts';
import type { Effect } from '../../../machines/track/effects.ts';
import type { TrackEvent } from '../../../machines/track/events.ts';
import { timerWords } from '../../../machines/track/timer-words.ts';
import { Alarm } from '../../../workflows/alarm.ts';
import { RunLength } from '../../../workflows/run-length.ts';
import { performEffect } from '../../../workflows/track-effects.ts';
import {
  asOf,
  beginTrack,
  canTakeEvent,
  drainTrack,
  isDone,
  nextDueOf,
  takeEvent,
  type Outcome,
  type TrackState,
} from './track.ts';

/** What one run hands to the next: plain JSON. */
export interface CarriedRun {
  readonly state: TrackState;
  /** Effects under way, in the order in which they were asked for: they are performed again. */
  readonly pending: readonly Effect[];
}

interface RunSettings {
  readonly clock: Clock;
  readonly historyLimit: number;
  readonly record: (entry: DiaryEntry) => void;
  /** After every change of state, at once. */
  readonly onChange: () => void;
  /** Once per workflow task in which something happened. */
  readonly publish: () => void;
}

/** What one message set in motion: its sender waits until the planning has answered all that came of it. */
interface Act {
  openRequests: number;
}

/** The life of one track within a run: its state, what is under way, and the loop that waits for what comes. */
export class TrackRun {
  readonly #settings: RunSettings;
  readonly #alarm: Alarm;
  readonly #length: RunLength;
  readonly #underWay = new Set<Effect>();
  #state: TrackState;
  /** Requests to the planning go one after another. */
  #lastRequest: Promise<void> = Promise.resolve();
  #happened = 0;
  #published = -1;
  #isCancelRequested = false;
  #failure: { readonly error: unknown } | null = null;

  constructor(
    settings: RunSettings,
    origin: { readonly start: TrackInput } | { readonly carried: CarriedRun },
  ) {
    this.#settings = settings;
    this.#length = new RunLength(settings.historyLimit);
    this.#alarm = new Alarm({
      clock: settings.clock,
      summary: (moment) => timerWords(this.context, moment),
      ring: () => this.touch(),
    });
    const { state, effects } =
      'start' in origin
        ? beginTrack(origin.start, this.now)
        : { state: origin.carried.state, effects: origin.carried.pending };
    this.#state = state;
    for (const effect of effects) this.#undertake(effect, { openRequests: 0 });
    void CancellationScope.current().cancelRequested.catch(() => {
      this.#isCancelRequested = true;
      this.take({ type: 'cancel.requested' });
    });
  }

  /** Business time. */
  get now(): Instant {
    return businessTime(this.#settings.clock, Date.now());
  }

  /** As of the last change. */
  get context(): TrackContext {
    return this.#state.context;
  }

  get present(): TrackContext {
    return asOf(this.context, this.now);
  }

  get state(): TrackState {
    return this.#state;
  }

  get isDone(): boolean {
    return isDone(this.#state);
  }

  canTake(event: TrackEvent, now: Instant = this.now): boolean {
    return canTakeEvent(this.#state, event, now);
  }

  /** The context that an event would find. */
  peek(now: Instant = this.now): TrackContext {
    return asOf(drainTrack(this.#state, now).state.context, now);
  }

  drain(): void {
    const due = nextDueOf(this.#state);
    const { now } = this;
    if (due !== null && due <= now) this.#apply(drainTrack(this.#state, now), { openRequests: 0 });
  }

  take(event: TrackEvent, act: Act = { openRequests: 0 }): Act {
    this.#apply(takeEvent(this.#state, event, this.now), act);
    return act;
  }

  async answered(act: Act): Promise<void> {
    if (act.openRequests > 0)
      await CancellationScope.nonCancellable(() => condition(() => act.openRequests === 0));
  }

  /** Something happened that is to be published. */
  touch(): void {
    this.#happened++;
  }

  /** Until the track has closed (null), or until it must continue as new with what is carried. */
  async untilEnd(): Promise<CarriedRun | null> {
    return await CancellationScope.nonCancellable(async () => {
      for (;;) {
        this.drain();
        this.#publish();
        if (this.#failure !== null) throw asBug(this.#failure.error);
        if (this.#mayEnd()) return null;
        if (this.#mustContinue()) return { state: this.#state, pending: [...this.#underWay] };
        this.#alarm.set(nextDueOf(this.#state));
        const seen = this.#happened;
        await condition(
          () => this.#happened !== seen || this.#failure !== null || this.#mayEnd() || this.#mustContinue(),
        );
      }
    });
  }

  #apply({ state, effects }: Outcome, act: Act): void {
    this.#state = state;
    this.#happened++;
    for (const effect of effects) this.#undertake(effect, act);
    this.#settings.onChange();
  }

  #undertake(effect: Effect, act: Act): void {
    if (effect.kind === 'diary') return this.#settings.record(effect.entry);
    this.#underWay.add(effect);
    const perform = (): Promise<void> =>
      CancellationScope.nonCancellable(() => performEffect(effect))
        .then((outcome) => {
          this.#underWay.delete(effect);
          if (outcome === null) this.touch();
          else this.take(outcome, act);
          if (effect.kind === 'planning') act.openRequests--;
        })
        .catch((error: unknown) => {
          this.#failure ??= { error };
        });
    if (effect.kind === 'planning') {
      act.openRequests++;
      this.#lastRequest = this.#lastRequest.then(perform);
    } else {
      void perform();
    }
  }

  #publish(): void {
    if (this.#published === this.#happened) return;
    this.#published = this.#happened;
    this.#settings.publish();
  }

  #mayEnd(): boolean {
    return this.isDone && this.#underWay.size === 0 && allHandlersFinished();
  }

  #mustContinue(): boolean {
    return this.#isCancelAnswered() || this.#length.isLong(this.#happened);
  }

  /** The server takes one request to cancel in a run: once it is answered, another run takes another. */
  #isCancelAnswered(): boolean {
    if (!this.#isCancelRequested || this.isDone || this.#underWay.size > 0) return false;
    return !this.context.tasks.some(({ kind }) => kind === 'cancelRequested') && allHandlersFinished();
  }
}

/** Temporal fails a workflow for good on errors of its own; on any other it tries the task again. */
function asBug(cause: unknown): Error {
  const what = cause instanceof Error ? cause.message : String(cause);
  return new Error(`An effect could not be carried out: ${what}`, { cause });
}
