import type { StateValue } from 'xstate';

/** Epoch milliseconds. */
export type Timestamp = number;

/** The engine writes the moment of each dispatch into the context: events carry no time of their own. */
export interface TimedContext {
  readonly now: Timestamp;
}

/** An event of any machine. */
export interface EventShape {
  readonly type: string;
}

/** An effect of any machine: its kind, and beside it the fields that go with that kind. */
export interface EffectShape {
  readonly kind: string;
}

/** What may be read of a machine between two steps: the part of XState's snapshot that the engine stands for. */
export interface DurableSnapshot<TContext extends TimedContext = TimedContext> {
  readonly status: 'active' | 'done';
  readonly value: StateValue;
  readonly context: TContext;
  readonly output?: unknown;
  readonly tags: ReadonlySet<string>;
  matches(value: StateValue): boolean;
  hasTag(tag: string): boolean;
  getMeta(): Readonly<Record<string, unknown>>;
}

/** What one dispatch asks for, in the machine's order. */
export type Command<TEffect extends EffectShape> =
  | { readonly type: 'arm'; readonly id: string; readonly delay: number; readonly event: EventShape }
  | { readonly type: 'disarm'; readonly id: string }
  | { readonly type: 'effect'; readonly effect: TEffect };

/** The outcome of one dispatch. */
export interface Outcome<TContext extends TimedContext, TEffect extends EffectShape> {
  readonly snapshot: DurableSnapshot<TContext>;
  readonly commands: readonly Command<TEffect>[];
}
