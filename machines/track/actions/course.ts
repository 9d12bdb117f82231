import { z } from 'zod';
import { dateOf } from '../../domain/amsterdam.ts';
import { contactChangeSchema } from '../../domain/contacts.ts';
import { addDays } from '../../domain/dates.ts';
import { causes, channels, isStep } from '../../domain/vocabulary.ts';
import { causeWords, channelWords, stageWords } from '../../domain/words.ts';
import type { Connection, TrackContext } from '../context.ts';
import { correctable } from '../decisions/course.ts';
import { canBeDelayed, canReschedule, releasable } from '../decisions/delay.ts';
import { letterLines } from '../decisions/desk.ts';
import { needsNewSlot } from '../open-items.ts';
import { slotOf } from '../terms.ts';
import { connectionOf } from '../turn.ts';
import { action, always, functionOf, functionsWhere, never, whole, type Scope } from './action.ts';
import { choice, day, slotChoice, text } from './fields.ts';
import { withWhom } from './preparation.ts';

/** Delay and a new slot, and what is possible in any step. */

function otherSlots(context: TrackContext, scope: Scope): readonly string[] {
  const connection = connectionOf(context, functionOf(scope));
  return connection.alternatives.map(({ id }) => id).filter((id) => id !== slotOf(connection)?.id);
}

/** Without a new slot the function cannot go on. */
function isStuck(context: TrackContext, scope: Scope): boolean {
  const connection = connectionOf(context, functionOf(scope));
  return slotOf(connection) === null || (connection.stage === 'chainTest' && needsNewSlot(connection));
}

function canSpeakOfSlots(connection: Connection): boolean {
  const assigning = connection.stage === 'trancheAssignment' && connection.moving === null;
  return assigning || canReschedule(connection);
}

const someActive = (context: TrackContext) =>
  functionsWhere(context, ({ stage }) => isStep(stage)).length > 0;

