import { assign, raise, setup } from 'xstate';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { defineDurable } from '../../../machines/engine/machine.ts';
import type { DurableMachine } from '../../../machines/engine/machine.ts';
import type { MachineState } from '../../../machines/engine/state.ts';
import { canTake, drain, isDone, nextDue, start, step } from '../../../machines/engine/step.ts';
import { durableDossier } from './toy-machines.ts';
import type { DossierContext, DossierEvent } from './toy-machines.ts';

const T0 = Date.UTC(2027, 0, 4, 9);

/** No part of the state can be changed in place without an error. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    const { constructor } = value;
    if (constructor === Object || constructor === Array) {
      Object.freeze(value);
      for (const inner of Object.values(value)) frozen(inner);
    }
  }
  return value;
}

const timed = setup({
  types: {
    context: {} as { now: number; seen: readonly number[] },
    input: {} as { now: number },
    events: {} as { type: 'look' } | { type: 'a' } | { type: 'b' } | { type: 'c' } | { type: 'stop' },
  },
  delays: { ten: 10, twenty: 20, past: -5 },
  actions: {
    say: (_args, _params: { word: string; at: number }) => {},
    ring: () => {},
    armB: raise({ type: 'b' }, { id: 'b', delay: 'ten' }),
    armC: raise({ type: 'c' }, { id: 'c', delay: 'ten' }),
    armPast: raise({ type: 'a' }, { id: 'past', delay: 'past' }),
    armLate: raise({ type: 'b' }, { id: 'b', delay: 'twenty' }),
    see: assign({ seen: ({ context }) => [...context.seen, context.now] }),
  },
});
const word = (text: string) =>
  ({
    type: 'say',
    params: ({ context }: { context: { now: number } }) => ({ word: text, at: context.now }),
  }) as const;

describe('types', () => {
  it('come from the machine: effects, context, input and events', () => {
    type Effect =
      | { readonly kind: 'mail'; readonly to: string; readonly rung: number; readonly at: number }
      | { readonly kind: 'note'; readonly text: string };
    const declared: DurableMachine<DossierContext, DossierEvent, { term: number }, Effect> = durableDossier;
    const { state, effects } = start(declared, { term: 100 }, T0);
    expect(effects).toEqual([]);
    expectTypeOf(start(durableDossier, { term: 1 }, T0).effects[0]?.kind).toEqualTypeOf<
      'mail' | 'note' | undefined
    >();
    expectTypeOf(state.snapshot.context.rung).toEqualTypeOf<number>();
    const words = timed.createMachine({ context: ({ input }) => ({ now: input.now, seen: [] }) });
    // @ts-expect-error the term is missing
    const withoutTerm = () => start(durableDossier, {}, T0);
    // @ts-expect-error no such event
    const unknownEvent = () => step(durableDossier, state, { type: 'nope' }, T0);
    // @ts-expect-error no such action
    const unknownEffect = () => defineDurable({ version: '1', logic: words, effects: ['nope'] });
    expect([withoutTerm, unknownEvent]).toHaveLength(2); // never called: they are there for the compiler
    expect(unknownEffect).toThrow('actions.say: runs code of its own');
  });
});

describe('start', () => {
  it('enters the initial state, at `now`, and arms its delays', () => {
    const { state } = start(durableDossier, { term: 100 }, T0);
    expect(state.snapshot.value).toEqual({ handling: { open: 'draft' }, watch: 'waiting' });
    expect(state.snapshot.context).toEqual({ now: T0, due: T0 + 100, armedFor: T0 + 100, rung: 0, notes: 0 });
    expect(state.due.map(({ at, event }) => [at - T0, event.type])).toEqual([
      [7, 'xstate.after.brief.dossier.handling.open.draft'],
      [100, 'xstate.after.untilDue.dossier.watch.waiting'],
    ]);
    expect(nextDue(state)).toBe(T0 + 7);
  });

  it('throws what the machine throws', () => {
    const logic = setup({
      types: { context: {} as { now: number }, input: {} as { now: number } },
    }).createMachine({
      context: () => {
        throw new Error('no such day');
      },
    });
    expect(() => start(defineDurable({ version: '1', logic, effects: [] }), {}, T0)).toThrow('no such day');
  });

  it('refuses a context that does not take `now` from the input', () => {
    const logic = setup({ types: { context: {} as { now: number } } }).createMachine({
      id: 'clockless',
      context: { now: 0 },
    });
    expect(() => start(defineDurable({ version: '1', logic, effects: [] }), {}, T0)).toThrow(
      "Machine 'clockless' must take 'now' in its context from its input",
    );
  });

  it.each([Number.NaN, Infinity])('refuses the moment %s', (now) => {
    expect(() => start(durableDossier, { term: 1 }, now)).toThrow(`not ${now}`);
  });
});

describe('step', () => {
  it('gives the effects in order, with their fields beside the kind', () => {
    const { state } = start(durableDossier, { term: 100 }, T0);
    const submitted = step(durableDossier, state, { type: 'submit' }, T0 + 1);
    expect(submitted.effects).toEqual([{ kind: 'note', text: 'in' }]);
    const closed = step(durableDossier, submitted.state, { type: 'close' }, T0 + 2);
    expect(closed.effects).toEqual([{ kind: 'note', text: 'closed' }]);
  });

  it('cancels the delays of a state that is left, and arms those of the state that is entered', () => {
    const { state } = start(durableDossier, { term: 100 }, T0);
    const { due } = step(durableDossier, state, { type: 'pause' }, T0 + 3).state;
    expect(due.map(({ id, at }) => [id, at - T0])).toEqual([
      ['xstate.after.cooling.dossier.handling.paused', 23],
      ['xstate.after.untilDue.dossier.watch.waiting', 100],
    ]);
  });

  it('arms a delay anew when a guard sees that its moment has moved', () => {
    const { state } = start(durableDossier, { term: 100 }, T0);
    const moved = step(durableDossier, state, { type: 'move', by: 50 }, T0 + 3).state;
    expect(moved.due.find(({ id }) => id.includes('untilDue'))?.at).toBe(T0 + 150);
    expect(drain(durableDossier, moved, T0 + 149).effects).toEqual([{ kind: 'note', text: 'draft is old' }]);
    expect(drain(durableDossier, moved, T0 + 150).effects).toContainEqual({
      kind: 'mail',
      to: 'a',
      rung: 1,
      at: T0 + 150,
    });
  });

  it('drains what is due before the event: the event cannot overtake it', () => {
    const { state } = start(durableDossier, { term: 100 }, T0);
    const late = step(durableDossier, state, { type: 'close' }, T0 + 100);
    expect(late.effects).toEqual([
      { kind: 'note', text: 'draft is old' },
      { kind: 'mail', to: 'a', rung: 1, at: T0 + 100 },
      { kind: 'note', text: 'closed' },
    ]);
  });

  it('dispatches with the `now` of the call', () => {
    const logic = timed.createMachine({
      context: ({ input }) => ({ now: input.now, seen: [] }),
      after: { ten: { actions: 'see' } },
      on: { look: { actions: 'see' } },
    });
    const machine = defineDurable({ version: '1', logic, effects: ['say', 'ring'] });
    const { state } = step(machine, start(machine, {}, T0).state, { type: 'look' }, T0 + 33);
    expect(state.snapshot.context).toEqual({ now: T0 + 33, seen: [T0 + 33, T0 + 33] });
  });

  it('drops an event that the machine does not know', () => {
    const { state } = start(durableDossier, { term: 100 }, T0);
    const next = step(durableDossier, state, { type: 'approve' }, T0 + 1);
    expect(next.effects).toEqual([]);
    expect(next.state.snapshot.value).toEqual(state.snapshot.value);
    expect(next.state.due).toEqual(state.due);
  });

  it.each(['xstate.stop', 'xstate.after.brief.dossier.handling.open.draft'])(
    'refuses %s from outside',
    (type) => {
      const { state } = start(durableDossier, { term: 100 }, T0);
      const event = { type } as unknown as DossierEvent; // as a caller without types could
      expect(() => step(durableDossier, state, event, T0)).toThrow(`'${type}' is XState's own`);
      expect(canTake(durableDossier, state, event, T0)).toBe(false);
    },
  );

  it('refuses a state of another version', () => {
    const { state } = start(durableDossier, { term: 100 }, T0);
    expect(() => step(durableDossier, { ...state, version: 'old' }, { type: 'close' }, T0)).toThrow(
      "machine version 'old' was given to version 'dossier-1'",
    );
  });
});

describe('the end', () => {
  it('leaves nothing due, takes nothing and changes nothing', () => {
    const { state } = start(durableDossier, { term: 100 }, T0);
    expect(isDone(state)).toBe(false);
    const ended = step(durableDossier, state, { type: 'close' }, T0 + 1).state;
    expect(isDone(ended)).toBe(true);
    expect(nextDue(ended)).toBeNull();
    expect(canTake(durableDossier, ended, { type: 'move', by: 1 }, T0 + 2)).toBe(false);
    expect(step(durableDossier, ended, { type: 'move', by: 1 }, T0 + 2)).toEqual({
      state: ended,
      effects: [],
    });
  });

  it('drops an event that comes after an end that was due before it', () => {
    const logic = timed.createMachine({
      context: ({ input }) => ({ now: input.now, seen: [] }),
      initial: 'open',
      states: {
        open: { after: { ten: 'shut' }, on: { look: { actions: word('seen') } } },
        shut: { type: 'final' },
      },
    });
    const machine = defineDurable({ version: '1', logic, effects: ['say', 'ring'] });
    const { state } = start(machine, {}, T0);
    expect(canTake(machine, state, { type: 'look' }, T0 + 9)).toBe(true);
    expect(canTake(machine, state, { type: 'look' }, T0 + 10)).toBe(false);
    const last = step(machine, state, { type: 'look' }, T0 + 10);
    expect(last.effects).toEqual([]);
    expect(isDone(last.state)).toBe(true);
  });
});

describe('drain', () => {
  const logic = timed.createMachine({
    context: ({ input }) => ({ now: input.now, seen: [] }),
    initial: 'on',
    states: {
      on: {
        entry: ['armC', 'armB'],
        after: { ten: { actions: word('after') }, twenty: { actions: [word('twenty'), 'ring'] } },
        on: {
          a: { actions: word('a') },
          b: { actions: word('b') },
          c: { actions: [word('c'), 'armPast'] },
          look: { actions: 'armLate' },
          stop: 'off',
        },
      },
      off: { on: { stop: 'end' } },
      end: { type: 'final' },
    },
  });
  const machine = defineDurable({ version: '1', logic, effects: ['say', 'ring'] });
  const words = (state: MachineState<{ now: number; seen: readonly number[] }>, now: number) =>
    drain(machine, state, now).effects.map((effect) => (effect.kind === 'say' ? effect.word : effect.kind));

  it('goes by moment, then by order of arming; what falls due meanwhile goes by its own moment', () => {
    const { state } = start(machine, {}, T0);
    // XState puts the delays of `after` behind the state's own entry actions.
    expect(words(state, T0 + 10)).toEqual(['c', 'a', 'b', 'after']);
    expect(words(state, T0 + 20)).toEqual(['c', 'b', 'after', 'a', 'twenty', 'ring']);
    expect(words(state, T0 + 9)).toEqual([]);
  });

  it('replaces a delay that is armed again under the same id, and puts it last', () => {
    const { state } = step(machine, start(machine, {}, T0).state, { type: 'look' }, T0);
    expect(state.due.map(({ id, at }) => [id, at - T0])).toEqual([
      ['c', 10],
      ['xstate.after.ten.(machine).on', 10],
      ['xstate.after.twenty.(machine).on', 20],
      ['b', 20],
    ]);
  });

  it('keeps a delayed raise when its state is left without a cancel', () => {
    const { state } = step(machine, start(machine, {}, T0).state, { type: 'stop' }, T0);
    expect(state.due.map(({ id }) => id)).toEqual(['c', 'b']);
    expect(words(state, T0 + 10)).toEqual([]);
  });

  it('has nothing left when the machine ends, also of what nobody cancelled', () => {
    const off = step(machine, start(machine, {}, T0).state, { type: 'stop' }, T0).state;
    expect(step(machine, off, { type: 'stop' }, T0).state.due).toEqual([]);
  });

  it('gives the same state when nothing is due', () => {
    const { state } = start(machine, {}, T0);
    expect(drain(machine, state, T0 + 9).state).toBe(state);
  });

  it('throws on a delay of nothing that arms itself again without end', () => {
    const endless = timed.createMachine({
      context: ({ input }) => ({ now: input.now, seen: [] }),
      initial: 'on',
      states: { on: { after: { past: { target: 'on', reenter: true } } } },
    });
    const spinning = defineDurable({ version: '1', logic: endless, effects: ['say', 'ring'] });
    const { state } = start(spinning, {}, T0);
    expect(() => drain(spinning, state, T0)).toThrow(
      "More than 10000 delayed events fell due at once; the last was 'xstate.after.past.(machine).on'",
    );
  });
});

describe('an effect without params', () => {
  it('has its kind only', () => {
    const logic = timed.createMachine({
      context: ({ input }) => ({ now: input.now, seen: [] }),
      entry: 'ring',
    });
    const { effects } = start(defineDurable({ version: '1', logic, effects: ['say', 'ring'] }), {}, T0);
    expect(effects).toEqual([{ kind: 'ring' }]);
  });
});

describe('canTake', () => {
  it('judges after all that is due, by guards with the `now` of the call, and changes nothing', () => {
    const logic = timed.createMachine({
      context: ({ input }) => ({ now: input.now, seen: [] }),
      initial: 'early',
      states: { early: { after: { ten: 'late' } }, late: { on: { look: { actions: word('seen') } } } },
    });
    const machine = defineDurable({ version: '1', logic, effects: ['say', 'ring'] });
    const { state } = start(machine, {}, T0);
    const before = structuredClone(state.due);
    expect(canTake(machine, state, { type: 'look' }, T0 + 9)).toBe(false);
    expect(canTake(machine, state, { type: 'look' }, T0 + 10)).toBe(true);
    expect(state.due).toEqual(before);
    expect(state.snapshot.value).toBe('early');

    const guarded = setup({
      types: { context: {} as { now: number }, input: {} as { now: number }, events: {} as { type: 'go' } },
      guards: { open: ({ context }) => context.now >= T0 + 5 },
    }).createMachine({
      context: ({ input }) => ({ now: input.now }),
      on: { go: { guard: 'open', actions: assign({}) } },
    });
    const door = defineDurable({ version: '1', logic: guarded, effects: [] });
    const shut = start(door, {}, T0).state;
    expect(canTake(door, shut, { type: 'go' }, T0 + 4)).toBe(false);
    expect(canTake(door, shut, { type: 'go' }, T0 + 5)).toBe(true);
  });
});

describe('a throw', () => {
  const broken = setup({
    types: {
      context: {} as { now: number; count: number },
      input: {} as { now: number },
      events: {} as {
        type:
          | 'burst'
          | 'spin'
          | 'unknown'
          | 'anonymous'
          | 'never'
          | 'emit'
          | 'unnumbered'
          | 'spawn'
          | 'doubt';
      },
    },
    delays: { soon: 10, never: Infinity, wrong: () => undefined as unknown as number },
    guards: {
      doubtful: () => {
        throw new Error('who knows');
      },
    },
    actions: {
      mail: (_args, _params: { to: string }) => {},
      count: assign({ count: ({ context }) => context.count + 1 }),
      burst: assign({
        count: () => {
          throw new Error('burst');
        },
      }),
    },
  });
  const logic = broken
    .extend({
      actions: {
        unknown: broken.enqueueActions(({ enqueue }) => enqueue({ type: 'letter' } as never)),
        anonymous: broken.enqueueActions(({ enqueue }) => enqueue.raise({ type: 'spin' }, { delay: 'soon' })),
        never: broken.enqueueActions(({ enqueue }) =>
          enqueue.raise({ type: 'spin' }, { id: 'n', delay: 'never' }),
        ),
        emit: broken.enqueueActions(({ enqueue }) => enqueue.emit({ type: 'x' })),
        spawn: broken.assign({
          count: ({ spawn }) => {
            // Without declared actors it takes nothing, says its type.
            (spawn as (logic: object) => unknown)(broken.createMachine({ context: { now: 0, count: 0 } }));
            return 0;
          },
        }),
      },
    })
    .createMachine({
      context: ({ input }) => ({ now: input.now, count: 0 }),
      initial: 'calm',
      states: {
        calm: {
          after: { soon: { actions: [{ type: 'mail', params: { to: 'a' } }, 'count', 'burst'] } },
          on: {
            burst: { target: 'other', actions: [{ type: 'mail', params: { to: 'a' } }, 'count', 'burst'] },
            unknown: { actions: ['count', 'unknown'] },
            anonymous: { actions: 'anonymous' },
            never: { actions: 'never' },
            emit: { actions: 'emit' },
            unnumbered: 'unnumbered',
            spin: 'spinning',
            spawn: { actions: 'spawn' },
            doubt: { guard: 'doubtful', target: 'other' },
          },
        },
        other: {},
        unnumbered: { after: { wrong: 'other' } },
        spinning: { always: { target: 'spun' } },
        spun: { always: { target: 'spinning' } },
      },
    });
  const machine = defineDurable({ version: '1', logic, effects: ['mail'] });

  it.each([
    ['burst', 'burst'],
    ['unknown', "Action 'letter' is no effect of this machine"],
    ['anonymous', "Event 'spin' was raised with a delay and without an id"],
    ['unnumbered', 'must be a number of milliseconds, not undefined'],
    ['never', "The delay of 'n' must be a number of milliseconds, not Infinity"],
    ['emit', "Action 'xstate.emit' is no effect of this machine"],
    ['spin', 'Infinite loop detected'],
    ['spawn', 'was spawned: make it an effect'],
    ['doubt', 'who knows'],
  ] as const)('on %s leaves the state as it was', (type, message) => {
    const { state } = start(machine, {}, T0);
    const { snapshot, due } = state;
    const before = JSON.stringify({ snapshot, due });
    frozen(state.snapshot.context);
    frozen(state.due);
    expect(() => step(machine, state, { type }, T0 + 1)).toThrow(message);
    expect(JSON.stringify({ snapshot, due })).toBe(before);
    expect(state.snapshot.matches('calm')).toBe(true);
  });

  it('while draining leaves the reminder due, and gives none of its effects', () => {
    const { state } = start(machine, {}, T0);
    expect(() => step(machine, state, { type: 'spin' }, T0 + 10)).toThrow('burst');
    expect(nextDue(state)).toBe(T0 + 10);
    expect(state.snapshot.context.count).toBe(0);
  });
});
