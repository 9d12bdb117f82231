import { isoDateSchema } from '../../../machines/domain/dates.ts';
import { dateOf, timeOf } from '../../../machines/domain/amsterdam.ts';
import { formatDate, formatDuration } from '../../../machines/domain/dutch-dates.ts';
import { escape } from '../../../machines/domain/markdown.ts';
import { functionWords } from '../../../machines/domain/words.ts';
import { trackId, trackMessages } from '../../../machines/protocol.ts';
import type { DiaryEntry } from '../../../machines/track/diary.ts';
import { delayLines } from '../../../machines/track/overview-function.ts';
import { routeWords } from '../../../machines/track/route.ts';
import type { FunctionView } from '../../../machines/track/view.ts';
import type { Command } from '../command.ts';
import { connectionOptions, connectToSystem } from '../connection-options.ts';
import { sentMail, type SentMail } from '../sent-mail.ts';
import { trackNow, type TrackNow } from '../track-now.ts';
import { query } from '../updates.ts';

export const file: Command = {
  name: 'dossier',
  usage: '<afnemer>',
  summary:
    'Toont alles over het traject van één afnemer, ook als het gesloten is: stand, planning, documenten, contactpersonen, mail en dagboek.',
  example: 'npx traject dossier gemeente-utrecht > dossier.md',
  options: { ...connectionOptions, json: { type: 'boolean', description: 'als JSON, voor programma’s' } },
  positionals: [1, 1],
  run: async (invocation) => {
    const [id = ''] = invocation.positionals;
    const client = await connectToSystem(invocation);
    const view = await trackNow(client, id);
    const diary = await query<readonly DiaryEntry[]>(client, trackId(id), trackMessages.diary);
    const mails = await sentMail(client, trackId(id));
    await client.connection.close();
    invocation.out(
      invocation.flag('json')
        ? JSON.stringify({ ...view, mail: mails, dagboek: diary }, null, 2)
        : render(view, mails, diary),
    );
    return 0;
  },
};

function render(view: TrackNow, mails: readonly SentMail[], diary: readonly DiaryEntry[]): string {
  return [
    `# Dossier ${escape(view.afnemer)}`,
    `Kenmerk: ${view.id}. Soort: ${view.soort}. Status: ${statusLine(view)}.${view.opvolger === null ? '' : ` Opgegaan in: ${escape(view.opvolger)}.`}`,
    ...view.functies.map(renderFunction),
    renderDocuments(view),
    [
      '## Contactpersonen',
      ...view.contactpersonen.map(
        ({ rol, naam, email, telefoon, vervanger, afwezig, onbestelbaar }) =>
          `- ${rol}${vervanger ? ' (vervanger)' : ''}: ${escape([naam, email, telefoon].filter(Boolean).join(', '))}${afwezig === null ? '' : ` (afwezig van ${day(afwezig.van)} tot en met ${day(afwezig.totEnMet)})`}${onbestelbaar ? ' (mail komt niet aan)' : ''}`,
      ),
    ].join('\n'),
    ...(view.taken.length === 0
      ? []
      : [
          [
            '## Open taken van het Servicecentrum',
            ...view.taken.map(({ sinds, tekst }) => `- ${day(sinds)}: ${escape(tekst)}`),
          ].join('\n'),
        ]),
    ['## Mail', ...(mails.length === 0 ? ['Nog geen.'] : mails.map(renderMail))].join('\n'),
    ['## Dagboek', ...diary.map(renderEntry)].join('\n'),
  ].join('\n\n');
}

/** "beëindigd op maandag 4 januari 2027. Hieronder staat hoe het er toen voor stond". */
function statusLine({ status, gestoptOp }: TrackNow): string {
  return gestoptOp === null
    ? status
    : `${status} op ${day(gestoptOp.slice(0, 10))}. Hieronder staat hoe het er toen voor stond`;
}

function day(date: string | null): string {
  const parsed = isoDateSchema.safeParse(date);
  return parsed.success ? formatDate(parsed.data) : 'nog niet bekend';
}

function renderFunction(line: FunctionView): string {
  return [
    `## ${functionWords[line.functie]}: ${line.stap}`,
    `- Sinds: ${day(line.sinds)}`,
    ...(line.wachtOp === null
      ? []
      : [`- Wacht op: ${line.wachtOp}, uiterlijk ${day(line.termijn)}: ${escape(line.gevraagd.join(', '))}`]),
    `- Inroostering: ${line.plaats}`,
    `- Gewenste teststart: ${day(line.gewenst.teststart)}`,
    ...(line.leveranciersaansluiting
      ? ['- Leveranciersaansluiting: zonder ingebruikname']
      : [
          `- Gewenste ingebruikname: ${day(line.gewenst.ingebruikname)}`,
          `- Afgesproken ingebruikname: ${day(line.afgesproken.ingebruikname)}`,
          `- Werkelijke ingebruikname: ${day(line.werkelijk.ingebruikname)}`,
        ]),
    ...delayLines(line).map((text) => `- ${text}`),
    `- Ketentesten tot nu toe: ${line.ketentesten}`,
  ].join('\n');
}

function renderDocuments(view: TrackNow): string {
  return [
    '## Aanvraag en advies',
    ...view.documenten.map(
      ({ document, status, op, reden }) =>
        `- ${document}: ${status}${op === null ? '' : ` (${day(op)})`}${reden === null ? '' : `: ${escape(reden)}`}`,
    ),
    `- Formele start: ${day(view.formeleStart)}`,
    `- Advies: ${formatDuration(view.advies.gebruiktMinuten)} van ${formatDuration(view.advies.maximumMinuten)}`,
  ].join('\n');
}

function renderMail({ datum, soort, aan, status }: SentMail): string {
  return `- ${datum} ${soort}, aan ${escape(aan.join(', '))}: ${status}`;
}

function renderEntry({ at, recorded, by, via, function: fn, text }: DiaryEntry): string {
  const later = dateOf(at) === dateOf(recorded) ? '' : ` (vastgelegd op ${formatDate(dateOf(recorded))})`;
  // What the system did came through nothing else.
  const through = via === undefined || via === 'system' ? '' : ` (via ${routeWords[via]})`;
  return `- ${dateOf(at)} ${timeOf(at)} ${escape(by)}${through}${fn === null ? '' : `, ${functionWords[fn]}`}: ${escape(text)}${later}`;
}
