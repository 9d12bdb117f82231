import type { ExecutableActionObject } from 'xstate';
import type { Command, EffectShape, EventShape } from './snapshot.ts';

/**
 * What XState asks its host to do, in the engine's words. XState has taken care of assignments and of events
 * that were raised without a delay.
 * @throws on anything else than an effect, a delayed event, or the cancelling of one.
 */
export function commandsOf<TEffect extends EffectShape>(
  actions: readonly ExecutableActionObject[],
  effects: ReadonlySet<TEffect['kind']>,
): readonly Command<TEffect>[] {
  return actions.flatMap(({ type, params }): Command<TEffect>[] => {
    switch (type) {
      case 'xstate.raise':
        return raised(params as RaiseParams);
      case 'xstate.cancel':
        return [{ type: 'disarm', id: (params as CancelParams).sendId }];
      default:
        if (!effects.has(type)) throw new Error(`Action '${type}' is no effect of this machine`);
        // The machine's types tie the params to the name; `kind` is that name.
        return [{ type: 'effect', effect: { ...(params as object), kind: type } as TEffect }];
    }
  });
}

// The params of XState's own actions, as its resolvers return them; it has no types for them.
interface RaiseParams {
  readonly event: EventShape;
  readonly id: string | undefined;
  readonly delay: unknown;
}
interface CancelParams {
  readonly sendId: string;
}

function raised({ event, id, delay }: RaiseParams): Command<never>[] {
  if (id === undefined && delay === undefined) return [];
  if (id === undefined) throw new Error(`Event '${event.type}' was raised with a delay and without an id`);
  // Without a number XState raises at once, and JSON has no infinity.
  if (typeof delay !== 'number' || !Number.isFinite(delay)) {
    throw new Error(`The delay of '${id}' must be a number of milliseconds, not ${String(delay)}`);
  }
  return [{ type: 'arm', id, delay, event }];
}
