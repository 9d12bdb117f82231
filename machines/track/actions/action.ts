import type { z } from 'zod';
import { connectionFunctions, type ConnectionFunction } from '../../domain/vocabulary.ts';
import type { Connection, TrackContext } from '../context.ts';
import type { BusinessEvent } from '../events.ts';

/** Who acts, and when it happened: added to every input as `door` and `op`. */
export interface Actor {
  readonly by: string;
  readonly at: number;
}

/** Where an action is possible: for one function, or (null) for the track as a whole. */
export type Scope = ConnectionFunction | null;

/**
 * One business action: what the desk sees in the UI's list and on the command line, and the event it becomes.
 * `possible` looks at the context alone and is cheap; the machine's own guards decide in the end.
 */
export interface BusinessAction<Input = unknown> {
  /** Dutch, as the Update is called: "Akkoord vastleggen". */
  readonly name: string;
  /** The same in kebab-case: "akkoord-vastleggen". */
  readonly code: string;
  /** What it does; one or two Dutch sentences. */
  readonly description: string;
  /** Fields to show as an example: of this moment, to be sent once what only the desk knows is filled in. Cheap. Without `functie`, `door` and `op`. */
  example(context: TrackContext, scope: Scope): Readonly<Record<string, unknown>>;
  /** Whether it brings the track on; false for withdrawal, suspension, correction, notes. */
  forward(context: TrackContext, scope: Scope): boolean;
  /** The scopes for which it is possible now; empty: not possible now. */
  scopes(context: TrackContext): readonly Scope[];
  /** What it takes now, with the bounds, choices and defaults of this moment. Without `functie`, `door` and `op`. */
  input(context: TrackContext, scope: Scope): z.ZodType<Input>;
  /** The event; or, when the input cannot be (judged with the whole state), one Dutch sentence why. */
  event(
    input: Input,
    context: TrackContext,
    scope: Scope,
    actor: Actor,
  ): BusinessEvent | { readonly refused: string };
}

/** Lets a table hold actions with different inputs; each one's input is checked by its own schema before `event` sees it. */
export function action<Input>(definition: BusinessAction<Input>): BusinessAction {
  return definition; // sound: `interpret` parses with `input` before it calls `event`
}

export const always = (): boolean => true;
export const never = (): boolean => false;

/** For the track as a whole, when the condition holds. */
export function whole(condition: boolean): readonly Scope[] {
  return condition ? [null] : [];
}

/** The functions whose connection meets the condition. */
export function functionsWhere(
  context: TrackContext,
  condition: (connection: Connection, fn: ConnectionFunction) => boolean,
): readonly ConnectionFunction[] {
  return connectionFunctions.filter((fn) => {
    const connection = context.connections[fn];
    return connection !== undefined && condition(connection, fn);
  });
}

/** @throws for the track as a whole: an action for one function is only offered with one. */
export function functionOf(scope: Scope): ConnectionFunction {
  if (scope === null) throw new Error('This action is for one function');
  return scope;
}
