import { z } from 'zod';
import { dateOf } from '../../domain/amsterdam.ts';
import { additionsSchemaFor } from '../../domain/declaration.ts';
import { addDays, latest } from '../../domain/dates.ts';
import { channels, connectionFunctions, isStep, type DocumentKind } from '../../domain/vocabulary.ts';
import { channelWords, documentWords } from '../../domain/words.ts';
import { toFillIn } from '../../domain/to-fill-in.ts';
import type { TrackContext } from '../context.ts';
import { incomplete } from '../decisions/declaration.ts';
import { checkable, receivable } from '../decisions/documents.ts';
import { awaitsOthers } from '../decisions/moves.ts';
import { adviceLeft, canPropose } from '../decisions/preparation.ts';
import { missingOf } from '../open-items.ts';
import { slotOf, slotToAgree } from '../terms.ts';
import { connectionOf } from '../turn.ts';
import { action, always, functionOf, functionsWhere, never, whole, type Scope } from './action.ts';
import { exampleAdditions } from './example-additions.ts';
import { choice, choices, day, slotChoice, text, written } from './fields.ts';

/** From the declaration to the formal start: what the desk and the consumer do in the preparatory phase. */

/** Whom one speaks with, unless told otherwise: the project lead, else the organisation. */
export function counterpart(context: TrackContext): string {
  const lead = context.contacts.find(({ role }) => role === 'projectLead') ?? context.contacts[0];
  return lead?.name ?? context.organisation.name;
}

export function withWhom(context: TrackContext) {
  return text(200).default(counterpart(context));
}

const documentWord = (kind: DocumentKind): string => written(documentWords[kind]);

const channel = () => choice(channels, channelWords).prefault('telefoon');

function missingFor(context: TrackContext) {
  const parts = incomplete(context).flatMap((fn) => missingOf(fn, connectionOf(context, fn)));
  return [...new Map(parts.map((part) => [`${part.field}/${part.function}`, part])).values()];
}

/**
 * A part may follow later, so every field can be left out; the schema that is shown asks for all of them, since that
 * is what completes the paper, and bounds the dates to what makes sense.
 */
function additionsInput(context: TrackContext) {
  const schema = additionsSchemaFor(missingFor(context));
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  const today = dateOf(context.now);
  const bounded = Object.entries(properties).map(([key, property]) => {
    if (key === 'datum') return [key, { ...Object(property), formatMaximum: today }];
    const fn = connectionFunctions.find(
      (candidate) => key.toLowerCase() === `ingebruikname${candidate}`.toLowerCase(),
    );
    if (fn !== undefined) {
      const start = context.connections[fn]?.requested.testStart ?? today;
      return [key, { ...Object(property), formatMinimum: latest(today, start) }];
    }
    return [key, key.startsWith('teststart') ? { ...Object(property), formatMinimum: today } : property];
  });
  return schema.meta({ required: Object.keys(properties), properties: Object.fromEntries(bounded) });
}

/** Slots that can be agreed on: the one that is talked about first, then the held one, then the alternatives. */
function slotsToAgree(context: TrackContext, scope: Scope): readonly string[] {
  const connection = connectionOf(context, functionOf(scope));
  const slots = [slotToAgree(connection), slotOf(connection), ...connection.alternatives];
  return [...new Set(slots.flatMap((slot) => slot?.id ?? []))];
}

