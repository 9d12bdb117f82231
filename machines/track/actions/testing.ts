import { z } from 'zod';
import { dateOf } from '../../domain/amsterdam.ts';
import { goLiveChecklist, preproductionChecklist } from '../../domain/checklist.ts';
import { earliest } from '../../domain/dates.ts';
import { causes, isPass, outcomes } from '../../domain/vocabulary.ts';
import { causeWords, checklistWords, goLiveItemWords, outcomeWords } from '../../domain/words.ts';
import type { Connection, TrackContext } from '../context.ts';
import { needsNewSlot } from '../held-up.ts';
import { slotOf } from '../terms.ts';
import { connectionOf } from '../turn.ts';
import { action, always, functionOf, functionsWhere, never, type Scope } from './action.ts';
import { choice, choices, day, text, written } from './fields.ts';

/** Preproduction, chain test and go-live. */

function awaitsTest(connection: Connection): boolean {
  const { stage, place, moving } = connection;
  return stage === 'chainTest' && place.status === 'agreed' && moving === null && !needsNewSlot(connection);
}

function slotHasBegun(context: TrackContext, connection: Connection): boolean {
  const slot = slotOf(connection);
  return slot !== null && slot.begin <= context.now;
}

function openItems(context: TrackContext, scope: Scope) {
  const fn = functionOf(scope);
  return preproductionChecklist.open(fn, connectionOf(context, fn).checklist);
}

function openGoLiveItems(context: TrackContext, scope: Scope) {
  const fn = functionOf(scope);
  return goLiveChecklist.open(fn, connectionOf(context, fn).goLiveItems);
}

const reportedOutcomes = outcomes.filter((outcome) => outcome !== 'cancelled');

export const testingActions = [
  action({
    name: 'Preproductie melden',
    code: 'preproductie-melden',
    description: 'Onderdelen van de preproductie zijn klaar; meer dan één tegelijk mag.',
    example: (context, scope) => ({
      onderdelen: openItems(context, scope).map((item) => written(checklistWords[item])),
    }),
    forward: always,
    scopes: (context) => functionsWhere(context, ({ stage }) => stage === 'preproduction'),
    input: (context, scope) =>
      z.strictObject({ onderdelen: choices(openItems(context, scope), checklistWords) }),
    event: ({ onderdelen }, context, scope, actor) => {
      const fn = functionOf(scope);
      const done = connectionOf(context, fn).checklist;
      if (!preproductionChecklist.reportable(fn, done, onderdelen)) {
        const ready = preproductionChecklist.ready(fn, done).map((item) => checklistWords[item]);
        return { refused: `Deze onderdelen kunnen nog niet klaar zijn. Eerst: ${ready.join(', ')}.` };
      }
      return { type: 'preproduction.reported', function: fn, items: onderdelen, ...actor };
    },
  }),
  action({
    name: 'Ketentest vastleggen',
    code: 'ketentest-vastleggen',
    description:
      'De uitslag van de ketentest: geslaagd, geslaagd-met-bevindingen, niet-geslaagd, afgebroken of niet-verschenen. Is de test niet geslaagd, voeg dan de oorzaak toe: afnemer, leverancier of logius.',
    example: () => ({ uitslag: 'geslaagd' }),
    forward: always,
    scopes: (context) =>
      functionsWhere(context, (connection) => awaitsTest(connection) && slotHasBegun(context, connection)),
    input: (context, scope) => {
      const slot = slotOf(connectionOf(context, functionOf(scope)));
      const today = dateOf(context.now);
      const from = slot === null ? today : dateOf(slot.begin);
      return z.strictObject({
        uitslag: choice(reportedOutcomes, outcomeWords).prefault('geslaagd'),
        oorzaak: choice(causes, causeWords).optional(),
        datum: day({ from, until: today }).default(earliest(from, today)),
        bevindingen: text().optional(),
      });
    },
    event: ({ uitslag, oorzaak, datum, bevindingen }, _context, scope, actor) => {
      if (!isPass(uitslag) && oorzaak === undefined) {
        const words = Object.values(causeWords).join(', ');
        return {
          refused: `Oorzaak: verwacht bij '${outcomeWords[uitslag]}' een van ${words}, maar die ontbreekt.`,
        };
      }
      return {
        type: 'chainTest.reported',
        function: functionOf(scope),
        outcome: uitslag,
        cause: oorzaak ?? null,
        on: datum,
        findings: bevindingen ?? null,
        ...actor,
      };
    },
  }),
  action({
    name: 'Ketentest afzeggen',
    code: 'ketentest-afzeggen',
    description: 'De ketentest gaat niet door; daarna is een nieuw tijdslot nodig.',
    example: () => ({ reden: 'Preproductie is niet bereikbaar', oorzaak: 'logius' }),
    forward: never,
    scopes: (context) => functionsWhere(context, (connection) => awaitsTest(connection)),
    input: () => z.strictObject({ reden: text(), oorzaak: choice(causes, causeWords).prefault('afnemer') }),
    event: ({ reden, oorzaak }, context, scope, actor) => ({
      type: 'chainTest.reported',
      function: functionOf(scope),
      outcome: 'cancelled',
      cause: oorzaak,
      on: dateOf(context.now),
      findings: reden,
      ...actor,
    }),
  }),
  action({
    name: 'Ingebruikname voorbereiden',
    code: 'ingebruikname-voorbereiden',
    description: 'Onderdelen voor de ingebruikname zijn klaar.',
    example: (context, scope) => ({
      onderdelen: openGoLiveItems(context, scope).map((item) => written(goLiveItemWords[item])),
    }),
    forward: always,
    scopes: (context) =>
      functionsWhere(
        context,
        ({ stage, goLiveItems }, fn) =>
          stage === 'goLive' && goLiveChecklist.open(fn, goLiveItems).length > 0,
      ),
    input: (context, scope) =>
      z.strictObject({ onderdelen: choices(openGoLiveItems(context, scope), goLiveItemWords) }),
    event: ({ onderdelen }, context, scope, actor) => {
      const fn = functionOf(scope);
      const done = connectionOf(context, fn).goLiveItems;
      if (!goLiveChecklist.reportable(fn, done, onderdelen)) {
        const ready = goLiveChecklist.ready(fn, done).map((item) => goLiveItemWords[item]);
        return { refused: `Deze onderdelen kunnen nog niet klaar zijn. Eerst: ${ready.join(', ')}.` };
      }
      return { type: 'goLive.reported', function: fn, items: onderdelen, ...actor };
    },
  }),
  action({
    name: 'Ingebruikname bevestigen',
    code: 'ingebruikname-bevestigen',
    description: 'De functie is in gebruik, met de werkelijke datum.',
    example: (context) => ({ datum: dateOf(context.now) }),
    forward: always,
    scopes: (context) =>
      functionsWhere(
        context,
        ({ stage, goLiveItems }, fn) =>
          stage === 'goLive' && goLiveChecklist.open(fn, goLiveItems).length === 0,
      ),
    input: (context, scope) => {
      const tested = connectionOf(context, functionOf(scope)).actual.chainTest;
      const today = dateOf(context.now);
      return z.strictObject({ datum: day({ from: tested ?? today, until: today }).default(today) });
    },
    event: ({ datum }, _context, scope, actor) => ({
      type: 'goLive.confirmed',
      function: functionOf(scope),
      on: datum,
      ...actor,
    }),
  }),
];
