import { createActor, initialTransition, transition, type Actor, type ActorOptions } from 'xstate';
import type { AnyMachineSnapshot, AnyStateMachine, ExecutableActionObject, Snapshot } from 'xstate';
import { commandsOf } from '../../../machines/engine/commands.ts';
import type { EventShape } from '../../../machines/engine/snapshot.ts';
import {
  persist,
  restore,
  type Due,
  type MachineState,
  type PersistedState,
} from '../../../machines/engine/state.ts';
import { canTake, drain, start, step } from '../../../machines/engine/step.ts';
import type { TrackContext, TrackInput } from '../../../machines/track/context.ts';
import { effectKinds } from '../../../machines/track/effects.ts';
import type { TrackEvent } from '../../../machines/track/events.ts';
import { trackLogic, trackMachine } from '../../../machines/track/machine.ts';
import { beginTrack, canTakeEvent, drainTrack, takeEvent, type TrackState } from '../baseline/track.ts';

/** One way to run the very same track. A state may change in place: an actor's does. */
export interface Contender<State = unknown> {
  readonly name: string;
  readonly begin: (input: TrackInput, now: number) => State;
  /** All that is due, and then the event. */
  readonly take: (state: State, event: TrackEvent | null, now: number) => State;
  readonly can: (state: State, event: TrackEvent, now: number) => boolean;
  readonly save: (state: State) => string;
  readonly load: (saved: string) => State;
  readonly contextOf: (state: State) => TrackContext;
}

/** Each is given back only states of its own making: their kind is nobody else's affair. */
const contender = <State>(one: Contender<State>): Contender => one as Contender;

const ours = contender<MachineState<TrackContext>>({
  name: 'engine',
  begin: (input, now) => start(trackMachine, input, now).state,
  take: (state, event, now) =>
    (event === null ? drain(trackMachine, state, now) : step(trackMachine, state, event, now)).state,
  can: (state, event, now) => canTake(trackMachine, state, event, now),
  save: (state) => JSON.stringify(persist(trackMachine, state)),
  load: (saved) => restore(trackMachine, JSON.parse(saved) as PersistedState /* what save wrote */),
  contextOf: ({ snapshot }) => snapshot.context,
});

const byHand = contender<TrackState>({
  name: 'by hand',
  begin: (input, now) => beginTrack(input, now).state,
  take: (state, event, now) => (event === null ? drainTrack(state, now) : takeEvent(state, event, now)).state,
  can: canTakeEvent,
  save: (state) => JSON.stringify(state),
  load: (saved) => JSON.parse(saved) as TrackState, // what save wrote
  contextOf: ({ context }) => context,
});

/** As any machine: the events that it raises for itself are none of those that it declares. */
const logic: AnyStateMachine = trackLogic;

/** XState's own pure functions; what is due is kept beside them, as the engine keeps it. */
interface Pure {
  readonly snapshot: AnyMachineSnapshot;
  readonly due: readonly Due[];
}

interface SavedPure {
  readonly snapshot: Snapshot<unknown>;
  readonly due: readonly Due[];
}

const kinds = new Set(effectKinds);

type Decided = readonly [AnyMachineSnapshot, readonly ExecutableActionObject[]];

function settled(due: readonly Due[], now: number, [snapshot, actions]: Decided): Pure {
  let left = due;
  for (const command of commandsOf(actions, kinds)) {
    if (command.type === 'effect') continue;
    left = left.filter(({ id }) => id !== command.id);
    if (command.type === 'disarm') continue;
    const later = left.findIndex(({ at }) => at > now + command.delay);
    const entry = { id: command.id, at: now + command.delay, event: command.event };
    left = later < 0 ? [...left, entry] : left.toSpliced(later, 0, entry);
  }
  return { snapshot, due: left };
}

function pureTake({ snapshot, due }: Pure, event: EventShape, now: number): Pure {
  const present = { ...snapshot, context: { ...snapshot.context, now } };
  return settled(due, now, transition(logic, present, event));
}

function pureDrain(state: Pure, now: number): Pure {
  let current = state;
  for (let [first] = current.due; first !== undefined && first.at <= now; [first] = current.due)
    current = pureTake({ ...current, due: current.due.slice(1) }, first.event, now);
  return current;
}

const pure = contender<Pure>({
  name: 'transition()',
  begin: (input, now) => settled([], now, initialTransition(logic, { ...input, now })),
  take(state, event, now) {
    const drained = pureDrain(state, now);
    return event === null || drained.snapshot.status !== 'active' ? drained : pureTake(drained, event, now);
  },
  can(state, event, now) {
    const { snapshot } = pureDrain(state, now);
    return { ...snapshot, context: { ...snapshot.context, now } }.can(event);
  },
  save: ({ snapshot, due }) => JSON.stringify({ snapshot: logic.getPersistedSnapshot(snapshot), due }),
  load(saved) {
    const { snapshot, due } = JSON.parse(saved) as SavedPure; // what save wrote
    return { snapshot: createActor(logic, { snapshot }).getSnapshot(), due };
  },
  contextOf: ({ snapshot }) => snapshot.context,
});

/** A clock that stands still until it is told, and rings in the order of what is due. */
class Bells {
  now = 0;
  #rings: { readonly at: number; readonly ring: () => void }[] = [];

  readonly clock = {
    setTimeout: (ring: () => void, delay: number) => {
      const one = { at: this.now + delay, ring };
      this.#rings.push(one);
      return one;
    },
    clearTimeout: (one: unknown) => {
      this.#rings = this.#rings.filter((other) => other !== one);
    },
  };

  ringUntil(now: number): void {
    this.now = now;
    for (;;) {
      const [first] = this.#rings.toSorted((one, other) => one.at - other.at);
      if (first === undefined || first.at > now) return;
      this.clock.clearTimeout(first);
      first.ring();
    }
  }
}

interface Live {
  readonly actor: Actor<AnyStateMachine>;
  readonly bells: Bells;
}

function live(options: ActorOptions<AnyStateMachine>, now: number): Live {
  const bells = new Bells();
  bells.now = now;
  return { actor: createActor(logic, { ...options, clock: bells.clock }).start(), bells };
}

/** The machine reads the moment from its context; an actor has no other way to be told it. */
function tell({ actor }: Live, now: number): AnyMachineSnapshot {
  const snapshot = actor.getSnapshot();
  snapshot.context = { ...snapshot.context, now };
  return snapshot;
}

function actorDrain(state: Live, now: number): AnyMachineSnapshot {
  const snapshot = tell(state, now);
  state.bells.ringUntil(now);
  return state.actor.getSnapshot() === snapshot ? snapshot : tell(state, now);
}

const actor = contender<Live>({
  name: 'actor',
  begin: (input, now) => live({ input: { ...input, now } }, now),
  take(state, event, now) {
    actorDrain(state, now);
    if (event !== null && state.actor.getSnapshot().status === 'active') state.actor.send(event);
    return state;
  },
  can: (state, event, now) => actorDrain(state, now).can(event),
  save: ({ actor: running }) => JSON.stringify(running.getPersistedSnapshot()),
  load: (saved) => live({ snapshot: JSON.parse(saved) as Snapshot<unknown> /* what save wrote */ }, 0),
  contextOf: (state) => state.actor.getSnapshot().context,
});

export const contenders: readonly Contender[] = [ours, byHand, pure, actor];