export const preparationActions = [
  action({
    name: 'Intentieverklaring aanvullen',
    code: 'intentieverklaring-aanvullen',
    description: 'Vult in wat op de intentieverklaring ontbreekt.',
    example: (context) => exampleAdditions(missingFor(context), dateOf(context.now)),
    forward: always,
    scopes: (context) => whole(incomplete(context).length > 0),
    input: additionsInput,
    event: (additions, context, _scope, actor) => {
      if (Object.keys(additions).length === 0 && missingFor(context).length > 0) {
        const missing = missingFor(context).map(({ text: what }) => what);
        return { refused: `Verwacht ten minste één van: ${missing.join(', ')}.` };
      }
      const { datum } = additions;
      const today = dateOf(context.now);
      return datum !== undefined && datum > today
        ? { refused: `datum: verwacht een datum tot en met vandaag (${today}), gevonden: ${datum}.` }
        : { type: 'declaration.completed', additions, ...actor };
    },
  }),
  action({
    name: 'Intentieverklaring goedkeuren',
    code: 'intentieverklaring-goedkeuren',
    description: 'De intentieverklaring is beoordeeld en klopt.',
    example: () => ({}),
    forward: always,
    scopes: (context) =>
      functionsWhere(context, ({ stage, completeOn }) => stage === 'declaration' && completeOn !== null),
    input: () => z.strictObject({}),
    event: (_input, _context, scope, actor) => ({
      type: 'declaration.approved',
      function: functionOf(scope),
      ...actor,
    }),
  }),
  action({
    name: 'Intentieverklaring onvolledig verklaren',
    code: 'intentieverklaring-onvolledig-verklaren',
    description: 'De intentieverklaring klopt niet: de afnemer vult haar aan.',
    example: () => ({ opmerking: toFillIn('wat er niet klopt') }),
    forward: never,
    scopes: (context) =>
      functionsWhere(context, ({ stage, completeOn }) => stage === 'declaration' && completeOn !== null),
    input: () => z.strictObject({ opmerking: text() }),
    event: ({ opmerking }, _context, scope, actor) => ({
      type: 'declaration.foundIncomplete',
      function: functionOf(scope),
      remark: opmerking,
      ...actor,
    }),
  }),
  action({
    name: 'Inroostering voorstellen',
    code: 'inroostering-voorstellen',
    description:
      'U hebt contact gehad over het voorlopige tijdslot, of over het tijdslot dat de planning in plaats daarvan voorstelt.',
    example: (context) => ({ met: counterpart(context) }),
    forward: always,
    scopes: (context) =>
      functionsWhere(
        context,
        (connection) => connection.stage === 'trancheAssignment' && canPropose(connection),
      ),
    input: (context) => z.strictObject({ met: withWhom(context), kanaal: channel() }),
    event: ({ met, kanaal }, context, scope, actor) => ({
      type: 'assignment.proposed',
      function: functionOf(scope),
      channel: kanaal,
      with: met,
      slot: slotToAgree(connectionOf(context, functionOf(scope)))?.id ?? '',
      ...actor,
    }),
  }),
  action({
    name: 'Akkoord vastleggen',
    code: 'akkoord-vastleggen',
    description:
      'De afnemer gaat akkoord met het tijdslot: de inroostering is afgesproken. Stelt de planning een verplaatsing voor, dan gaat het om dat tijdslot, tenzij u bij tijdslot een ander kiest.',
    example: (context, scope) => {
      const slots = slotsToAgree(context, scope);
      return { met: counterpart(context), ...(slots.length > 1 ? { tijdslot: slots[0] } : {}) };
    },
    forward: always,
    scopes: (context) =>
      functionsWhere(
        context,
        (connection, fn) =>
          connection.stage === 'trancheAssignment' &&
          connection.moving === null &&
          !awaitsOthers(connection) &&
          connection.place.status !== 'requested' &&
          slotsToAgree(context, fn).length > 0,
      ),
    input: (context, scope) => {
      const slots = slotsToAgree(context, scope);
      return z.strictObject({
        met: withWhom(context),
        kanaal: channel(),
        tijdslot: slotChoice(slots).default(slots[0] ?? ''),
      });
    },
    event: ({ met, kanaal, tijdslot }, _context, scope, actor) => ({
      type: 'assignment.agreed',
      channel: kanaal,
      function: functionOf(scope),
      with: met,
      slot: tijdslot,
      ...actor,
    }),
  }),
  action({
    name: 'Impactanalyse melden',
    code: 'impactanalyse-melden',
    description:
      'De impactanalyse is klaar; zo nodig met de dag vanaf wanneer de afnemer klaar is om te testen.',
    example: (context) => ({ klaarOp: addDays(dateOf(context.now), 30) }),
    forward: always,
    scopes: (context) => functionsWhere(context, ({ stage }) => stage === 'impactAnalysis'),
    input: (context) => z.strictObject({ klaarOp: day({ from: dateOf(context.now) }).optional() }),
    event: ({ klaarOp }, _context, scope, actor) => ({
      type: 'impactAnalysis.reported',
      function: functionOf(scope),
      readyFrom: klaarOp ?? null,
      ...actor,
    }),
  }),
  action({
    name: 'Impactanalyse overslaan',
    code: 'impactanalyse-overslaan',
    description: 'De afnemer doet geen impactanalyse.',
    example: () => ({}),
    forward: always,
    scopes: (context) => functionsWhere(context, ({ stage }) => stage === 'impactAnalysis'),
    input: () => z.strictObject({}),
    event: (_input, _context, scope, actor) => ({
      type: 'impactAnalysis.waived',
      function: functionOf(scope),
      ...actor,
    }),
  }),
  action({
    name: 'Advies boeken',
    code: 'advies-boeken',
    description: 'Boekt gegeven advies, in minuten, binnen het ene dagdeel.',
    example: (context) => ({ minuten: Math.min(60, adviceLeft(context)) }),
    forward: never,
    scopes: (context) =>
      whole(
        context.formalStartOn === null &&
          adviceLeft(context) > 0 &&
          functionsWhere(context, ({ stage }) => isStep(stage)).length > 0,
      ),
    input: (context) => {
      const left = adviceLeft(context);
      return z.strictObject({
        minuten: z.int().min(1).max(left).default(Math.min(60, left)),
        onderwerp: text().optional(),
      });
    },
    event: ({ minuten, onderwerp }, _context, _scope, actor) => ({
      type: 'advice.booked',
      minutes: minuten,
      text: onderwerp ?? '',
      ...actor,
    }),
  }),
  action({
    name: 'Documenten ontvangen',
    code: 'documenten-ontvangen',
    description: 'Er zijn documenten van de aanvraag binnen.',
    example: (context) => ({ documenten: receivable(context).map(documentWord) }),
    forward: always,
    scopes: (context) => whole(receivable(context).length > 0),
    input: (context) =>
      z.strictObject({
        documenten: choices(receivable(context), documentWords),
        versie: text(50).optional(),
      }),
    event: ({ documenten, versie }, _context, _scope, actor) => ({
      type: 'documents.received',
      documents: documenten,
      version: versie ?? null,
      ...actor,
    }),
  }),
  action({
    name: 'Documenten goedkeuren',
    code: 'documenten-goedkeuren',
    description: 'De documenten kloppen. Zijn ze allemaal goed, dan is dat de formele start.',
    example: (context) => ({ documenten: checkable(context).map(documentWord) }),
    forward: always,
    scopes: (context) => whole(checkable(context).length > 0),
    input: (context) => z.strictObject({ documenten: choices(checkable(context), documentWords) }),
    event: ({ documenten }, _context, _scope, actor) => ({
      type: 'documents.accepted',
      documents: documenten,
      ...actor,
    }),
  }),
  action({
    name: 'Documenten afkeuren',
    code: 'documenten-afkeuren',
    description: 'Documenten kloppen niet: de afnemer krijgt de reden en stuurt ze opnieuw.',
    example: (context) => ({ documenten: checkable(context).map(documentWord), reden: toFillIn('reden') }),
    forward: never,
    scopes: (context) => whole(checkable(context).length > 0),
    input: (context) =>
      z.strictObject({ documenten: choices(checkable(context), documentWords), reden: text() }),
    event: ({ documenten, reden }, _context, _scope, actor) => ({
      type: 'documents.rejected',
      documents: documenten,
      reason: reden,
      ...actor,
    }),
  }),
];
