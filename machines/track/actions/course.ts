import { z } from 'zod';
import { dateOf } from '../../domain/amsterdam.ts';
import { addDays, latest, type IsoDate } from '../../domain/dates.ts';
import { expectation } from '../../domain/expectation.ts';
import { organisationIdSchema } from '../../domain/organisation.ts';
import {
  isStep,
  steps,
  type ConnectionFunction,
  type DocumentKind,
  type Step,
} from '../../domain/vocabulary.ts';
import { documentWords, stageWords } from '../../domain/words.ts';
import { toFillIn } from '../../domain/to-fill-in.ts';
import type { TrackContext } from '../context.ts';
import { canPutBack, correctable } from '../decisions/course.ts';
import { acceptedDocuments } from '../decisions/documents.ts';
import { connectionOf } from '../turn.ts';
import { action, always, functionOf, functionsWhere, never, whole, type Scope } from './action.ts';
import { choice, day, someOf, text, written } from './fields.ts';

/** What is possible in any step: other dates, back to an earlier step, a pause, an ending. */

const someActive = (context: TrackContext) =>
  functionsWhere(context, ({ stage }) => isStep(stage)).length > 0;

interface WantedDates {
  readonly teststart?: IsoDate | undefined;
  readonly ingebruikname?: IsoDate | undefined;
}

/** A supplier connection has no ingebruikname. */
function wantedDates(context: TrackContext, scope: Scope): z.ZodType<WantedDates> {
  if (connectionOf(context, functionOf(scope)).supplier) return z.strictObject({ teststart: day({}) });
  return z.strictObject({ teststart: day({}).optional(), ingebruikname: day({}).optional() });
}

function exampleDates(context: TrackContext, scope: Scope): Readonly<Record<string, IsoDate>> {
  const { requested, supplier } = connectionOf(context, functionOf(scope));
  const today = dateOf(context.now);
  return supplier
    ? { teststart: addDays(latest(requested.testStart ?? today, today), 30) }
    : { ingebruikname: addDays(latest(requested.goLive ?? requested.testStart ?? today, today), 30) };
}

interface Correction {
  readonly naar: Step;
  readonly reden: string;
  /** Accepted documents to check again; left out: the form of this function. */
  readonly documenten?: readonly DocumentKind[] | undefined;
}

function correctionInput(context: TrackContext, scope: Scope): z.ZodType<Correction> {
  const fn = functionOf(scope);
  const accepted = acceptedDocuments(context, fn);
  const base = z.strictObject({ naar: choice(correctable(context, fn), stageWords), reden: text() });
  return accepted.length === 0
    ? base
    : base.extend({ documenten: someOf(accepted, documentWords).optional() });
}

function usuallyPutBack(context: TrackContext, fn: ConnectionFunction, to: Step): readonly DocumentKind[] {
  if (steps.indexOf(to) > steps.indexOf('application')) return [];
  const accepted = acceptedDocuments(context, fn);
  const form = accepted.filter((kind) => kind !== 'agreement');
  return form.length === 0 && connectionOf(context, fn).stage === 'application' ? accepted : form;
}

/** Whether the register knows it is asked where it is carried out. */
const successor = z
  .string()
  .trim()
  .refine((id) => organisationIdSchema.safeParse(id).success, {
    error: (issue) => expectation('het kenmerk van een organisatie, zoals gemeente-utrecht', issue.input),
  });

export const resumeAction = action({
  name: 'Hervatten',
  code: 'hervatten',
  description: 'Het traject gaat verder.',
  example: () => ({}),
  forward: always,
  scopes: (context) => whole(context.suspension !== null),
  input: () => z.strictObject({}),
  event: (_input, _context, _scope, actor) => ({ type: 'resumed', ...actor }),
});

