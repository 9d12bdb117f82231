import { allHandlersFinished, CancellationScope, condition } from '@temporalio/workflow';
import type { Instant } from '../machines/domain/amsterdam.ts';
import { businessTime, type Clock } from '../machines/domain/clock.ts';
import type { DurableMachine } from '../machines/engine/machine.ts';
import type { EffectShape, EventShape, TimedContext } from '../machines/engine/snapshot.ts';
import { persist, restore, type MachineState, type PersistedState } from '../machines/engine/state.ts';
import { canTake, drain, isDone, nextDue, start, step, type Step } from '../machines/engine/step.ts';
import { Alarm } from './alarm.ts';
import { RunLength } from './run-length.ts';

/** What one run hands to the next at continue-as-new: plain JSON. */
export interface Carried<TEffect> {
  readonly machine: PersistedState;
  /** Effects whose outcome is not in yet, in the order in which the machine asked for them: they are performed again. */
  readonly pending: readonly TEffect[];
}

export type Origin<TInput, TEffect> = { readonly start: TInput } | { readonly carried: Carried<TEffect> };

/** How one kind of machine is carried out. */
export interface Shell<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
> {
  readonly machine: DurableMachine<TContext, TEvent, TInput, TEffect>;
  readonly clock: Clock;
  /** Takes note of an effect that asks nothing of the world, at once; false: it must be performed. */
  takeNote(effect: TEffect): boolean;
  /**
   * Carries out one effect, at least once; its outcome as an event, null when the machine need not know. It may
   * take hours. When it rejects, the workflow task fails, and is tried again until mended code is there.
   */
  perform(effect: TEffect): Promise<TEvent | null>;
  /** These effects are performed one after another, in the machine's order, and `answered` waits for them; others run side by side. */
  isOrdered(effect: TEffect): boolean;
  /** What a request to cancel the workflow becomes: the run itself is never cancelled. */
  readonly cancelled: TEvent;
  /**
   * The server takes one request to cancel in a run: once this one is answered, and nothing is under way that would be
   * done twice, the run continues as new, and takes another.
   */
  isCancelAnswered(context: TContext): boolean;
  /** What the timer waits for, as the timeline shows it. */
  timerSummary(moment: Instant): string;
  /** After every change of state, at once: before another update can come in between. */
  onChange(): void;
  /** Once per workflow task in which the state changed. */
  publish(): void;
  /** The run continues as new beyond so many events. */
  readonly historyLimit: number;
}

interface Pending<TEffect> {
  readonly effect: TEffect;
  /** The turn that asked for it. */
  readonly turn: number;
}

/**
 * Carries out a machine durably, for as long as it lives: one timer for its next moment, its effects in the
 * background, and its state taken along when the history grows long. It knows no machine in particular.
 *
 * Every dispatch is synchronous: two updates that arrive together are judged one after the other, the second on
 * the state that the first left behind.
 */
