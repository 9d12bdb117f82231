import type { IsoDate } from '../domain/dates.ts';
import { formatDate, formatDuration } from '../domain/dutch-dates.ts';
import { escape } from '../domain/markdown.ts';
import { trancheLink, workflowLink } from '../domain/ui-links.ts';
import { actsSection, type RecentAct } from '../domain/recent-acts.ts';
import { functionWords } from '../domain/words.ts';
import { planningId, trackId } from '../protocol.ts';
import { offeredNames } from './actions/offers.ts';
import type { TrackContext } from './context.ts';
import { mailWords } from './track-words.ts';
import { viewOf, type FunctionView, type TrackView } from './view.ts';

interface OverviewOptions {
  readonly closed?: boolean;
  /** What people did last, the newest first. */
  readonly recent?: readonly RecentAct[];
}

/** The current details of a track in the Temporal UI: a calm Dutch overview in Markdown (no tables: the UI cramps them). */
export function renderOverview(
  context: TrackContext,
  { closed = false, recent = [] }: OverviewOptions = {},
): string {
  const view = viewOf(context, closed);
  return [
    renderStatus(context, view),
    ...renderTasks(view),
    ...(closed ? [] : renderForward(context)),
    ...view.functies.map((line) => renderFunction(line, view)),
    ...actsSection(recent),
    ...(closed ? [] : renderOthers(context)),
    renderFile(view),
    renderContacts(view),
    renderLinks(view),
  ].join('\n\n');
}

function renderStatus({ lastMail }: TrackContext, view: TrackView): string {
  const { opschorting, opvolger } = view;
  return [
    `**${escape(view.afnemer)}** (${view.soort}), status: ${view.status}${view.escalatie > 0 ? `, **escalatie ${view.escalatie}**` : ''}. ${mailText(lastMail)}`,
    ...(opschorting === null
      ? []
      : [
          `**Opgeschort** sinds ${day(opschorting.sinds)}${opschorting.tot === null ? '' : `, tot ${day(opschorting.tot)}`}: ${escape(opschorting.reden)}`,
        ]),
    ...(opvolger === null ? [] : [`Opgegaan in ${workflowLink(escape(opvolger), trackId(opvolger))}.`]),
  ].join('\n\n');
}

function mailText(last: TrackContext['lastMail']): string {
  return last === null
    ? 'Er is nog geen mail verstuurd.'
    : `Laatste mail: ${mailWords[last.kind]}, ${day(last.on)}.`;
}

/** What brings the track on: it stands on top, since that is what the desk comes for. */
function renderForward(context: TrackContext): readonly string[] {
  const { forward } = offeredNames(context);
  if (forward.length === 0) return [];
  return [['### Nu te doen', ...forward.map((name) => `- **${name}**`)].join('\n')];
}

function renderOthers(context: TrackContext): readonly string[] {
  const { others } = offeredNames(context);
  return [`### Ook mogelijk\n- ${others.join(', ')}`];
}

function renderContacts({ contactpersonen }: TrackView): string {
  if (contactpersonen.length === 0) return '### Contact\n- Geen contactpersonen bekend.';
  return ['### Contact', ...contactpersonen.map((contact) => `- ${contactLine(contact)}`)].join('\n');
}

function renderLinks({ id, functies }: TrackView): string {
  const tranches = [...new Set(functies.flatMap(({ tranche }) => tranche ?? []))];
  return [
    '### Verder',
    `- ${workflowLink('De planning', planningId)}`,
    ...tranches.map(
      (tranche) => `- ${trancheLink(`Alle trajecten van tranche ${escape(tranche)}`, tranche)}`,
    ),
    `- ${workflowLink('De tijdlijn van dit traject', trackId(id))}`,
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
  const away = afwezig === null ? '' : ` (afwezig ${day(afwezig.van)} tot en met ${day(afwezig.totEnMet)})`;
  return `${rol}: ${escape([naam, telefoon, email].filter(Boolean).join(', '))}${away}${onbestelbaar ? ' (mail komt niet aan)' : ''}`;
}

function renderFunction(view: FunctionView, { nu, opschorting }: TrackView): string {
  const { functie, gevraagd, sinds, stap, termijn, wachtOp } = view;
  // Once late, it stays so until something happens; and then this is rendered again.
  const isLate = termijn !== null && opschorting === null && termijn < nu.slice(0, 10);
  const lines = [
    `### ${functionWords[functie]}: ${stap}`,
    wachtOp === null
      ? `- Sinds ${day(sinds)}`
      : `- Aan zet: **${wachtOp}**. In deze stap sinds ${day(sinds)}`,
    ...(termijn === null
      ? []
      : [`- Uiterlijk ${day(termijn)}${isLate ? ' (**te laat**)' : ''}: ${escape(gevraagd.join(', '))}`]),
    `- ${slotLine(view)}`,
    ...goLiveLine(view).map((line) => `- ${line}`),
    ...delayLines(view).map((line) => `- ${line}`),
    ...(view.verplaatsing === null ? [] : [`- Verplaatsing: ${escape(view.verplaatsing)}`]),
  ];
  return lines.join('\n');
}

function slotLine({ plaats, tijdslot, tranche }: FunctionView): string {
  if (tijdslot === null) return `Inroostering: ${plaats}`;
  const until = `tot ${tijdslot.einde.slice(11, 16)} uur`;
  const moment = plaats.replace(/ uur$/, ` ${until}`);
  return `Ketentest ${moment}${tranche === null ? '' : `, in tranche ${trancheLink(escape(tranche), tranche)}`}`;
}

function goLiveLine({ gewenst, afgesproken, werkelijk }: FunctionView): readonly string[] {
  const dates = [
    ...(gewenst.ingebruikname === null ? [] : [`gewenst ${day(gewenst.ingebruikname)}`]),
    ...(afgesproken.ingebruikname === null ? [] : [`afgesproken ${day(afgesproken.ingebruikname)}`]),
    ...(werkelijk.ingebruikname === null ? [] : [`werkelijk ${day(werkelijk.ingebruikname)}`]),
  ];
  return dates.length === 0 ? [] : [`Ingebruikname: ${dates.join('; ')}`];
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
  return [['### Taken', ...taken.map(({ taak, tekst }) => `- ${escape(tekst)} (\`${taak}\`)`)].join('\n')];
}

function renderFile({ advies, documenten, formeleStart }: TrackView): string {
  return [
    '### Aanvraag en advies',
    ...documenten.map(({ document, status }) => `- ${document}: ${status}`),
    `- Formele start: ${formeleStart === null ? 'nog niet' : day(formeleStart)}`,
    `- Advies: ${formatDuration(advies.gebruiktMinuten)} van ${formatDuration(advies.maximumMinuten)}`,
  ].join('\n');
}

function day(date: IsoDate): string {
  return formatDate(date);
}
