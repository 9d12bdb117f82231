import { and, assign, cancel, raise, setup, stateIn } from 'xstate';
import { defineDurable } from '../../../machines/engine/machine.ts';

/** Machines that have nothing to do with the domain: each shows some constructs of the supported subset. */

/** Two regions. `dossier`: nested, with history. `watch`: a delay that arms itself anew, and moves. */
export interface DossierContext {
  now: number;
  due: number;
  armedFor: number;
  rung: number;
  notes: number;
}

export type DossierEvent =
  | { type: 'submit' }
  | { type: 'reject' }
  | { type: 'approve' }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'move'; by: number }
  | { type: 'close' }
  | { type: 'nudge' }
  | { type: 'expired' };

const words = setup({
  types: {
    context: {} as DossierContext,
    input: {} as { term: number; now: number },
    events: {} as DossierEvent,
  },
  delays: {
    untilDue: ({ context }) => Math.max(0, context.due - context.now),
    cooling: ({ context }) => 20 + context.rung,
    brief: 7,
  },
  guards: {
    moved: ({ context }) => context.armedFor !== context.due,
    patient: ({ context }) => context.rung < 3,
  },
  actions: {
    mail: (_args, _params: { to: string; rung: number; at: number }) => {},
    note: (_args, _params: { text: string }) => {},
    remember: assign({ armedFor: ({ context }) => context.due }),
    move: assign({ due: ({ context, event }) => context.due + (event.type === 'move' ? event.by : 0) }),
  },
});

export const dossier = words
  .extend({
    guards: { reviewed: and([stateIn({ handling: { open: 'review' } }), 'patient']) },
    actions: {
      remind: words.enqueueActions(({ enqueue, context, check }) => {
        enqueue.assign({ rung: context.rung + 1, due: context.now + 10 });
        enqueue({ type: 'mail', params: { to: 'a', rung: context.rung + 1, at: context.now } });
        if (check('patient')) enqueue.raise({ type: 'nudge' });
      }),
    },
  })
  .createMachine({
    id: 'dossier',
    context: ({ input }) => ({
      now: input.now,
      due: input.now + input.term,
      armedFor: input.now + input.term,
      rung: 0,
      notes: 0,
    }),
    type: 'parallel',
    states: {
      handling: {
        initial: 'open',
        states: {
          open: {
            initial: 'draft',
            on: { pause: 'paused', close: 'closed' },
            states: {
              draft: {
                after: { brief: { actions: { type: 'note', params: { text: 'draft is old' } } } },
                on: { submit: 'review' },
              },
              review: {
                exit: cancel('expiry'),
                entry: [
                  raise({ type: 'expired' }, { delay: 'cooling', id: 'expiry' }),
                  { type: 'note', params: { text: 'in' } },
                ],
                on: {
                  reject: 'draft',
                  expired: { target: 'draft', actions: { type: 'note', params: { text: 'expired' } } },
                  approve: [
                    { guard: 'reviewed', target: '#dossier.handling.closed' },
                    { target: 'review', reenter: true },
                  ],
                },
              },
              previously: { type: 'history', history: 'deep' },
            },
          },
          paused: {
            exit: { type: 'note', params: { text: 'resumed' } },
            after: { cooling: '#dossier.handling.open.previously' },
            on: { resume: 'open.previously' },
          },
          closed: { type: 'final', entry: { type: 'note', params: { text: 'closed' } } },
        },
      },
      watch: {
        initial: 'waiting',
        on: { close: '.over', move: { actions: 'move' } },
        states: {
          waiting: {
            entry: 'remember',
            always: { guard: 'moved', target: 'waiting', reenter: true },
            after: { untilDue: { target: 'waiting', reenter: true, actions: 'remind' } },
            on: { nudge: { actions: assign({ notes: ({ context }) => context.notes + 1 }) } },
          },
          over: { type: 'final' },
        },
      },
    },
  });

export const durableDossier = defineDurable({
  version: 'dossier-1',
  logic: dossier,
  effects: ['mail', 'note'],
});

/** Three regions that are entered anew in any order, and then all move at once. */
export const regions = (() => {
  const base = setup({
    types: {
      context: {} as { now: number; ready: boolean },
      input: {} as { now: number },
      events: {} as RegionEvent,
    },
    guards: { ready: ({ context }) => context.ready, unready: ({ context }) => !context.ready },
    delays: { short: 5 },
    actions: {
      say: (_args, _params: { region: string; word: string }) => {},
      ready: assign({ ready: true }),
      unready: assign({ ready: false }),
    },
  });
  const region = <const TName extends 'one' | 'two' | 'three'>(name: TName) => {
    const say = (word: string) => ({ type: 'say', params: { region: name, word } }) as const;
    return base.createStateConfig({
      initial: 'low',
      entry: say('enter'),
      exit: say('exit'),
      on: { [name]: { target: `#regions.${name}`, reenter: true }, all: { actions: say('all') } },
      states: {
        low: {
          on: { [`${name}.up`]: 'mid' },
          always: { guard: 'ready', target: 'high', actions: say('low') },
        },
        mid: { always: { guard: 'ready', target: 'high', actions: say('mid') }, after: { short: 'low' } },
        high: { always: { guard: 'unready', target: 'low' }, after: { short: { actions: say('tick') } } },
      },
    });
  };
  return base.createMachine({
    id: 'regions',
    context: ({ input }) => ({ now: input.now, ready: false }),
    type: 'parallel',
    on: { ready: { actions: 'ready' }, unready: { actions: 'unready' } },
    states: { one: region('one'), two: region('two'), three: region('three') },
  });
})();

export type RegionEvent = {
  type: 'one' | 'two' | 'three' | 'one.up' | 'two.up' | 'three.up' | 'all' | 'ready' | 'unready';
};

export const durableRegions = defineDurable({ version: 'regions-1', logic: regions, effects: ['say'] });