export class DurableRun<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
> {
  readonly #shell: Shell<TContext, TEvent, TInput, TEffect>;
  #state: MachineState<TContext>;
  #pending: readonly Pending<TEffect>[] = [];
  /** Counts what has happened in this run. */
  #turn = 0;
  #published = -1;
  #isRenewalAsked = false;
  readonly #alarm: Alarm;
  readonly #length: RunLength;
  #lastOrdered: Promise<void> = Promise.resolve();
  #isCancelRequested = false;
  #failure: { readonly error: unknown } | null = null;

  /** Starts the machine, or takes it up again with its pending effects. They begin at once: `perform` can't use this run. */
  constructor(shell: Shell<TContext, TEvent, TInput, TEffect>, origin: Origin<TInput, TEffect>) {
    this.#shell = shell;
    this.#length = new RunLength(shell.historyLimit);
    this.#alarm = new Alarm({
      clock: shell.clock,
      summary: (moment) => shell.timerSummary(moment),
      ring: () => {
        this.#turn++;
      },
    });
    const begun: Step<TEffect, TContext> =
      'start' in origin
        ? start(shell.machine, origin.start, this.now)
        : { state: restore(shell.machine, origin.carried.machine), effects: origin.carried.pending };
    this.#state = begun.state;
    for (const effect of begun.effects) this.#undertake(effect, 0);
    void CancellationScope.current().cancelRequested.catch(() => {
      this.#isCancelRequested = true;
      this.dispatch(shell.cancelled);
    });
  }

  /** Business time. */
  get now(): Instant {
    return businessTime(this.#shell.clock, Date.now());
  }

  /** As of the last change; `drain` first to see the present. */
  get context(): TContext {
    return this.#state.snapshot.context;
  }

  /** The context as of now, for what depends on the moment too. */
  get present(): TContext {
    return asOf(this.context, this.now);
  }

  get isDone(): boolean {
    return isDone(this.#state);
  }

  /** Whether the event would do something now, or at a later moment. Changes nothing. */
  canTake(event: TEvent, now: Instant = this.now): boolean {
    return canTake(this.#shell.machine, this.#state, event, now);
  }

  /** The context that an event would find now, or at a later moment. Changes nothing. */
  peek(now: Instant = this.now): TContext {
    return asOf(drain(this.#shell.machine, this.#state, now).state.snapshot.context, now);
  }

  /** As it would be carried now. Changes nothing. */
  persisted(): PersistedState {
    return persist(this.#shell.machine, this.#state);
  }

  /** Continues as new, whatever its length, as soon as every Update has its answer; what else is under way is carried. */
  renew(): void {
    this.#isRenewalAsked = true;
  }

  /** Lets happen all that is due by now. */
  drain(): void {
    const moment = nextDue(this.#state);
    const { now } = this;
    if (moment !== null && moment <= now)
      this.#take(drain(this.#shell.machine, this.#state, now), ++this.#turn);
  }

  /** Lets happen what is due by now, and then the event. The turn is for `answered`. */
  dispatch(event: TEvent): number {
    const turn = ++this.#turn;
    this.#take(step(this.#shell.machine, this.#state, event, this.now), turn);
    return turn;
  }

  /** Waits until the ordered effects of a turn, and those that their outcomes led to, have been performed. */
  async answered(turn: number): Promise<void> {
    const isOpen = (pending: Pending<TEffect>) =>
      pending.turn === turn && this.#shell.isOrdered(pending.effect);
    if (this.#pending.some(isOpen))
      await CancellationScope.nonCancellable(() => condition(() => !this.#pending.some(isOpen)));
  }

  /** Runs until the machine is done (null), or until it must continue as new with what is carried. */
  async untilEnd(): Promise<Carried<TEffect> | null> {
    return await CancellationScope.nonCancellable(async () => {
      for (;;) {
        this.drain();
        this.#publish();
        if (this.#failure !== null) throw asBug(this.#failure.error);
        if (this.#mayEnd()) return null;
        if (this.#mustContinue()) return this.#carried();
        this.#alarm.set(nextDue(this.#state));
        const seen = this.#turn;
        await condition(
          () => this.#failure !== null || this.#turn !== seen || this.#mayEnd() || this.#mustContinue(),
        );
      }
    });
  }

  #take({ state, effects }: Step<TEffect, TContext>, turn: number): void {
    this.#state = state;
    for (const effect of effects) this.#undertake(effect, turn);
    this.#shell.onChange();
  }

  #undertake(effect: TEffect, turn: number): void {
    if (this.#shell.takeNote(effect)) return;
    const pending = { effect, turn };
    this.#pending = [...this.#pending, pending];
    const perform = (): Promise<void> =>
      CancellationScope.nonCancellable(() => this.#shell.perform(effect))
        .then((outcome) => this.#settle(pending, outcome))
        .catch((error: unknown) => {
          this.#failure ??= { error };
        });
    if (this.#shell.isOrdered(effect)) this.#lastOrdered = this.#lastOrdered.then(perform);
    else void perform();
  }

  #settle(pending: Pending<TEffect>, outcome: TEvent | null): void {
    this.#pending = this.#pending.filter((other) => other !== pending);
    this.#turn++;
    if (outcome !== null) this.#take(step(this.#shell.machine, this.#state, outcome, this.now), pending.turn);
  }

  #publish(): void {
    if (this.#published === this.#turn) return;
    this.#published = this.#turn;
    this.#shell.publish();
  }

  #mayEnd(): boolean {
    return this.isDone && this.#pending.length === 0 && allHandlersFinished();
  }

  #mustContinue(): boolean {
    if (this.#isCancelRequested && this.#shell.isCancelAnswered(this.context) && !this.isDone)
      if (this.#pending.length === 0 && allHandlersFinished()) return true;
    if (this.#isRenewalAsked) return allHandlersFinished();
    return this.#length.isLong(this.#turn);
  }

  #carried(): Carried<TEffect> {
    return {
      machine: this.persisted(),
      pending: this.#pending.map(({ effect }) => effect),
    };
  }
}

/** The very same context when it is of this moment already: what was worked out of it can be kept. */
function asOf<TContext extends TimedContext>(context: TContext, now: Instant): TContext {
  return context.now === now ? context : { ...context, now };
}

/** Temporal fails a workflow for good on errors of its own; on any other it tries the task again. */
function asBug(cause: unknown): Error {
  return new Error(
    `An effect could not be carried out: ${cause instanceof Error ? cause.message : String(cause)}`,
    {
      cause,
    },
  );
}
