import { assign, setup } from 'xstate';
import { defineDurable } from '../../../machines/engine/machine.ts';

/** A parcel that is packed, item by item, and leaves after ten quiet minutes: nothing of the domain. */
export interface ParcelContext {
  readonly now: number;
  readonly items: readonly string[];
  readonly stamps: readonly number[];
  readonly cancelAsked: number;
  readonly lastChange: number;
  readonly left: number | null;
}
export type ParcelEvent =
  | { readonly type: 'pack'; readonly item: string }
  | { readonly type: 'seal' }
  | { readonly type: 'stamped'; readonly stamp: number }
  | { readonly type: 'cancel.requested' };
export type ParcelEffect =
  | { readonly kind: 'stamp'; readonly item: string }
  | { readonly kind: 'tell'; readonly text: string };

export const quietMinutes = 10;

const itemOf = (event: ParcelEvent): string => (event.type === 'pack' ? event.item : '');

const builder = setup({
  types: {
    // xstate's way to give types: the values are never read
    context: {} as ParcelContext,
    events: {} as ParcelEvent,
    input: {} as { readonly now: number },
  },
  actions: {
    stamp: (_, _params: { item: string }) => {},
    tell: (_, _params: { text: string }) => {},
    pack: assign(({ context, event }) =>
      event.type === 'pack' ? { items: [...context.items, event.item], lastChange: context.now } : {},
    ),
  },
  guards: {
    isNew: ({ context, event }) => event.type === 'pack' && !context.items.includes(event.item),
  },
  delays: { untilQuiet: quietMinutes * 60_000, untilForgotten: 40 * 24 * 3_600_000 },
});

export const parcelMachine = defineDurable({
  version: '1',
  effects: ['stamp', 'tell'],
  logic: builder.createMachine({
    id: 'parcel',
    context: ({ input }) => ({
      now: input.now,
      items: [],
      stamps: [],
      cancelAsked: 0,
      lastChange: input.now,
      left: null,
    }),
    initial: 'open',
    on: {
      stamped: {
        actions: assign({
          stamps: ({ context, event }) =>
            event.type === 'stamped' ? [...context.stamps, event.stamp] : context.stamps,
        }),
      },
      'cancel.requested': { actions: assign({ cancelAsked: ({ context }) => context.cancelAsked + 1 }) },
    },
    states: {
      open: {
        on: {
          pack: {
            guard: 'isNew',
            actions: [
              'pack',
              { type: 'stamp', params: ({ event }) => ({ item: itemOf(event) }) },
              { type: 'tell', params: ({ event }) => ({ text: itemOf(event) }) },
            ],
          },
          seal: 'sealed',
        },
        after: { untilForgotten: 'sealed' },
      },
      sealed: {
        after: { untilQuiet: { target: 'gone', actions: assign({ left: ({ context }) => context.now }) } },
      },
      gone: { type: 'final' },
    },
  }),
});
