import { goLiveChecklist } from '../../domain/checklist.ts';
import { formatDate, formatDuration, formatMoment } from '../../domain/dutch-dates.ts';
import { connectionFunctions, type ConnectionFunction } from '../../domain/vocabulary.ts';
import { documentWords, functionWords, goLiveItemWords, stageWords } from '../../domain/words.ts';
import type { Connection, TrackContext } from '../context.ts';
import { canReschedule } from '../decisions/delay.ts';
import { documentOf, neededDocuments } from '../decisions/documents.ts';
import { adviceLeft } from '../decisions/preparation.ts';
import { needsNewSlot } from '../held-up.ts';
import { missingOf } from '../open-items.ts';
import { slotOf } from '../terms.ts';
import { documentStatusWords, moveWords, placeWords } from '../track-words.ts';

/** Why an action that there is can't be done for any function now, as far as the track knows (Dutch, whole sentences). */
export function whyNot(context: TrackContext, code: string): string {
  return reasonOf(context, code) ?? standing(context);
}

/** "Berichtenbox staat op 'Aanvraag', en Lopende Zaken op 'Preproductie'." */
export function standing(context: TrackContext): string {
  const [first, ...others] = eachConnection(context).map(
    ([fn, { stage }]) => [functionWords[fn], stageWords[stage]] as const,
  );
  if (first === undefined) return 'Er is nog geen functie aangemeld.';
  return `${first[0]} staat op '${first[1]}'${others.map(([fn, stage]) => `, en ${fn} op '${stage}'`).join('')}.`;
}

function eachConnection(context: TrackContext): readonly (readonly [ConnectionFunction, Connection])[] {
  return connectionFunctions.flatMap((fn) => {
    const connection = context.connections[fn];
    return connection === undefined ? [] : [[fn, connection] as const];
  });
}

/** A sentence for each function that has something to say; null when none has. */
function perFunction(
  context: TrackContext,
  say: (connection: Connection, fn: ConnectionFunction) => string | null,
): string | null {
  const said = eachConnection(context).flatMap(([fn, connection]) => {
    const text = say(connection, fn);
    return text === null ? [] : [`${functionWords[fn]}: ${text}.`];
  });
  return said.length === 0 ? null : said.join(' ');
}

/** By the code of the action. Null: the steps that the functions are in say it. */
function reasonOf(context: TrackContext, code: string): string | null {
  switch (code) {
    case 'intentieverklaring-aanvullen':
      return `Aan de intentieverklaring ontbreekt niets. ${standing(context)}`;
    case 'intentieverklaring-goedkeuren':
    case 'intentieverklaring-onvolledig-verklaren':
      return perFunction(context, (connection, fn) => whatIsMissing(fn, connection));
    case 'inroostering-voorstellen':
    case 'akkoord-vastleggen':
      return perFunction(context, (connection) =>
        connection.stage === 'trancheAssignment' ? placeOf(connection) : null,
      );
    case 'advies-boeken':
      return noAdvice(context);
    case 'documenten-ontvangen':
    case 'documenten-goedkeuren':
    case 'documenten-afkeuren':
      return documentsNow(context);
    case 'ketentest-vastleggen':
    case 'ketentest-afzeggen':
      return perFunction(context, noTest);
    case 'ingebruikname-voorbereiden':
    case 'ingebruikname-bevestigen':
      return perFunction(context, (connection, fn) =>
        connection.stage === 'goLive' ? goLiveItems(fn, connection) : null,
      );
    case 'vertraging-opheffen':
      return eachConnection(context).some(([, { delay }]) => delay !== null)
        ? null
        : 'Er is geen vertraging gemeld.';
    case 'alternatieven-sturen':
    case 'wens-vastleggen':
    case 'nieuwe-inroostering-vastleggen':
      return perFunction(context, (connection) =>
        canReschedule(connection) ? 'er zijn geen andere tijdsloten bekend' : null,
      );
    case 'verplaatsing-afwijzen':
      return 'Er is geen verplaatsing voorgesteld.';
    case 'taak-afronden':
      return 'Er staat geen taak open.';
    case 'escalatiebrief-versturen':
      return 'Er staat geen brief klaar.';
    case 'hervatten':
      return 'Het traject is niet opgeschort.';
    case 'opschorten':
      return context.suspension === null
        ? null
        : `Het traject is al opgeschort sinds ${formatDate(context.suspension.since)}.`;
    case 'heropenen':
      return `Er is geen functie ingetrokken of opgegaan in een andere organisatie. ${standing(context)}`;
    default:
      return null;
  }
}

function whatIsMissing(fn: ConnectionFunction, connection: Connection): string | null {
  if (connection.stage !== 'declaration' || connection.completeOn !== null) return null;
  const missing = missingOf(fn, connection).map(({ text }) => text);
  const parts = connection.deskRemark === null ? missing : [...missing, connection.deskRemark];
  return `op de intentieverklaring ontbreekt nog ${parts.join(', ')}`;
}

function placeOf({ place, move, moving }: Connection): string {
  if (moving !== null) return 'de planning verplaatst het tijdslot nu';
  return moveWords(move) ?? placeWords(place);
}

function noAdvice(context: TrackContext): string | null {
  if (context.formalStartOn !== null) {
    return `Advies kan tot de formele start. Die was op ${formatDate(context.formalStartOn)}.`;
  }
  if (adviceLeft(context) > 0) return null;
  return `Het advies is op: alle ${formatDuration(context.settings.policy.adviesMinuten)} zijn geboekt.`;
}

function documentsNow(context: TrackContext): string | null {
  const all = neededDocuments(context);
  if (all.length === 0) return null;
  const each = all.map(
    (kind) => `${documentWords[kind]} ${documentStatusWords[documentOf(context, kind).status]}`,
  );
  return `De documenten: ${each.join(', ')}.`;
}

function noTest(connection: Connection): string | null {
  if (connection.stage !== 'chainTest') return null;
  if (needsNewSlot(connection)) return 'eerst is een nieuw tijdslot nodig';
  const slot = slotOf(connection);
  return slot === null ? placeOf(connection) : `de ketentest is op ${formatMoment(slot.begin)}`;
}

function goLiveItems(fn: ConnectionFunction, { goLiveItems: done }: Connection): string {
  const open = goLiveChecklist.open(fn, done).map((item) => goLiveItemWords[item]);
  return open.length === 0 ? 'alles is voorbereid' : `nog voor te bereiden: ${open.join(', ')}`;
}
