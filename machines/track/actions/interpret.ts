import { z } from 'zod';
import { dateOf, instantAt, toIso, type Instant } from '../../domain/amsterdam.ts';
import { formatDate, formatMoment } from '../../domain/dutch-dates.ts';
import { firstTrackDay, isoDateSchema, type IsoDate } from '../../domain/dates.ts';
import { expectation } from '../../domain/expectation.ts';
import { functionField } from '../../domain/function-field.ts';
import { formatProblems, problemsFromZod } from '../../domain/problem.ts';
import { connectionFunctions, type ConnectionFunction } from '../../domain/vocabulary.ts';
import { functionWords, stageWords } from '../../domain/words.ts';
import { nameToFillIn, signer } from '../../domain/written-fields.ts';
import type { TrackContext } from '../context.ts';
import type { BusinessEvent } from '../events.ts';
import type { Actor, BusinessAction, Scope } from './action.ts';
import { text } from './fields.ts';
import { notPossible } from './offers.ts';

export type Interpretation =
  | { readonly ok: true; readonly event: BusinessEvent }
  | { readonly ok: false; readonly reason: string };

/** Who, when and for which function: beside the action's own fields in every input. */
const envelopeSchema = z.looseObject(
  {
    door: signer(text(200)),
    op: z
      .union([isoDateSchema, z.iso.datetime({ offset: true })], {
        error: (issue) =>
          expectation('een datum (jjjj-mm-dd) of tijdstip (jjjj-mm-ddTuu:mm:ss+01:00)', issue.input),
      })
      .optional(),
    functie: functionField.optional(),
  },
  {
    error: ({ code, input }) =>
      code === 'invalid_type'
        ? expectation(`velden tussen accolades, zoals {"door":"${nameToFillIn}"}`, input)
        : undefined,
  },
);

/** An unknown field, with those that are known. */
const inputErrors: z.core.$ZodErrorMap = ({ code, inst }) =>
  code === 'unrecognized_keys' && inst instanceof z.ZodObject
    ? `verwacht een van de velden ${[...Object.keys(inst.shape), 'door', 'functie', 'op'].join(', ')}`
    : undefined;

const refuse = (reason: string): Interpretation => ({ ok: false, reason });

/**
 * What an action's input means now: the event it becomes, or one Dutch sentence why it cannot be.
 * `raw` is whatever the Update was given; nothing of it is trusted.
 */
export function interpret(context: TrackContext, action: BusinessAction, raw: unknown): Interpretation {
  const scopes = action.scopes(context);
  if (scopes.length === 0) return refuse(notPossible(context, action.name));
  const envelope = envelopeSchema.safeParse(raw);
  if (!envelope.success) return refuse(formatProblems(problemsFromZod(envelope.error, raw)));
  const { door, op, functie, ...fields } = envelope.data;
  const scope = scopeOf(context, scopes, functie, action);
  if (typeof scope === 'object' && scope !== null) return refuse(scope.refused);
  const at = momentOf(context, scope, op);
  if (typeof at === 'string') return refuse(at);
  const input = action.input(context, scope).safeParse(fields, { error: inputErrors });
  if (!input.success) return refuse(formatProblems(problemsFromZod(input.error, fields)));
  const actor: Actor = { by: door, at };
  const event = action.event(input.data, context, scope, actor);
  return 'refused' in event ? refuse(event.refused) : { ok: true, event };
}

function scopeOf(
  context: TrackContext,
  scopes: readonly Scope[],
  asked: ConnectionFunction | undefined,
  action: BusinessAction,
): Scope | { readonly refused: string } {
  const names = scopes.flatMap((scope) => (scope === null ? [] : [functionWords[scope]]));
  if (names.length === 0) return null;
  if (asked === undefined) {
    const [only, other] = scopes;
    if (only !== undefined && other === undefined) return only;
    const codes = scopes.map((scope) => `"functie":"${scope ?? ''}"`);
    return {
      refused: `Functie: verwacht een keuze, want het kan nu voor ${names.join(' en ')}. Voeg toe: ${codes.join(' of ')}.`,
    };
  }
  if (scopes.includes(asked)) return asked;
  const stage = context.connections[asked]?.stage;
  const why = stage === undefined ? 'die is niet aangemeld' : `die staat op '${stageWords[stage]}'`;
  return {
    refused: `'${action.name}' kan nu voor ${names.join(' en ')}, niet voor ${functionWords[asked]}: ${why}.`,
  };
}

/** A date alone means noon of that day, or now when that is earlier; never the future, and never before the declaration. */
function momentOf(context: TrackContext, scope: Scope, op: string | undefined): Instant | string {
  if (op === undefined) return context.now;
  const begun = receivedOn(context, scope);
  const date = isoDateSchema.safeParse(op);
  const at = date.success ? sameDay(context, date.data) : Date.parse(op);
  if (!(at >= instantAt(begun, '00:00'))) {
    return `Op: verwacht een moment vanaf ${formatDate(begun)}, toen de verklaring binnenkwam, gevonden: ${op}.`;
  }
  if (at <= context.now) return at;
  return `Op: verwacht een moment dat niet in de toekomst ligt (het is nu ${formatMoment(context.now)}), gevonden: ${date.success ? op : toIso(at)}.`;
}

function receivedOn(context: TrackContext, scope: Scope): IsoDate {
  const connections = connectionFunctions.flatMap((fn) =>
    scope === null || scope === fn ? (context.connections[fn] ?? []) : [],
  );
  return connections.map((connection) => connection.receivedOn).toSorted()[0] ?? firstTrackDay;
}

function sameDay(context: TrackContext, date: z.infer<typeof isoDateSchema>): Instant {
  return date === dateOf(context.now) ? context.now : instantAt(date, '12:00');
}
