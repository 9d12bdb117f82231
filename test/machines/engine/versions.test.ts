import { setup } from 'xstate';
import { describe, expect, it } from 'vitest';
import { defineDurable } from '../../../machines/engine/machine.ts';
import { persist, restore, type PersistedState } from '../../../machines/engine/state.ts';
import { drain, start, step } from '../../../machines/engine/step.ts';
import { adopt, type Migration } from '../../../machines/engine/versions.ts';

/** A lamp that goes out by itself: in version 2 its states have other names, and it counts how often it was lit. */

const words = setup({
  types: {
    context: {} as { now: number; times?: number },
    input: {} as { now: number },
    events: {} as { type: 'push' },
  },
  delays: { untilOut: 60 },
  actions: { tell: (_, _params: { text: string }) => {} },
});
const said = (text: string) => ({ type: 'tell', params: { text } }) as const;

const one = defineDurable({
  version: '1',
  effects: ['tell'],
  logic: words.createMachine({
    id: 'lamp',
    context: ({ input }) => ({ now: input.now }),
    initial: 'off',
    states: {
      off: { on: { push: 'on' } },
      on: {
        initial: 'bright',
        after: { untilOut: { target: 'off', actions: said('out') } },
        states: { bright: {}, dim: {} },
      },
    },
  }),
});

const two = defineDurable({
  version: '2',
  effects: ['tell'],
  logic: words.createMachine({
    id: 'lamp',
    context: ({ input }) => ({ now: input.now, times: 0 }),
    initial: 'dark',
    states: {
      dark: { on: { push: 'lit' } },
      lit: {
        initial: 'bright',
        after: { untilOut: { target: 'dark', actions: said('out') } },
        states: { bright: {} },
      },
    },
  }),
});

const lit = step(one, start(one, {}, 0).state, { type: 'push' }, 5).state;
const delay = (state: string) => `xstate.after.untilOut.lamp.${state}`;

type Change = (state: PersistedState) => ReturnType<Migration['take']>;
const migration = (take: Change): Migration => ({ from: '1', to: '2', take });

const renamed: Change = (state) => ({
  ...state,
  snapshot: {
    ...state.snapshot,
    value: state.snapshot.value === 'off' ? 'dark' : { lit: 'bright' },
    context: { ...state.snapshot.context, times: 1 },
  },
  due: state.due.map((due) => ({ ...due, id: delay('lit'), event: { type: delay('lit') } })),
});

const adopted = (take: Change, state = lit) =>
  adopt({ machines: [one, two], migrations: [migration(take)] }, persist(one, state), '2');

describe('another version', () => {
  it('goes on where the old one was: state, context, and the moment of what is due', () => {
    const adoption = adopted(renamed);
    if (adoption.kind !== 'adopted') throw new Error(adoption.kind);
    expect(adoption.state).toMatchObject({
      version: '2',
      snapshot: { value: { lit: 'bright' }, context: { now: 5, times: 1 } },
      due: [{ id: delay('lit'), at: 65 }],
    });
    const state = restore(two, adoption.state);
    expect(drain(two, state, 64).effects).toEqual([]);
    const { effects, state: after } = drain(two, state, 65);
    expect(effects).toEqual([{ kind: 'tell', text: 'out' }]);
    expect(after.snapshot.value).toBe('dark');
  });

  it('is reached over others, by the shortest way', () => {
    const three = { ...two, version: '3' };
    const migrations = [migration(renamed), { from: '2', to: '3', take: (state: PersistedState) => state }];
    const versions = { machines: [one, two, three], migrations };
    expect(adopt(versions, persist(one, lit), '3')).toMatchObject({
      kind: 'adopted',
      state: { version: '3', snapshot: { value: { lit: 'bright' } } },
    });
    expect(adopt(versions, persist(one, lit), '4')).toEqual({ kind: 'noWay' });
    expect(adopt(versions, { ...persist(one, lit), version: '3' }, '1')).toEqual({ kind: 'noWay' });
  });

  it('leaves who is refused as it was', () => {
    const before = persist(one, lit);
    expect(adopted(() => ({ refused: 'Nu niet.' }))).toEqual({ kind: 'refused', reason: 'Nu niet.' });
    expect(persist(one, lit)).toEqual(before);
  });
});

describe('a migration with a mistake is found, by name', () => {
  const broken = (change: (good: PersistedState) => PersistedState): string => {
    const adoption = adopted((state) => {
      const good = renamed(state);
      return 'refused' in good ? good : change(good);
    });
    return adoption.kind === 'broken' ? adoption.problem : adoption.kind;
  };
  const inState = (value: PersistedState['snapshot']['value']) =>
    broken((good) => ({ ...good, snapshot: { ...good.snapshot, value } }));

  it.each<[string, string, () => string]>([
    ['an unknown state', "(root): there is no state 'on'", () => inState({ on: 'bright' })],
    ['an unknown state within', "lit: there is no state 'dim'", () => inState({ lit: 'dim' })],
    ['a state without the one within', 'lit: in 0 states at once', () => inState('lit')],
    ['two states', '(root): in 2 states at once', () => inState({ lit: 'bright', dark: {} })],
    ['a lost timer', `nothing is due for ${delay('lit')}`, () => broken((good) => ({ ...good, due: [] }))],
    [
      'a timer under its old name',
      `due: nothing waits for '${delay('on')}'`,
      () => broken((good) => ({ ...good, due: persist(one, lit).due })),
    ],
    [
      'history of a state that is gone',
      "history: there is no state 'lamp.on.bright'",
      () =>
        broken((good) => ({
          ...good,
          snapshot: { ...good.snapshot, historyValue: { 'lamp.lit': [{ id: 'lamp.on.bright' }] } },
        })),
    ],
    [
      'a throw',
      'no such field',
      () =>
        broken(() => {
          throw new Error('no such field');
        }),
    ],
  ])('%s', (_, problem, found) => {
    expect(found()).toContain(problem);
    expect(found()).toMatch(/^1 -> 2: /);
  });
});
