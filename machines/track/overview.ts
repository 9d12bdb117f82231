import type { IsoDate } from '../domain/dates.ts';
import { formatDate, formatDuration } from '../domain/dutch-dates.ts';
import { functionWords } from '../domain/words.ts';
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
    renderFile(context, view),
    contactpersonen.length === 0
      ? 'Geen contactpersonen bekend.'
      : `Contact: ${contactpersonen.map(({ naam, telefoon }) => escape([naam, telefoon].filter(Boolean).join(', '))).join('; ')}`,
    closed ? '' : `Nu mogelijk: ${[...possibleNames(context)].join(', ')}`,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function renderFunction(view: FunctionView): string {
  const lines = [
    `## ${functionWords[view.functie]}: ${view.stap}`,
    `- Sinds ${day(view.sinds)}${view.wachtOp === null ? '' : `; wacht op **${view.wachtOp}**`}`,
    ...(view.termijn === null
      ? []
      : [`- Uiterlijk ${day(view.termijn)}: ${escape(view.gevraagd.join(', '))}`]),
    `- Inroostering: ${view.plaats}${view.tranche === null ? '' : `, tranche ${view.tranche}`}`,
    ...(view.speling === null
      ? []
      : [`- Speling: ${view.speling} werkdagen${view.inGevaar ? ' (**in gevaar**)' : ''}`]),
    ...(view.uitloopDagen === null || view.uitloopDagen === 0
      ? []
      : [`- Uitloop: ${view.uitloopDagen} dagen`]),
    ...(view.vertraging === null ? [] : [`- Vertraging: ${escape(view.vertraging.reden)}`]),
    ...view.alternatieven.map(
      ({ id, uitloopDagen }) => `- Alternatief: \`${id}\` (uitloop ${uitloopDagen} dagen)`,
    ),
  ];
  return lines.join('\n');
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

/** What people typed stays text, on one line: the UI renders Markdown and lets HTML through. */
export function escape(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]#|~]/g, '\\$&');
}