export const courseActions = [
  action({
    name: 'Gegevens wijzigen',
    code: 'gegevens-wijzigen',
    description: 'De afnemer wil andere gewenste datums.',
    example: exampleDates,
    forward: never,
    scopes: (context) => functionsWhere(context, ({ stage }) => isStep(stage)),
    input: wantedDates,
    event: ({ teststart, ingebruikname }, context, scope, actor) => {
      const fn = functionOf(scope);
      const { requested } = connectionOf(context, fn);
      if (teststart === undefined && ingebruikname === undefined) {
        return { refused: 'Verwacht teststart of ingebruikname, maar beide ontbreken.' };
      }
      const start = teststart ?? requested.testStart;
      const goLive = ingebruikname ?? requested.goLive;
      if (start !== null && goLive !== null && goLive < start) {
        return {
          refused: `Ingebruikname: verwacht een datum op of na de teststart (${start}), gevonden: ${goLive}.`,
        };
      }
      return {
        type: 'dates.changed',
        function: fn,
        testStart: teststart ?? null,
        goLive: ingebruikname ?? null,
        ...actor,
      };
    },
  }),
  action({
    name: 'Corrigeren',
    code: 'corrigeren',
    description: 'Zet een functie terug naar een eerdere stap, met de reden.',
    example: (context, scope) => {
      const [latestStep] = correctable(context, functionOf(scope)).toReversed();
      const naar = latestStep === undefined ? undefined : written(stageWords[latestStep]);
      return { naar, reden: toFillIn('reden') };
    },
    forward: never,
    scopes: (context) =>
      functionsWhere(
        context,
        (connection, fn) => connection.moving === null && correctable(context, fn).length > 0,
      ),
    input: correctionInput,
    event: ({ naar, reden, documenten }, context, scope, actor) => {
      const fn = functionOf(scope);
      const documents = documenten ?? usuallyPutBack(context, fn, naar);
      if (!canPutBack(context, fn, naar, documents)) {
        return { refused: 'Documenten: terugzetten kan alleen bij een correctie naar Aanvraag of eerder.' };
      }
      return { type: 'corrected', function: fn, to: naar, reason: reden, documents, ...actor };
    },
  }),
  action({
    name: 'Heropenen',
    code: 'heropenen',
    description: 'Een functie die is ingetrokken of opgegaan, gaat toch door.',
    example: () => ({ reden: toFillIn('reden') }),
    forward: never,
    scopes: (context) =>
      functionsWhere(context, ({ stage }) => stage === 'withdrawn' || stage === 'succeeded'),
    input: () => z.strictObject({ reden: text() }),
    event: ({ reden }, _context, scope, actor) => ({
      type: 'reopened',
      function: functionOf(scope),
      reason: reden,
      ...actor,
    }),
  }),
  action({
    name: 'Opschorten',
    code: 'opschorten',
    description: 'Zet het traject stil; er gaan geen herinneringen uit.',
    example: (context) => ({ tot: addDays(dateOf(context.now), 90), reden: toFillIn('reden') }),
    forward: never,
    scopes: (context) => whole(context.suspension === null && someActive(context)),
    input: (context) =>
      z.strictObject({ tot: day({ from: addDays(dateOf(context.now), 1) }).optional(), reden: text() }),
    event: ({ tot, reden }, _context, _scope, actor) => ({
      type: 'suspended',
      until: tot ?? null,
      reason: reden,
      ...actor,
    }),
  }),
  action({
    name: 'Intrekken',
    code: 'intrekken',
    description: 'De afnemer stopt met deze functie; wat gereserveerd was, komt vrij.',
    example: () => ({ reden: toFillIn('reden') }),
    forward: never,
    scopes: (context) => functionsWhere(context, ({ stage }) => isStep(stage)),
    input: () => z.strictObject({ reden: text() }),
    event: ({ reden }, _context, scope, actor) => ({
      type: 'withdrawn',
      function: functionOf(scope),
      reason: reden,
      ...actor,
    }),
  }),
  action({
    name: 'Opgegaan in',
    code: 'opgegaan-in',
    description: 'De organisatie is opgegaan in een andere (herindeling): het traject eindigt.',
    example: () => ({ opvolger: toFillIn('kenmerk van de opvolger') }),
    forward: never,
    scopes: (context) => whole(someActive(context)),
    input: () => z.strictObject({ opvolger: successor }),
    event: ({ opvolger }, context, _scope, actor) =>
      opvolger === context.organisation.id
        ? { refused: `Opvolger: verwacht een andere organisatie dan deze, gevonden: ${opvolger}.` }
        : { type: 'succeeded', successor: opvolger, ...actor },
  }),
];
