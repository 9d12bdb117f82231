import { z } from 'zod';
import { exampleInput, withExamples } from '../../domain/example-input.ts';
import type { ConnectionFunction } from '../../domain/vocabulary.ts';
import { functionWords } from '../../domain/words.ts';
import type { TrackContext } from '../context.ts';
import type { BusinessAction, Scope } from './action.ts';
import { businessActions } from './index.ts';
import { standing, whyNot } from './why-not.ts';

/** One thing that can be done now, as the command line and other programs see it. */
export interface Offer {
  /** kebab-case: `akkoord-vastleggen`. */
  readonly handeling: string;
  /** The name of the Update: `Akkoord vastleggen`. */
  readonly naam: string;
  readonly functie: ConnectionFunction | null;
  readonly omschrijving: string;
  /** Brings the track on. */
  readonly vooruit: boolean;
  /** JSON Schema of the input, without `functie`, `door` and `op`. */
  readonly invoer: Readonly<Record<string, unknown>>;
}

export function offersOf(context: TrackContext): readonly Offer[] {
  return businessActions.flatMap((action) =>
    action.scopes(context).map((scope) => ({
      handeling: action.code,
      naam: action.name,
      functie: scope,
      omschrijving: action.description,
      vooruit: action.forward(context, scope),
      invoer: jsonSchema(action.input(context, scope)),
    })),
  );
}

function jsonSchema(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

/**
 * How to say in the UI's list what an action does, with an input for each function that it is possible for (Dutch): of this
 * moment, to be sent once it is filled in. Null when it is not possible.
 */
export function describeAction(context: TrackContext, action: BusinessAction): (() => string) | null {
  const scopes = action.scopes(context);
  if (scopes.length === 0) return null;
  return () =>
    withExamples(
      action.description,
      scopes.map((scope) => inputOf(context, action, scope, scopes)),
    );
}

function inputOf(context: TrackContext, action: BusinessAction, scope: Scope, scopes: readonly Scope[]) {
  return {
    ...(scope === null || scopes.length === 1 ? {} : { functie: scope }),
    ...action.example(context, scope),
  };
}

/** What the desk comes for, one by one, each with an input to send (JSON). */
export function forwardOffers(
  context: TrackContext,
): readonly { readonly name: string; readonly scope: Scope; readonly input: string }[] {
  return businessActions.flatMap((action) => {
    const scopes = action.scopes(context);
    return scopes
      .filter((scope) => action.forward(context, scope))
      .map((scope) => ({
        name: action.name,
        scope,
        input: exampleInput(inputOf(context, action, scope, scopes)),
      }));
  });
}

/** For one function at least. */
export function bringsOn(context: TrackContext, action: BusinessAction): boolean {
  return action.scopes(context).some((scope) => action.forward(context, scope));
}

/** What is possible now, by name with its functions: what brings the track on, and the rest. */
export function offeredNames(context: TrackContext): {
  readonly forward: readonly string[];
  readonly others: readonly string[];
} {
  return {
    forward: namesOf(context, (action, scope) => action.forward(context, scope)),
    others: namesOf(context, (action, scope) => !action.forward(context, scope)),
  };
}

/** Why the machine refuses an input that is well-formed: by its action, or by what it says. */
export function notTaken(context: TrackContext, name: string): string {
  const action = businessActions.find((candidate) => candidate.name === name);
  return action !== undefined && action.scopes(context).length > 0
    ? `'${name}' kan nu wel, maar niet met deze gegevens: ze passen niet bij de stand van het traject. ${standing(context)}`
    : notPossible(context, name);
}

/** Why an action is not possible, and what is: what brings the track on; when nothing does, whatever else there is. */
export function notPossible(context: TrackContext, name: string): string {
  const { forward, others } = offeredNames(context);
  const possible = forward.length === 0 ? others : forward;
  const action = businessActions.find((candidate) => candidate.name === name);
  return [
    action === undefined
      ? `'${name}' bestaat niet.`
      : `'${name}' kan nu niet. ${whyNot(context, action.code)}`,
    ...(possible.length === 0 ? [] : [`Wel kan: ${possible.join(', ')}.`]),
  ].join(' ');
}

function namesOf(
  context: TrackContext,
  wanted: (action: BusinessAction, scope: Scope) => boolean,
): readonly string[] {
  return businessActions.flatMap((action) => {
    const scopes = action.scopes(context).filter((scope) => wanted(action, scope));
    if (scopes.length === 0) return [];
    const names = scopes.flatMap((scope) => (scope === null ? [] : [functionWords[scope]]));
    return [names.length === 0 ? action.name : `${action.name} (${names.join(' en ')})`];
  });
}
