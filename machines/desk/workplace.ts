import { dateOf, type Instant } from '../domain/amsterdam.ts';
import type { IsoDate } from '../domain/dates.ts';
import { formatDate, formatMoment } from '../domain/dutch-dates.ts';
import { escape, link } from '../domain/markdown.ts';
import { listLink, workflowLink } from '../domain/ui-links.ts';
import { deskMessages, planningId, trackId } from '../protocol.ts';
import type { TrackSettings } from '../track/context.ts';
import { keepLink } from './links.ts';
import { nextOverview, type DeskState, type Failure } from './morning.ts';
import { waitingFor } from './notices.ts';
import { declarationExample } from './registering.ts';
import { noneStopped, renderStopped } from './stopped.ts';
import { listViews, tranchesToCome, trancheView, type KnownTranche, type View } from './views.ts';

/** What the desk takes from the planning. */
export interface DeskSettings extends TrackSettings {
  /** Absent in what an earlier release carried. */
  readonly tranches?: readonly KnownTranche[];
}

/** Of coming tranches: a plan for years would fill the page. */
const mostTranches = 8;

/**
 * The start page: the current details of the desk's own workflow in the Temporal UI, in Markdown. Lists without counts:
 * each count would be a query of its own each time that the page is made.
 */
export function renderWorkplace(
  state: DeskState,
  settings: DeskSettings | null,
  now: Instant,
  ui: string,
): string {
  const today = dateOf(now);
  return [
    `**Stand van ${formatDate(today)}.** Dit is de startpagina voor de aansluittrajecten op Berichtenbox en Lopende Zaken.`,
    views(settings?.tranches ?? [], today, ui),
    `### Planning\n\nTranches, ketentesten en wachtlijst staan bij ${link('de planning', workflowLink(ui, planningId))}: kies daar het tabblad **User Metadata**.`,
    registering(today),
    ...lastRegistrations(state, ui),
    mailStatus(state, settings, now),
    ...renderStopped(state.stopped ?? noneStopped),
  ].join('\n\n');
}

function views(tranches: readonly KnownTranche[], today: IsoDate, ui: string): string {
  const names = tranchesToCome(tranches, today).slice(0, mostTranches);
  return [
    '### Lijsten',
    'Kies een lijst: hij opent in een nieuw tabblad. Met _bewaar_ komt een lijst ook in het menu met de boekenlegger, boven de trajecten. Doe dat één keer per lijst. Bij een lijst met _(vandaag)_ hoort de datum van vandaag: open die elke dag vanaf deze pagina.',
    listViews(today)
      .map(
        (view) =>
          `- ${viewLinks(ui, view, view.name)}: ${view.explanation}${view.on === null ? '' : ' _(vandaag)_'}`,
      )
      .join('\n'),
    names.length === 0
      ? '**Per tranche**: er is nog geen planning met tranches.'
      : `**Per tranche**: ${names.map((name) => viewLinks(ui, trancheView(name), name)).join(', ')}`,
  ].join('\n\n');
}

function viewLinks(ui: string, view: View, text: string): string {
  return `${link(text, listLink(ui, view.query))} (${link('bewaar', keepLink(ui, view))})`;
}

function registering(today: IsoDate): string {
  return [
    '### Een intentieverklaring registreren',
    `Is er een intentieverklaring binnen, per post of per mail? Kies op deze pagina **More Actions**, **Send an Update** en **${deskMessages.register}**. Neem dit voorbeeld over, en zet uw eigen tekst waar _VUL IN_ staat. Wat niet op het formulier staat, laat u weg.`,
    `\`\`\`json\n${JSON.stringify(declarationExample(today), null, 2)}\n\`\`\``,
  ].join('\n\n');
}

function lastRegistrations({ registrations = [] }: DeskState, ui: string): readonly string[] {
  if (registrations.length === 0) return [];
  const lines = registrations.map(
    ({ on, organisation: { id, name }, answer }) =>
      `- ${link(escape(name), workflowLink(ui, trackId(id)))}, ${formatDate(on)}: ${escape(answer)}`,
  );
  return [['### Laatste registraties', '', ...lines].join('\n')];
}

function mailStatus(
  { inbox, overview, failures }: DeskState,
  settings: TrackSettings | null,
  now: Instant,
): string {
  const forDesk = waitingFor(inbox.waiting, 'desk').length + inbox.overflow.desk;
  const forCoordinator = waitingFor(inbox.waiting, 'coordinator').length + inbox.overflow.coordinator;
  return [
    '### Ochtendoverzicht per mail',
    '',
    overview === null
      ? '- Er is nog geen overzicht verstuurd.'
      : `- Laatste overzicht verstuurd: ${formatDate(overview.on)}`,
    ...(settings === null
      ? []
      : [`- Volgende overzicht: ${formatMoment(nextOverview(settings, now))}, als er nieuws is`]),
    `- Wacht op verzending: ${count(forDesk)} voor het Servicecentrum, ${count(forCoordinator)} voor de coördinator`,
    ...failureLine('het Servicecentrum', failures.desk),
    ...failureLine('de coördinator', failures.coordinator),
  ].join('\n');
}

function failureLine(to: string, failure: Failure | undefined): readonly string[] {
  if (failure === undefined) return [];
  return [
    `- **Niet bezorgd** aan ${to}, ${formatDate(failure.on)}: ${escape(failure.reason)} De volgende ochtend gaat alles opnieuw mee. Kijk of het e-mailadres in de planning klopt.`,
  ];
}

function count(notices: number): string {
  return `${notices} ${notices === 1 ? 'melding' : 'meldingen'}`;
}
