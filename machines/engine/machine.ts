import type { AnyStateMachine, ContextFrom, EventFrom, InputFrom, StateMachine } from 'xstate';
import { interpreter, type Interpreter } from './interpreter.ts';
import type { EffectShape, EventShape, TimedContext } from './snapshot.ts';
import { unsupported } from './subset.ts';

/** A machine of the supported subset, under a version. Made by `defineDurable`, run by the step function. */
export interface DurableMachine<
  TContext extends TimedContext,
  TEvent extends EventShape,
  TInput,
  TEffect extends EffectShape,
> extends Interpreter<TContext, TEvent, TInput, TEffect> {
  readonly version: string;
}

type ActionOf<TLogic> =
  TLogic extends StateMachine<
    infer _Context,
    infer _Event,
    infer _Children,
    infer _Actor,
    infer TAction,
    infer _Guard,
    infer _Delay,
    infer _Value,
    infer _Tag,
    infer _Input,
    infer _Output,
    infer _Emitted,
    infer _StateMeta,
    infer _StateSchema,
    infer _TransitionMeta
  >
    ? TAction
    : never;

/** The effects of a machine: per kind, the params that its action of that name is declared with. */
export type EffectOf<TLogic, TKind extends string> = TKind extends string
  ? { readonly kind: TKind } & Fields<Extract<ActionOf<TLogic>, { type: TKind }>['params']>
  : never;

/** An effect without params has its kind only. */
type Fields<TParams> = TParams extends object ? TParams : unknown;

/** What `start` is given: the machine's input, without the `now` that the engine adds to it. */
export type InputOf<TLogic> = WithoutNow<InputFrom<TLogic>>;
type WithoutNow<TInput> = TInput extends unknown ? Omit<TInput, 'now'> : never;

interface Definition<TLogic, TKind> {
  /** Not empty. A changed machine gets another version: states are only taken further by the version that made them. */
  readonly version: string;
  /** From `setup().createMachine()`. Its context has `now`, taken from its input at the start. */
  readonly logic: TLogic;
  /** The names of the actions that are effects; an effect's fields are the action's params. */
  readonly effects: readonly TKind[];
}

/**
 * Registers a machine. Supported are: nested, parallel, final and history states; named guards; named delays
 * (`after`, and `raise` with an id); effects (named actions); and XState's assign, raise, cancel and
 * enqueueActions. Everything else would get lost, or do its work again, when a workflow is replayed.
 * @throws with a line for every unsupported or unknown construct: what it is, and the path of its state.
 */
export function defineDurable<
  TLogic extends AnyStateMachine,
  const TKind extends ActionOf<TLogic>['type'] & string,
>({
  version,
  logic,
  effects,
}: Definition<TLogic, TKind>): DurableMachine<
  ContextFrom<TLogic> & TimedContext,
  EventFrom<TLogic>,
  InputOf<TLogic>,
  EffectOf<TLogic, TKind>
> {
  if (version === '') throw new Error('A durable machine needs a version');
  const kinds = new Set(effects);
  const problems = unsupported(logic, kinds);
  if (problems.length > 0) {
    throw new Error([`Machine '${logic.id}' cannot be carried out durably:`, ...problems].join('\n- '));
  }
  return { version, ...interpreter(logic, kinds) };
}
