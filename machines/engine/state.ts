import { z } from 'zod';
import type { DurableMachine } from './machine.ts';
import type { DurableSnapshot, EffectShape, EventShape, TimedContext, Timestamp } from './snapshot.ts';

/** An event that the machine asked for at a later moment: an `after`, or a `raise` with a delay. */
export interface Due {
  /** One id stands for one moment: arming it again replaces it, cancelling it removes it. */
  readonly id: string;
  readonly at: Timestamp;
  readonly event: EventShape;
}

/**
 * All that a machine is between two steps. The snapshot is live, so that no step needs a restore; `persist`
 * makes plain JSON of it. Nothing in it is ever changed in place.
 */
export interface MachineState<TContext extends TimedContext = TimedContext> {
  /** Of the machine that made this state; only that version takes it further. */
  readonly version: string;
  readonly snapshot: DurableSnapshot<TContext>;
  /** By moment, and at the same moment by order of arming. Empty once the machine is done. */
  readonly due: readonly Due[];
}

type PersistedValue = string | { [region: string]: PersistedValue };
const valueSchema: z.ZodType<PersistedValue> = z.lazy(() =>
  z.union([z.string(), z.record(z.string(), valueSchema)]),
);

export const persistedStateSchema = z.strictObject({
  version: z.string().min(1),
  /** As XState persists it; the machine checks that its states exist when it restores it. */
  snapshot: z.looseObject({
    status: z.enum(['active', 'done']),
    value: valueSchema,
    context: z.looseObject({ now: z.number() }),
    historyValue: z.record(z.string(), z.array(z.strictObject({ id: z.string() }))),
    /** Child actors are not in the supported subset. */
    children: z.strictObject({}),
  }),
  due: z.array(
    z.strictObject({
      id: z.string().min(1),
      at: z.number(),
      event: z.looseObject({ type: z.string().min(1) }),
    }),
  ),
});

/** Plain JSON: what goes into a workflow's input at continue-as-new, or into a file. */
export type PersistedState = z.infer<typeof persistedStateSchema>;

/** The whole state as plain JSON. Restoring it gives a machine that behaves exactly as this one. */
export function persist<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
>(machine: DurableMachine<TContext, TEvent, TInput, TEffect>, state: MachineState<TContext>): PersistedState {
  return {
    version: state.version,
    snapshot: machine.persistSnapshot(state.snapshot),
    due: state.due.map(({ id, at, event }) => ({ id, at, event: { ...event } })),
  };
}

/**
 * Takes up a persisted state. Data from outside goes through `persistedStateSchema` first.
 * @throws when another version of the machine made it, or when it names a state that the machine lacks.
 */
export function restore<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
>(
  machine: DurableMachine<TContext, TEvent, TInput, TEffect>,
  persisted: PersistedState,
): MachineState<TContext> {
  if (persisted.version !== machine.version) {
    throw new Error(
      `A state of machine version '${persisted.version}' cannot be restored by version '${machine.version}': migrate it first`,
    );
  }
  return {
    version: persisted.version,
    snapshot: machine.restoreSnapshot(persisted.snapshot),
    due: persisted.due,
  };
}
