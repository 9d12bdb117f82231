import {
  and,
  assign,
  cancel,
  createMachine,
  emit,
  fromPromise,
  log,
  not,
  raise,
  sendTo,
  setup,
  spawnChild,
  stopChild,
} from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { describe, expect, it } from 'vitest';
import { defineDurable } from '../../../machines/engine/machine.ts';
import { unsupported } from '../../../machines/engine/subset.ts';
import { dossier } from './toy-machines.ts';

/** A machine as a caller without types could write it: `config` is the one state `a.b`, `a` its parent. */
function machine(config: object, implementations: object = {}): AnyStateMachine {
  // Deliberately outside of XState's types: most of these mistakes would not compile.
  const make = createMachine as (machine: object, implementations: object) => AnyStateMachine;
  return make(
    { initial: 'a', states: { a: { initial: 'b', states: { b: config, c: {} } } } },
    implementations,
  );
}
/** XState's `raise` that knows the names of delays. */
const { raise: raiseLater } = setup({ delays: { soon: 5, later: 5 } });
const action = { type: 'do', params: {} };

describe('the supported subset', () => {
  it('holds nested, parallel, final and history states, named delays and guards, and effects', () => {
    expect(unsupported(dossier, new Set(['mail', 'note']))).toEqual([]);
  });

  it('holds XState’s deciding actions, named or in place', () => {
    const logic = machine(
      {
        entry: [
          assign({}),
          raise({ type: 'x' }),
          raiseLater({ type: 'x' }, { id: 'x', delay: 'soon' }),
          cancel('x'),
        ],
        always: { guard: not('shut'), target: 'c' },
        on: { '*': { guard: and(['shut', 'shut']), actions: ['set', { type: 'do', params: () => ({}) }] } },
      },
      { delays: { soon: 5 }, guards: { shut: () => true }, actions: { set: assign({}) } },
    );
    expect(unsupported(logic, new Set(['do']))).toEqual([]);
  });

  it.each<[string, object, string, object?]>([
    ['an invoke', { invoke: { id: 'fetch', src: 'x' } }, "a.b: invoke 'fetch': make it an effect"],
    [
      'an actor',
      {},
      'actors.fetch: actors are not supported: make it an effect',
      { actors: { fetch: fromPromise(() => Promise.resolve()) } },
    ],
    ['a spawn', { entry: spawnChild('fetch') }, "a.b: action 'xstate.spawnChild' is not supported"],
    ['a stop', { exit: stopChild('fetch') }, "a.b: action 'xstate.stopChild' is not supported"],
    ['a sendTo', { entry: sendTo('other', { type: 'x' }) }, "a.b: action 'xstate.sendTo' is not supported"],
    ['an emit', { entry: emit({ type: 'x' }) }, "a.b: action 'xstate.emit' is not supported"],
    ['a log', { on: { x: { actions: log('x') } } }, "a.b: action 'xstate.log' is not supported"],
    [
      'a named sendTo',
      {},
      "actions.send: action 'xstate.sendTo' is not supported",
      { actions: { send: sendTo('other', { type: 'x' }) } },
    ],
    [
      'a named action with code',
      {},
      'actions.run: runs code of its own: make it an effect or an assign',
      { actions: { run: () => {} } },
    ],
    [
      'an effect that XState would carry out',
      {},
      'actions.do: an effect is carried out by the host, not by XState',
      { actions: { do: assign({}) } },
    ],
    [
      'an inline entry action',
      { entry: () => {} },
      'a.b: an inline action: give it a name, and make it an effect or an assign',
    ],
    [
      'an inline exit action',
      { exit: [action, () => {}] },
      'a.b: an inline action: give it a name, and make it an effect or an assign',
    ],
    [
      'an inline action of a transition',
      { on: { x: { actions: () => {} } } },
      'a.b: an inline action: give it a name, and make it an effect or an assign',
    ],
    [
      'an inline action of an initial transition',
      { initial: { target: 'd', actions: () => {} }, states: { d: {} } },
      'a.b: an inline action: give it a name, and make it an effect or an assign',
    ],
    ['an unknown action on entry', { entry: 'nope' }, "a.b: action 'nope' is not implemented"],
    ['an unknown action with params', { exit: { type: 'nope' } }, "a.b: action 'nope' is not implemented"],
    [
      'an unknown action of an eventless transition',
      { always: { guard: 'ok', actions: 'nope' } },
      "a.b: action 'nope' is not implemented",
    ],
    [
      'an unknown action of a delayed transition',
      { after: { soon: { actions: 'nope' } } },
      "a.b: action 'nope' is not implemented",
    ],
    [
      'an unknown action when done',
      { initial: 'd', states: { d: { type: 'final' } }, onDone: { actions: 'nope' } },
      "a.b: action 'nope' is not implemented",
    ],
    [
      'an unknown guard',
      { on: { x: { guard: 'nope', target: 'c' } } },
      "a.b: guard 'nope' is not implemented",
    ],
    [
      'an unknown guard with params',
      { on: { x: { guard: { type: 'nope' }, target: 'c' } } },
      "a.b: guard 'nope' is not implemented",
    ],
    [
      'an unknown guard inside another',
      { on: { x: { guard: not(and(['ok', 'nope'])), target: 'c' } } },
      "a.b: guard 'nope' is not implemented",
    ],
    [
      'an unknown guard inside a named one',
      {},
      "guards.both: guard 'nope' is not implemented",
      { guards: { both: and(['ok', 'nope']) } },
    ],
    [
      'an inline guard',
      { on: { x: { guard: () => true, target: 'c' } } },
      'a.b: an inline guard: give it a name',
    ],
    ['an anonymous delay', { after: { 1000: 'c' } }, 'a.b: anonymous delay 1000: give it a name'],
    ['an unknown delay', { after: { later: 'c' } }, "a.b: delay 'later' is not implemented"],
    [
      'an anonymous delay of a raise',
      { entry: raise({ type: 'x' }, { id: 'x', delay: 10 }) },
      'a.b: anonymous delay 10: give it a name',
    ],
    [
      'an inline delay of a raise',
      { entry: raise({ type: 'x' }, { id: 'x', delay: () => 10 }) },
      'a.b: an inline delay: give it a name',
    ],
    [
      'a delayed raise without an id',
      { entry: raiseLater({ type: 'x' }, { delay: 'soon' }) },
      "a.b: 'xstate.raise' with a delay needs an id",
    ],
    [
      'an unknown delay of a named raise',
      {},
      "actions.tick: delay 'later' is not implemented",
      { actions: { tick: raiseLater({ type: 'x' }, { id: 'x', delay: 'later' }) } },
    ],
    ['a route', { id: 'there', route: {} }, 'a.b: a route is not supported'],
    [
      'an id that would not be restored',
      { id: 'here.there' },
      "a.b: 'here.there' has a dot in its name: it would not be restored",
    ],
  ])('refuses %s', (_, config, problem, implementations = {}) => {
    const known = { delays: { soon: 5 }, guards: { ok: () => true } };
    const merged = Object.fromEntries(
      ['actions', 'guards', 'delays', 'actors'].map((kind) => [
        kind,
        { ...Reflect.get(known, kind), ...Reflect.get(implementations, kind) },
      ]),
    );
    expect(unsupported(machine(config, merged), new Set(['do']))).toEqual([problem]);
  });

  it('looks at the root too', () => {
    const logic = machine({}).provide({});
    logic.root.entry.push('nope');
    expect(unsupported(logic, new Set())).toEqual(["(root): action 'nope' is not implemented"]);
  });
});

describe('defineDurable', () => {
  const wrong = setup({ guards: { ok: () => true }, actions: { run: () => {} } }).createMachine({
    id: 'wrong',
    context: { now: 0 },
    after: { 5: { guard: 'ok' } },
  });

  it('tells all problems at once', () => {
    expect(() => defineDurable({ version: '1', logic: wrong, effects: [] })).toThrow(
      new Error(
        "Machine 'wrong' cannot be carried out durably:\n" +
          '- actions.run: runs code of its own: make it an effect or an assign\n' +
          '- (root): anonymous delay 5: give it a name',
      ),
    );
  });

  it('wants a version', () => {
    expect(() => defineDurable({ version: '', logic: dossier, effects: ['mail', 'note'] })).toThrow(
      'A durable machine needs a version',
    );
  });

  it('leaves the machine that it is given as it is', () => {
    const before = dossier.options.maxIterations;
    defineDurable({ version: '2', logic: dossier, effects: ['mail', 'note'] });
    expect(dossier.options.maxIterations).toBe(before);
  });
});
