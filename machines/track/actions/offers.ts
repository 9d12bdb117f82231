import { z } from 'zod';
import type { ConnectionFunction } from '../../domain/vocabulary.ts';
import { functionWords } from '../../domain/words.ts';
import type { TrackContext } from '../context.ts';
import type { BusinessAction, Scope } from './action.ts';
import { businessActions } from './index.ts';

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

/** The names of the Updates that are possible now; cheap, so that it can follow every step. */
export function possibleNames(context: TrackContext): ReadonlySet<string> {
  return new Set(
    businessActions.filter((action) => action.scopes(context).length > 0).map(({ name }) => name),
  );
}

/** Why the machine refuses an input that is well-formed: by its action, or by what it says. */
export function notTaken(context: TrackContext, name: string): string {
  return possibleNames(context).has(name)
    ? `'${name}' kan nu wel, maar niet met deze gegevens: ze passen niet bij de stand van het traject.`
    : notPossible(context, name);
}

/** Why an action is not possible, and what is. */
export function notPossible(context: TrackContext, name: string): string {
  // What brings the track on; when nothing does, whatever else there is.
  const forward = namesOf(context, (action, scope) => action.forward(context, scope));
  const possible = forward === '' ? namesOf(context, () => true) : forward;
  return possible === '' ? `'${name}' kan nu niet.` : `'${name}' kan nu niet. Wel kan: ${possible}.`;
}

function namesOf(context: TrackContext, wanted: (action: BusinessAction, scope: Scope) => boolean): string {
  return businessActions
    .flatMap((action) => {
      const scopes = action.scopes(context).filter((scope) => wanted(action, scope));
      if (scopes.length === 0) return [];
      const names = scopes.flatMap((scope) => (scope === null ? [] : [functionWords[scope]]));
      return [names.length === 0 ? action.name : `${action.name} (${names.join(' en ')})`];
    })
    .join(', ');
}
