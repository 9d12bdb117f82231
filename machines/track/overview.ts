import type { IsoDate } from '../domain/dates.ts';
import { formatDate, formatDuration } from '../domain/dutch-dates.ts';
import { escape } from '../domain/markdown.ts';
import { functionWords } from '../domain/words.ts';
import { trackId } from '../protocol.ts';
import { possibleNames } from './actions/offers.ts';
import type { TrackContext } from './context.ts';
import { mailWords } from './track-words.ts';
import { viewOf, type FunctionView, type TrackView } from './view.ts';

/** The current details of a track in the Temporal UI: a calm Dutch overview in Markdown (no tables: the UI cramps them). */
export function renderOverview(context: TrackContext, closed = false): string {
  const view = viewOf(context, closed);
  const { contactpersonen } = view;
  return [
    `# ${escape(view.afnemer)}`,
    `${view.status}${view.escalatie > 0 ? `, **escalatie ${view.escalatie}**` : ''}`,
    ...view.functies.map(renderFunction),
    ...renderTasks(view),
    ...(view.opschorting === null
      ? []
      : [`**Opgeschort** sinds ${day(view.opschorting.sinds)}: ${escape(view.opschorting.reden)}`]),
    ...(view.opvolger === null
      ? []
      : // Relative to the page of this run, on which the UI shows it.
        [`Opgegaan in [${escape(view.opvolger)}](../../${trackId(view.opvolger)})`]),
    renderFile(context, view),
    contactpersonen.length === 0
      ? 'Geen contactpersonen bekend.'
      : `Contact: ${contactpersonen.map(contactLine).join('; ')}`,
    closed ? '' : `Nu mogelijk: ${[...possibleNames(context)].join(', ')}`,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function contactLine({
  naam,
  telefoon,
  afwezig,
  onbestelbaar,
}: TrackView['contactpersonen'][number]): string {
  const away = afwezig === null ? '' : ` (afwezig ${day(afwezig.van)} tot en met ${day(afwezig.totEnMet)})`;
  return `${escape([naam, telefoon].filter(Boolean).join(', '))}${away}${onbestelbaar ? ' (mail komt niet aan)' : ''}`;
}

function renderFunction(view: FunctionView): string {
  const lines = [
    `## ${functionWords[view.functie]}: ${view.stap}`,
    `- Sinds ${day(view.sinds)}${view.wachtOp === null ? '' : `; wacht op **${view.wachtOp}**`}`,
    ...(view.termijn === null
      ? []
      : [`- Uiterlijk ${day(view.termijn)}: ${escape(view.gevraagd.join(', '))}`]),
    `- Inroostering: ${view.plaats}${view.tranche === null ? '' : `, tranche ${view.tranche}`}`,
    ...delayLines(view).map((line) => `- ${line}`),
    ...(view.verplaatsing === null ? [] : [`- Verplaatsing: ${escape(view.verplaatsing)}`]),
  ];
  return lines.join('\n');
}

/** Speling, uitloop, delay and what is under way about it. Dates, no days to go: it is rendered when something happens. */
export function delayLines(view: FunctionView): readonly string[] {
  const { alternatieven, spelingTotEnMet: until, uitloopDagen: late, uitloopDoorLogius, vertraging } = view;
  const passed = view.voorbijgeganeTijdsloten;
  return [
    ...(until === null
      ? []
      : [
          view.inGevaar
            ? `Speling: geen meer na ${day(until)} (**in gevaar**)`
            : `Speling: tot en met ${day(until)}`,
        ]),
    ...(late === null || late === 0
      ? []
      : [
          `Uitloop: ${late} dagen${uitloopDoorLogius === 0 ? '' : `, waarvan ${uitloopDoorLogius} door Logius`}`,
        ]),
    ...(passed === 0 ? [] : [`Tijdsloten die voorbijgingen zonder ketentest: ${passed}`]),
    ...(vertraging === null
      ? []
      : [
          `Vertraging sinds ${day(vertraging.sinds)} (oorzaak ${vertraging.oorzaak}): ${escape(vertraging.reden)}; klaar op ${vertraging.klaarOp === null ? 'nog niet bekend' : day(vertraging.klaarOp)}`,
        ]),
    ...alternatieven.map(
      ({ id, uitloopDagen, andereTranche }) =>
        `Alternatief: \`${id}\` (uitloop ${uitloopDagen} dagen${andereTranche ? ', andere tranche' : ''})`,
    ),
    ...(view.alternatievenGestuurd === null
      ? []
      : [`Alternatieven gestuurd op ${day(view.alternatievenGestuurd)}`]),
    ...(view.wens === null ? [] : [`Wens van de afnemer: \`${view.wens}\``]),
  ];
}

function renderTasks({ taken }: TrackView): readonly string[] {
  if (taken.length === 0) return [];
  return [['## Taken', ...taken.map(({ taak, tekst }) => `- ${escape(tekst)} (\`${taak}\`)`)].join('\n')];
}

function renderFile(context: TrackContext, view: TrackView): string {
  const { advies, documenten, formeleStart } = view;
  const mail = context.lastMail;
  return [
    '## Dossier',
    ...documenten.map(({ document, status }) => `- ${document}: ${status}`),
    `- Formele start: ${formeleStart === null ? 'nog niet' : day(formeleStart)}`,
    `- Advies: ${formatDuration(advies.gebruiktMinuten)} van ${formatDuration(advies.maximumMinuten)}`,
    ...(mail === null ? [] : [`- Laatste mail: ${mailWords[mail.kind]}, ${day(mail.on)}`]),
  ].join('\n');
}

function day(date: IsoDate): string {
  return formatDate(date);
}
