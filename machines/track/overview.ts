import { dateOf } from '../domain/amsterdam.ts';
import { formatDate, formatDuration } from '../domain/dutch-dates.ts';
import { escape, jsonCode, link } from '../domain/markdown.ts';
import { trancheQuery } from '../domain/track-queries.ts';
import { listLink, workflowLink } from '../domain/ui-links.ts';
import { actsSection, type RecentAct } from '../domain/recent-acts.ts';
import { functionWords } from '../domain/words.ts';
import { planningId, trackId } from '../protocol.ts';
import { forwardOffers, offeredNames } from './actions/offers.ts';
import type { TrackContext } from './context.ts';
import { closingMoment } from './decisions/course.ts';
import { renderFunction } from './overview-function.ts';
import { mailWords } from './track-words.ts';
import { viewOf, type TrackView } from './view.ts';

interface OverviewOptions {
  /** Where its links lead: see `../domain/ui-links.ts`. */
  readonly ui: string;
  readonly closed?: boolean;
  /** What people did last, the newest first. */
  readonly recent?: readonly RecentAct[];
}

/** The current details of a track in the Temporal UI: a calm Dutch overview in Markdown (no tables: the UI cramps them). */
export function renderOverview(
  context: TrackContext,
  { ui, closed = false, recent = [] }: OverviewOptions,
): string {
  const view = viewOf(context, closed);
  return [
    renderStatus(context, view, ui),
    ...renderTasks(view),
    ...(closed ? [] : renderForward(context)),
    ...view.functies.map((line) => renderFunction(context, line, view, ui)),
    ...actsSection(recent),
    ...(closed ? [] : renderOthers(context)),
    renderFile(view),
    renderContacts(view),
    renderLinks(view, ui),
  ].join('\n\n');
}

function renderStatus(context: TrackContext, view: TrackView, ui: string): string {
  const { opschorting, opvolger } = view;
  return [
    `**${escape(view.afnemer)}** (${view.soort}), status: ${view.status}${view.escalatie > 0 ? `, **escalatie ${view.escalatie}**` : ''}. ${mailText(context.lastMail)}`,
    ...(opschorting === null
      ? []
      : [
          `**Opgeschort** sinds ${formatDate(opschorting.sinds)}${opschorting.tot === null ? '' : `, tot ${formatDate(opschorting.tot)}`}: ${escape(opschorting.reden)}`,
        ]),
    ...(view.status === 'in afronding'
      ? [
          `Het traject sluit op ${formatDate(dateOf(closingMoment(context)))}. Tot dan kunt u een vergissing herstellen.`,
        ]
      : []),
    ...(opvolger === null
      ? []
      : [`Opgegaan in ${link(escape(opvolger), workflowLink(ui, trackId(opvolger)))}.`]),
  ].join('\n\n');
}

function mailText(last: TrackContext['lastMail']): string {
  return last === null
    ? 'Er is nog geen mail verstuurd.'
    : `Laatste mail: ${mailWords[last.kind]}, ${formatDate(last.on)}.`;
}

/**
 * What brings the track on: it stands on top, since that is what the desk comes for. With its input, to copy: the dialog
 * does not show the example any more once a name is chosen.
 */
function renderForward(context: TrackContext): readonly string[] {
  const offers = forwardOffers(context);
  if (offers.length === 0) return [];
  const items = offers.map(
    ({ name, scope, input }) =>
      `- **${name}**${scope === null ? '' : ` (${functionWords[scope]})`}: ${jsonCode(input)}`,
  );
  return [
    '### Nu te doen',
    'Kies **More Actions**, **Send an Update**, en de naam. Neem over wat erachter staat, met uw eigen naam, en uw eigen tekst bij VUL IN.',
    items.join('\n'),
  ];
}

function renderOthers(context: TrackContext): readonly string[] {
  const { others } = offeredNames(context);
  return [`### Ook mogelijk\n- ${others.join(', ')}`];
}

function renderContacts({ contactpersonen }: TrackView): string {
  if (contactpersonen.length === 0) return '### Contact\n- Geen contactpersonen bekend.';
  return ['### Contact', ...contactpersonen.map((contact) => `- ${contactLine(contact)}`)].join('\n');
}

function renderLinks({ id, functies }: TrackView, ui: string): string {
  const tranches = [...new Set(functies.flatMap(({ tranche }) => tranche ?? []))];
  return [
    '### Verder',
    `- ${link('De planning', workflowLink(ui, planningId))}`,
    ...tranches.map(
      (tranche) =>
        `- ${link(`Alle trajecten van tranche ${escape(tranche)}`, listLink(ui, trancheQuery(tranche)))}`,
    ),
    `- ${link('De tijdlijn van dit traject', workflowLink(ui, trackId(id)))}`,
    `- Het hele dossier: \`npx traject dossier ${id}\``,
  ].join('\n');
}

function contactLine({
  rol,
  naam,
  email,
  telefoon,
  afwezig,
  onbestelbaar,
}: TrackView['contactpersonen'][number]): string {
  const away =
    afwezig === null
      ? ''
      : ` (afwezig ${formatDate(afwezig.van)} tot en met ${formatDate(afwezig.totEnMet)})`;
  return `${rol}: ${escape([naam, telefoon, email].filter(Boolean).join(', '))}${away}${onbestelbaar ? ' (mail komt niet aan)' : ''}`;
}

function renderTasks({ taken }: TrackView): readonly string[] {
  if (taken.length === 0) return [];
  const items = taken.map(({ taak, tekst }) => `- ${escape(tekst)} (\`${taak}\`)`);
  return [
    ['### Taken', ...items].join('\n'),
    'Is een taak klaar? Doe **Taak afronden**, met de naam tussen haakjes.',
  ];
}

function renderFile({ advies, documenten, formeleStart }: TrackView): string {
  return [
    '### Aanvraag en advies',
    ...documenten.map(
      ({ document, status, op, reden }) =>
        `- ${document}: ${status}${op === null ? '' : ` op ${formatDate(op)}`}${reden === null ? '' : `: ${escape(reden)}`}`,
    ),
    `- Formele start: ${formeleStart === null ? 'nog niet' : formatDate(formeleStart)}`,
    `- Advies: ${formatDuration(advies.gebruiktMinuten)} van ${formatDuration(advies.maximumMinuten)}`,
  ].join('\n');
}
