import type { DurableMachine } from './machine.ts';
import type { EffectShape, EventShape, Outcome, TimedContext, Timestamp } from './snapshot.ts';
import type { Due, MachineState } from './state.ts';

/**
 * The step function. All functions here are pure: they read no clock, and a state that was passed in is never
 * changed, also not when something throws. So a caller keeps its old state until it has the new one.
 */
export interface Step<TEffect, TContext extends TimedContext = TimedContext> {
  readonly state: MachineState<TContext>;
  /** To be carried out by the caller, in this order. */
  readonly effects: readonly TEffect[];
}

/** More in one call means a delay of nothing that arms itself again: an error in the machine. */
const MOST_DRAINED_AT_ONCE = 10_000;

/**
 * Enters the initial state.
 * @throws whatever the machine throws, and on an action or a delay that the engine can't keep.
 */
export function start<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
>(
  machine: DurableMachine<TContext, TEvent, TInput, TEffect>,
  input: TInput,
  now: Timestamp,
): Step<TEffect, TContext> {
  assertMoment(now);
  return settle(machine.version, [], machine.begin(input, now), now);
}

/**
 * Drains what is due, and then dispatches the event: it can't overtake a reminder that was due before it.
 * When the machine is done, or becomes so while draining, the event is dropped; `canTake` tells beforehand.
 * What the event itself makes due at once stays due: `nextDue` is then not after `now`, and `drain` takes it.
 */
export function step<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
>(
  machine: DurableMachine<TContext, TEvent, TInput, TEffect>,
  state: MachineState<TContext>,
  event: TEvent,
  now: Timestamp,
): Step<TEffect, TContext> {
  if (isReserved(event))
    throw new Error(`Event '${event.type}' is XState's own: only the machine itself raises it`);
  const drained = drain(machine, state, now);
  if (isDone(drained.state)) return drained;
  const next = dispatch(machine, drained.state, event, now);
  return { state: next.state, effects: [...drained.effects, ...next.effects] };
}

/**
 * Dispatches all that is due at `now`, in due order (at the same moment: in order of arming), including what is
 * armed and falls due meanwhile. `context.now` is the `now` of the call, not the moment that an event was due:
 * a machine that is called late must know that it is late, since it decides for the present.
 */
export function drain<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
>(
  machine: DurableMachine<TContext, TEvent, TInput, TEffect>,
  state: MachineState<TContext>,
  now: Timestamp,
): Step<TEffect, TContext> {
  assertMoment(now);
  if (state.version !== machine.version) {
    throw new Error(
      `A state of machine version '${state.version}' was given to version '${machine.version}'`,
    );
  }
  const effects: TEffect[] = [];
  let current = state;
  for (let count = 0; ; count++) {
    const [first, ...rest] = current.due;
    if (first === undefined || first.at > now) return { state: current, effects };
    if (count === MOST_DRAINED_AT_ONCE) {
      throw new Error(`More than ${count} delayed events fell due at once; the last was '${first.id}'`);
    }
    const next = dispatch(machine, { ...current, due: rest }, first.event, now);
    effects.push(...next.effects);
    current = next.state;
  }
}

/** The moment at which `drain` has something to do; null: never. */
export function nextDue(state: MachineState): Timestamp | null {
  return state.due[0]?.at ?? null;
}

/** Whether the event would do something now, after all that is due. Changes nothing; fit for a validator. */
export function canTake<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
>(
  machine: DurableMachine<TContext, TEvent, TInput, TEffect>,
  state: MachineState<TContext>,
  event: TEvent,
  now: Timestamp,
): boolean {
  const { state: drained } = drain(machine, state, now);
  return !isDone(drained) && !isReserved(event) && machine.can(drained.snapshot, event, now);
}

/** Whether the machine has reached its end: nothing is due any more, and no event does anything. */
export function isDone(state: MachineState): boolean {
  return state.snapshot.status === 'done';
}

function dispatch<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
>(
  machine: DurableMachine<TContext, TEvent, TInput, TEffect>,
  state: MachineState<TContext>,
  event: EventShape,
  now: Timestamp,
): Step<TEffect, TContext> {
  return settle(machine.version, state.due, machine.dispatch(state.snapshot, event, now), now);
}

function settle<TContext extends TimedContext, TEffect extends EffectShape>(
  version: string,
  before: readonly Due[],
  { snapshot, commands }: Outcome<TContext, TEffect>,
  now: Timestamp,
): Step<TEffect, TContext> {
  const effects: TEffect[] = [];
  let due = before;
  for (const command of commands) {
    switch (command.type) {
      case 'arm':
        due = armed(due, { id: command.id, at: now + command.delay, event: command.event });
        break;
      case 'disarm':
        due = disarmed(due, command.id);
        break;
      case 'effect':
        effects.push(command.effect);
        break;
    }
  }
  return { state: { version, snapshot, due: snapshot.status === 'done' ? [] : due }, effects };
}

function armed(due: readonly Due[], entry: Due): readonly Due[] {
  const others = disarmed(due, entry.id);
  const later = others.findIndex((other) => other.at > entry.at);
  return later === -1 ? [...others, entry] : others.toSpliced(later, 0, entry);
}

function disarmed(due: readonly Due[], id: string): readonly Due[] {
  return due.some((entry) => entry.id === id) ? due.filter((entry) => entry.id !== id) : due;
}

function isReserved(event: EventShape): boolean {
  return event.type.startsWith('xstate.');
}

function assertMoment(now: Timestamp): void {
  if (!Number.isFinite(now)) throw new Error(`'now' must be a moment in epoch milliseconds, not ${now}`);
}
