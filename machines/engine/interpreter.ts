import { createActor } from 'xstate';
import type { AnyMachineSnapshot, AnyStateMachine, ExecutableActionObject } from 'xstate';
import { acceptance, type Acceptance } from './acceptance.ts';
import { commandsOf } from './commands.ts';
import { inDocumentOrder } from './document-order.ts';
import type {
  DurableSnapshot,
  EffectShape,
  EventShape,
  Outcome,
  TimedContext,
  Timestamp,
} from './snapshot.ts';
import type { PersistedState } from './state.ts';

/** A cycle of eventless transitions or raised events ends in an error instead of hanging the workflow. */
const MOST_MICROSTEPS = 1_000;

const ignore = (): void => {};

/** What a machine decides, one event at a time; it keeps no time and carries nothing out. */
export interface Interpreter<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
> {
  readonly begin: (input: TInput, now: Timestamp) => Outcome<TContext, TEffect>;
  /** Takes the machine's events, and the delayed ones of its own making that have come due. */
  readonly dispatch: (
    snapshot: DurableSnapshot<TContext>,
    event: TEvent | EventShape,
    now: Timestamp,
  ) => Outcome<TContext, TEffect>;
  readonly can: (snapshot: DurableSnapshot<TContext>, event: TEvent, now: Timestamp) => boolean;
  readonly persistSnapshot: (snapshot: DurableSnapshot<TContext>) => PersistedState['snapshot'];
  readonly restoreSnapshot: (persisted: PersistedState['snapshot']) => DurableSnapshot<TContext>;
  /** Whether a state that another version made, or a migration, can be taken up. Changes nothing. */
  readonly acceptance: (persisted: PersistedState) => Acceptance;
}

/**
 * XState's own `transition()` makes an actor for every event, and with it a whole initial state, without input:
 * four fifths of its time. This calls the same pure logic with one actor, made once and never started.
 */
export function interpreter<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
>(
  logic: AnyStateMachine,
  effects: ReadonlySet<TEffect['kind']>,
): Interpreter<TContext, TEvent, TInput, TEffect> {
  const machine = logic.provide({}); // a copy: the limit below is not the caller's
  machine.options = { ...machine.options, maxIterations: MOST_MICROSTEPS };
  const self = createActor(machine);

  function scope(actionExecutor: (action: ExecutableActionObject) => void) {
    const inert = { logger: ignore, defer: ignore, emit: ignore, stopChild: ignore };
    return { self, system: self.system, id: self.id, sessionId: self.sessionId, ...inert, actionExecutor };
  }

  function decide(run: (inert: ReturnType<typeof scope>) => AnyMachineSnapshot): Outcome<TContext, TEffect> {
    const actions: ExecutableActionObject[] = [];
    const snapshot = settled(run(scope((action) => actions.push(action))));
    return { snapshot, commands: commandsOf<TEffect>(actions, effects) };
  }

  function settled(snapshot: AnyMachineSnapshot): DurableSnapshot<TContext> {
    if (snapshot.status === 'error') throw snapshot.error;
    const [child] = Object.keys(snapshot.children);
    if (child !== undefined) throw new Error(`Actor '${child}' was spawned: make it an effect`);
    // Neither an error nor stopped: XState's stop event is never dispatched.
    return inDocumentOrder(snapshot) as DurableSnapshot<TContext>;
  }

  function at(snapshot: DurableSnapshot<TContext>, now: Timestamp): AnyMachineSnapshot {
    // Only `settled` makes durable snapshots, and it makes them of XState's, whose methods are own properties.
    const live = snapshot as unknown as AnyMachineSnapshot;
    return snapshot.context.now === now ? live : { ...live, context: { ...snapshot.context, now } };
  }

  return {
    begin(input, now) {
      const outcome = decide((inert) => machine.getInitialSnapshot(inert, { ...input, now }));
      if (outcome.snapshot.context.now !== now) {
        throw new Error(`Machine '${machine.id}' must take 'now' in its context from its input`);
      }
      return outcome;
    },
    dispatch: (snapshot, event, now) =>
      decide((inert) => machine.transition(at(snapshot, now), event, inert)),
    can: (snapshot, event, now) => at(snapshot, now).can(event),
    persistSnapshot(snapshot) {
      // XState's type for this says nothing of a machine's fields.
      const persisted = machine.getPersistedSnapshot(snapshot as unknown as AnyMachineSnapshot) as unknown;
      const { status, value, context, historyValue, output } = persisted as PersistedState['snapshot'];
      return {
        status,
        value,
        context,
        historyValue,
        children: {},
        ...(output === undefined ? {} : { output }),
      };
    },
    acceptance: (persisted) => acceptance(machine.root, persisted),
    restoreSnapshot: (persisted) =>
      // `error` and `output` are undefined in a live snapshot, and so left out of the persisted one.
      settled(machine.restoreSnapshot({ error: undefined, output: undefined, ...persisted }, scope(ignore))),
  };
}
