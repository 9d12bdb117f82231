import { setup } from 'xstate';
import { describe, expect, it } from 'vitest';
import { defineDurable } from '../../../machines/engine/machine.ts';
import { persist, persistedStateSchema, restore } from '../../../machines/engine/state.ts';
import { isDone, start, step } from '../../../machines/engine/step.ts';
import { durableDossier } from './toy-machines.ts';

const T0 = Date.UTC(2027, 0, 4, 9);
const paused = () =>
  step(durableDossier, start(durableDossier, { term: 100 }, T0).state, { type: 'pause' }, T0 + 3).state;

describe('persist', () => {
  it('gives plain JSON: version, snapshot, and what is due', () => {
    const persisted = persist(durableDossier, paused());
    expect(JSON.parse(JSON.stringify(persisted))).toStrictEqual(persisted);
    expect(persisted).toStrictEqual({
      version: 'dossier-1',
      snapshot: {
        status: 'active',
        value: { handling: 'paused', watch: 'waiting' },
        context: { now: T0 + 3, due: T0 + 100, armedFor: T0 + 100, rung: 0, notes: 0 },
        historyValue: { 'dossier.handling.open.previously': [{ id: 'dossier.handling.open.draft' }] },
        children: {},
      },
      due: [
        {
          id: 'xstate.after.cooling.dossier.handling.paused',
          at: T0 + 23,
          event: { type: 'xstate.after.cooling.dossier.handling.paused' },
        },
        {
          id: 'xstate.after.untilDue.dossier.watch.waiting',
          at: T0 + 100,
          event: { type: 'xstate.after.untilDue.dossier.watch.waiting' },
        },
      ],
    });
  });

  it('passes its own schema unchanged', () => {
    const persisted = persist(durableDossier, paused());
    expect(persistedStateSchema.parse(JSON.parse(JSON.stringify(persisted)))).toStrictEqual(persisted);
  });

  it('keeps the end and its output', () => {
    const logic = setup({
      types: { context: {} as { now: number }, input: {} as { now: number }, output: {} as { at: number } },
    }).createMachine({
      context: ({ input }) => ({ now: input.now }),
      initial: 'over',
      states: { over: { type: 'final' } },
      output: ({ context }) => ({ at: context.now }),
    });
    const machine = defineDurable({ version: '1', logic, effects: [] });
    const restored = restore(machine, persist(machine, start(machine, {}, T0).state));
    expect(isDone(restored)).toBe(true);
    expect(restored.snapshot.output).toEqual({ at: T0 });
  });
});

describe('persistedStateSchema', () => {
  it.each([
    ['no version', { version: '' }, ['version']],
    ['no moment', { due: [{ id: 'x', at: null, event: { type: 'x' } }] }, ['due', 0, 'at']],
    ['something that is no part of it', { extra: 1 }, []],
  ])('refuses %s', (_, change, path) => {
    const { error } = persistedStateSchema.safeParse({ ...persist(durableDossier, paused()), ...change });
    expect(error?.issues.map((issue) => issue.path)).toEqual([path]);
  });

  it('refuses an actor, and a context without its moment', () => {
    const { snapshot, ...rest } = persist(durableDossier, paused());
    const wrong = { ...rest, snapshot: { ...snapshot, children: { child: {} }, context: {} } };
    const { error } = persistedStateSchema.safeParse(wrong);
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([
      'snapshot.context.now',
      'snapshot.children',
    ]);
  });
});

describe('restore', () => {
  it('remembers history', () => {
    const restored = restore(durableDossier, persist(durableDossier, paused()));
    const { state } = step(durableDossier, restored, { type: 'resume' }, T0 + 4);
    expect(state.snapshot.matches({ handling: { open: 'draft' } })).toBe(true);
  });

  it('refuses another version', () => {
    const persisted = { ...persist(durableDossier, paused()), version: 'dossier-0' };
    expect(() => restore(durableDossier, persisted)).toThrow(
      "A state of machine version 'dossier-0' cannot be restored by version 'dossier-1'",
    );
  });

  it('refuses a state that the machine lacks', () => {
    const { snapshot, ...rest } = persist(durableDossier, paused());
    const lost = { ...rest, snapshot: { ...snapshot, value: { handling: 'lost', watch: 'waiting' } } };
    expect(() => restore(durableDossier, lost)).toThrow('lost');
  });
});