export const courseActions = [
  action({
    name: 'Vertraging melden',
    code: 'vertraging-melden',
    description:
      'Deze functie loopt vertraging op. Alleen deze functie krijgt straks een nieuw tijdslot. Voorbeeld: {"door":"A. de Vries","reden":"Certificaat te laat","oorzaak":"leverancier","klaarOp":"2027-05-10"}',
    forward: never,
    scopes: (context) => functionsWhere(context, canBeDelayed),
    input: (context) =>
      z.strictObject({
        reden: text(),
        oorzaak: choice(causes, causeWords).prefault('afnemer'),
        klaarOp: day({ from: dateOf(context.now) }).optional(),
      }),
    event: ({ reden, oorzaak, klaarOp }, _context, scope, actor) => ({
      type: 'delay.reported',
      function: functionOf(scope),
      reason: reden,
      cause: oorzaak,
      ready: klaarOp ?? null,
      ...actor,
    }),
  }),
  action({
    name: 'Alternatieven opvragen',
    code: 'alternatieven-opvragen',
    description: 'Vraagt de planning opnieuw om de beste vrije tijdsloten. Voorbeeld: {"door":"A. de Vries"}',
    forward: never,
    scopes: (context) => functionsWhere(context, canSpeakOfSlots),
    input: () => z.strictObject({}),
    event: (_input, _context, scope, actor) => ({
      type: 'alternatives.requested',
      function: functionOf(scope),
      ...actor,
    }),
  }),
  action({
    name: 'Alternatieven sturen',
    code: 'alternatieven-sturen',
    description:
      'Stuurt de afnemer de mogelijke tijdsloten met hun gevolgen. Voorbeeld: {"door":"A. de Vries"}',
    forward: never,
    scopes: (context) =>
      functionsWhere(
        context,
        (connection) => canReschedule(connection) && connection.alternatives.length > 0,
      ),
    input: () => z.strictObject({}),
    event: (_input, _context, scope, actor) => ({
      type: 'alternatives.offered',
      function: functionOf(scope),
      ...actor,
    }),
  }),
  action({
    name: 'Wens vastleggen',
    code: 'wens-vastleggen',
    description:
      'De afnemer heeft een voorkeur voor een nieuw tijdslot; u bevestigt die daarna. Voorbeeld: {"door":"A. de Vries","tijdslot":"2027-T2.2027-06-01.0900"}',
    forward: never,
    scopes: (context) =>
      functionsWhere(
        context,
        (connection, fn) => canReschedule(connection) && otherSlots(context, fn).length > 0,
      ),
    input: (context, scope) => {
      const slots = otherSlots(context, scope);
      return z.strictObject({ tijdslot: slotChoice(slots).default(slots[0] ?? '') });
    },
    event: ({ tijdslot }, _context, scope, actor) => ({
      type: 'reschedule.wished',
      function: functionOf(scope),
      slot: tijdslot,
      ...actor,
    }),
  }),
  action({
    name: 'Nieuwe inroostering vastleggen',
    code: 'nieuwe-inroostering-vastleggen',
    description:
      'In overleg een nieuw tijdslot: het oude blijft tot het nieuwe vastligt. Voorbeeld: {"door":"A. de Vries","met":"J. Bakker","tijdslot":"2027-T2.2027-06-01.0900"}',
    forward: isStuck,
    scopes: (context) =>
      functionsWhere(
        context,
        (connection, fn) => canReschedule(connection) && otherSlots(context, fn).length > 0,
      ),
    input: (context, scope) => {
      const slots = otherSlots(context, scope);
      const { wish } = connectionOf(context, functionOf(scope));
      return z.strictObject({
        tijdslot: slotChoice(slots).default(
          wish !== null && slots.includes(wish.slot) ? wish.slot : (slots[0] ?? ''),
        ),
        met: withWhom(context),
      });
    },
    event: ({ tijdslot, met }, _context, scope, actor) => ({
      type: 'reschedule.agreed',
      function: functionOf(scope),
      slot: tijdslot,
      with: met,
      ...actor,
    }),
  }),
  action({
    name: 'Tijdslot vrijgeven',
    code: 'tijdslot-vrijgeven',
    description:
      'Geeft het tijdslot terug; de plaats in de tranche blijft. Voorbeeld: {"door":"A. de Vries","reden":"Opgeschort tot na de zomer"}',
    forward: never,
    scopes: (context) => functionsWhere(context, (connection) => releasable(context, connection)),
    input: () => z.strictObject({ reden: text() }),
    event: ({ reden }, _context, scope, actor) => ({
      type: 'slot.released',
      function: functionOf(scope),
      reason: reden,
      ...actor,
    }),
  }),
  action({
    name: 'Contactmoment vastleggen',
    code: 'contactmoment-vastleggen',
    description:
      'Legt een gesprek of bericht vast. Voorbeeld: {"door":"A. de Vries","met":"J. Bakker","tekst":"Vraag over het certificaat"}',
    forward: never,
    scopes: () => whole(true),
    input: (context) =>
      z.strictObject({
        kanaal: choice(channels, channelWords).prefault('telefoon'),
        met: withWhom(context),
        tekst: text(2000),
        terugbellenOp: day({ from: dateOf(context.now) }).optional(),
      }),
    event: ({ kanaal, met, tekst, terugbellenOp }, _context, _scope, actor) => ({
      type: 'contactMoment.noted',
      channel: kanaal,
      with: met,
      text: tekst,
      callBackOn: terugbellenOp ?? null,
      ...actor,
    }),
  }),
  action({
    name: 'Contactpersoon wijzigen',
    code: 'contactpersoon-wijzigen',
    description:
      'Voegt een contactpersoon toe, of wijzigt of verwijdert die. Voorbeeld: {"door":"A. de Vries","rol":"projectleider","naam":"J. Bakker","email":"j.bakker@example.org"}',
    forward: never,
    scopes: () => whole(true),
    input: () => contactChangeSchema,
    event: (change, _context, _scope, actor) => ({ type: 'contact.changed', change, ...actor }),
  }),
  action({
    name: 'Gegevens wijzigen',
    code: 'gegevens-wijzigen',
    description:
      'De afnemer wil andere gewenste datums. Voorbeeld: {"door":"A. de Vries","ingebruikname":"2027-09-01"}',
    forward: never,
    scopes: (context) => functionsWhere(context, ({ stage }) => isStep(stage)),
    input: () => z.strictObject({ teststart: day({}).optional(), ingebruikname: day({}).optional() }),
    event: ({ teststart, ingebruikname }, context, scope, actor) => {
      const fn = functionOf(scope);
      const { requested, supplier } = connectionOf(context, fn);
      if (teststart === undefined && ingebruikname === undefined) {
        return { refused: 'Verwacht teststart of ingebruikname, maar beide ontbreken.' };
      }
      if (supplier && ingebruikname !== undefined) {
        return { refused: 'Ingebruikname: een leveranciersaansluiting heeft geen ingebruikname.' };
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
    description:
      'Zet een functie terug naar een eerdere stap, met de reden. Voorbeeld: {"door":"A. de Vries","naar":"aanvraag","reden":"Verkeerd formulier goedgekeurd"}',
    forward: never,
    scopes: (context) =>
      functionsWhere(
        context,
        (connection) => connection.moving === null && correctable(connection).length > 0,
      ),
    input: (context, scope) =>
      z.strictObject({
        naar: choice(correctable(connectionOf(context, functionOf(scope))), stageWords),
        reden: text(),
      }),
    event: ({ naar, reden }, _context, scope, actor) => ({
      type: 'corrected',
      function: functionOf(scope),
      to: naar,
      reason: reden,
      ...actor,
    }),
  }),
  action({
    name: 'Heropenen',
    code: 'heropenen',
    description:
      'Een functie die is ingetrokken of opgegaan, gaat toch door. Voorbeeld: {"door":"A. de Vries","reden":"Vergissing"}',
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
    description:
      'Zet het traject stil; er gaan geen herinneringen uit. Voorbeeld: {"door":"A. de Vries","tot":"2027-09-01","reden":"Herindeling"}',
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
    name: 'Hervatten',
    code: 'hervatten',
    description: 'Het traject gaat verder. Voorbeeld: {"door":"A. de Vries"}',
    forward: always,
    scopes: (context) => whole(context.suspension !== null),
    input: () => z.strictObject({}),
    event: (_input, _context, _scope, actor) => ({ type: 'resumed', ...actor }),
  }),
  action({
    name: 'Intrekken',
    code: 'intrekken',
    description:
      'De afnemer stopt met deze functie; wat gereserveerd was, komt vrij. Voorbeeld: {"door":"A. de Vries","reden":"Geen budget"}',
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
    description:
      'De organisatie is opgegaan in een andere (herindeling): het traject eindigt. Voorbeeld: {"door":"A. de Vries","opvolger":"gemeente-land-van-cuijk"}',
    forward: never,
    scopes: (context) => whole(someActive(context)),
    input: () => z.strictObject({ opvolger: text(200) }),
    event: ({ opvolger }, _context, _scope, actor) => ({ type: 'succeeded', successor: opvolger, ...actor }),
  }),
  action({
    name: 'Taak afronden',
    code: 'taak-afronden',
    description:
      'Rondt een taak van het Servicecentrum af. Voorbeeld: {"door":"A. de Vries","taak":"contactgegevens"}',
    forward: never,
    scopes: (context) => whole(context.tasks.length > 0),
    input: (context) => {
      const ids = context.tasks.map(({ id }) => id);
      return z.strictObject({ taak: z.enum(ids).default(ids[0] ?? ''), toelichting: text().optional() });
    },
    event: ({ taak, toelichting }, _context, _scope, actor) => ({
      type: 'task.done',
      task: taak,
      text: toelichting ?? '',
      ...actor,
    }),
  }),
  action({
    name: 'Escalatiebrief versturen',
    code: 'escalatiebrief-versturen',
    description: 'Verstuurt de klaargezette brief aan de tekenbevoegde. Voorbeeld: {"door":"A. de Vries"}',
    forward: never,
    scopes: (context) =>
      whole(context.tasks.some(({ kind }) => kind === 'letterPrepared') && letterLines(context).length > 0),
    input: () => z.strictObject({}),
    event: (_input, _context, _scope, actor) => ({ type: 'letter.sent', ...actor }),
  }),
];
