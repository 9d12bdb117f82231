import * as fc from 'fast-check';
import { createActor } from 'xstate';
import { describe, expect, it } from 'vitest';
import type { DurableMachine } from '../../../machines/engine/machine.ts';
import type { EffectShape, EventShape, TimedContext } from '../../../machines/engine/snapshot.ts';
import { persist, persistedStateSchema, restore } from '../../../machines/engine/state.ts';
import type { MachineState } from '../../../machines/engine/state.ts';
import { canTake, drain, isDone, nextDue, start, step } from '../../../machines/engine/step.ts';
import type { Step } from '../../../machines/engine/step.ts';
import { FakeClock } from './fake-clock.ts';
import { dossier, durableDossier, durableRegions } from './toy-machines.ts';
import type { DossierContext, DossierEvent, RegionEvent } from './toy-machines.ts';

const T0 = Date.UTC(2027, 0, 4, 9);

const dossierEvents: readonly DossierEvent[] = [
  { type: 'submit' },
  { type: 'reject' },
  { type: 'approve' },
  { type: 'pause' },
  { type: 'resume' },
  { type: 'nudge' },
  { type: 'close' },
  { type: 'expired' },
  { type: 'move', by: -15 },
  { type: 'move', by: 4 },
];
const regionEvents: readonly RegionEvent[] = (
  ['one', 'two', 'three', 'one.up', 'two.up', 'three.up', 'all', 'ready', 'unready'] as const
).map((type) => ({ type }));

interface Move<TEvent> {
  readonly after: number;
  /** null: time passes, and nothing else. */
  readonly event: TEvent | null;
}

function moves<TEvent>(events: readonly TEvent[]): fc.Arbitrary<readonly Move<TEvent>[]> {
  const event = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...events) }, fc.constant(null));
  return fc.array(fc.record({ after: fc.integer({ min: 0, max: 30 }), event }), { maxLength: 30 });
}

/** A trip through JSON text and the schema, as at continue-as-new. */
function carriedOver<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
>(
  machine: DurableMachine<TContext, TEvent, TInput, TEffect>,
  state: MachineState<TContext>,
): MachineState<TContext> {
  const text = JSON.stringify(persist(machine, state));
  return restore(machine, persistedStateSchema.parse(JSON.parse(text)));
}

/** Runs a machine, carried over before every move or never, and tells all that can be seen of it. */
function trace<TContext extends TimedContext, TEvent extends EventShape, TInput, TEffect extends EffectShape>(
  machine: DurableMachine<TContext, TEvent, TInput, TEffect>,
  input: TInput,
  {
    events,
    sequence,
    carry,
  }: { events: readonly TEvent[]; sequence: readonly Move<TEvent>[]; carry: boolean },
): readonly unknown[] {
  let { state } = start(machine, input, T0);
  let now = T0;
  return sequence.map(({ after, event }) => {
    now += after;
    if (carry) state = carriedOver(machine, state);
    const takes = events.filter((candidate) => canTake(machine, state, candidate, now));
    const next = event === null ? drain(machine, state, now) : step(machine, state, event, now);
    ({ state } = next);
    const text = JSON.stringify(persist(machine, state));
    return { takes, effects: next.effects, done: isDone(state), due: nextDue(state), text };
  });
}

describe('a machine that is persisted and restored before every step', () => {
  it('does exactly what the live one does: history, delays, guards', () => {
    const events = dossierEvents;
    fc.assert(
      fc.property(moves(events), fc.integer({ min: 0, max: 25 }), (sequence, term) => {
        const live = trace(durableDossier, { term }, { events, sequence, carry: false });
        expect(trace(durableDossier, { term }, { events, sequence, carry: true })).toEqual(live);
      }),
      { numRuns: 300 },
    );
  });

  it('does exactly what the live one does: regions that are entered anew', () => {
    const events = regionEvents;
    fc.assert(
      fc.property(moves(events), (sequence) => {
        const live = trace(durableRegions, {}, { events, sequence, carry: false });
        expect(trace(durableRegions, {}, { events, sequence, carry: true })).toEqual(live);
      }),
      { numRuns: 300 },
    );
  });
});

/** A real actor of the dossier. It has no moment in its context: here it takes that from its clock. */
function runningActor(clock: FakeClock, term: number, done: unknown[]) {
  const logic = dossier.provide({
    actions: {
      mail: (_args, params) => done.push({ kind: 'mail', ...params }),
      note: (_args, params) => done.push({ kind: 'note', ...params }),
    },
  });
  const transition: typeof logic.transition = logic.transition.bind(logic);
  logic.transition = (snapshot, event, scope) =>
    transition({ ...snapshot, context: { ...snapshot.context, now: clock.now } }, event, scope);
  return createActor(logic, { clock, input: { term, now: clock.now } }).start();
}

describe('a machine whose delays are drained when they fall due', () => {
  it('does exactly what a running XState actor does', () => {
    fc.assert(
      fc.property(moves(dossierEvents), fc.integer({ min: 0, max: 25 }), (sequence, term) => {
        const clock = new FakeClock(T0);
        const done: unknown[] = [];
        const actor = runningActor(clock, term, done);
        const effects: unknown[] = [];
        let { state } = start(durableDossier, { term }, T0);
        const take = (next: Step<unknown, DossierContext>) => {
          effects.push(...next.effects);
          ({ state } = next);
        };
        let now = T0;
        for (const { after, event } of sequence) {
          now += after;
          for (let due = nextDue(state); due !== null && due <= now; due = nextDue(state)) {
            take(drain(durableDossier, state, due));
          }
          clock.advanceTo(now);
          if (event !== null && !isDone(state)) {
            take(step(durableDossier, state, event, now));
            actor.send(event);
          }
          const { value, status, context } = actor.getSnapshot();
          expect(effects).toEqual(done);
          expect(state.snapshot.value).toEqual(value);
          expect(state.snapshot.status).toBe(status);
          expect({ ...state.snapshot.context, now: 0 }).toEqual({ ...context, now: 0 });
        }
      }),
      { numRuns: 500 },
    );
  });
});
