import { isoDate, type IsoDate } from '../domain/dates.ts';
import { formatDate } from '../domain/dutch-dates.ts';
import { escape, link } from '../domain/markdown.ts';
import { trancheQuery } from '../domain/track-queries.ts';
import { listLink } from '../domain/ui-links.ts';
import { functionWords, partyWords, stageWords } from '../domain/words.ts';
import type { OpenItem, TrackContext } from './context.ts';
import { openItems } from './open-items.ts';
import type { FunctionView, SlotView, TrackView } from './view.ts';

/** One function in the overview of its track (Markdown, Dutch): who is up for what, and when it is tested and in use. */

export function renderFunction(
  context: TrackContext,
  view: FunctionView,
  { nu, opschorting }: TrackView,
  ui: string,
): string {
  const today = opschorting === null ? isoDate(nu.slice(0, 10)) : null;
  const items = openItems(context).filter((item) => item.function === view.functie);
  const lines = [
    ...items.map((item) => itemLine(item, today)),
    `${items.length === 0 ? 'Sinds' : 'In deze stap sinds'} ${formatDate(view.sinds)}`,
    ...slotLine(view, ui),
    ...dateLines(view),
    ...delayLines(view),
    ...(view.verplaatsing === null ? [] : [`Verplaatsing: ${escape(view.verplaatsing)}`]),
  ];
  return [`### ${functionWords[view.functie]}: ${view.stap}`, ...lines.map((line) => `- ${line}`)].join('\n');
}

/** Without a day nothing is late. Once late, it stays so until something happens; and then this is rendered again. */
function itemLine({ asked, climbs, due, waitsOn }: OpenItem, today: IsoDate | null): string {
  const late = today !== null && due < today ? ' (**te laat**)' : '';
  const optional = climbs === 'once' ? ' (niet verplicht)' : '';
  return `Aan zet: **${partyWords[waitsOn]}**, uiterlijk ${formatDate(due)}${late}: ${escape(asked.join(', '))}${optional}`;
}

function slotLine(
  { plaats, stap, tijdslot, tranche, wachtOp, werkelijk }: FunctionView,
  ui: string,
): readonly string[] {
  const isTested = [stageWords.goLive, stageWords.live, stageWords.supplierReady].includes(stap);
  if (isTested && werkelijk.ketentest !== null)
    return [`Ketentest gehaald op ${formatDate(werkelijk.ketentest)}`];
  if (tijdslot === null) return wachtOp === null ? [] : [`Inroostering: ${plaats}`];
  const moment = plaats.replace(/ om (\S+) uur$/, ` van $1 tot ${timeOf(tijdslot.einde)} uur`);
  const inTranche =
    tranche === null ? '' : `, in tranche ${link(escape(tranche), listLink(ui, trancheQuery(tranche)))}`;
  return [`Ketentest ${moment}${inTranche}`];
}

function dateLines({ gewenst, afgesproken, werkelijk }: FunctionView): readonly string[] {
  const line = (title: string, dates: readonly (readonly [string, IsoDate | null])[]) => {
    const known = dates.flatMap(([what, date]) => (date === null ? [] : [`${what} ${formatDate(date)}`]));
    return known.length === 0 ? [] : [`${title}: ${known.join(', ')}`];
  };
  return [
    ...line('Gewenst', [
      ['teststart', gewenst.teststart],
      ['ingebruikname', gewenst.ingebruikname],
    ]),
    ...line('Ingebruikname', [
      ['afgesproken', afgesproken.ingebruikname],
      ['werkelijk', werkelijk.ingebruikname],
    ]),
  ];
}

/** Speling, uitloop, delay and what is under way about it. Dates, no days to go: it is rendered when something happens. */
export function delayLines(view: FunctionView): readonly string[] {
  const { alternatieven, spelingTotEnMet: until, uitloopDagen: late, uitloopDoorLogius, vertraging } = view;
  const passed = view.voorbijgeganeTijdsloten;
  return [
    ...(until === null || (isMissed(view) && !view.inGevaar)
      ? []
      : [
          view.inGevaar
            ? `Speling: geen meer na ${formatDate(until)} (**in gevaar**)`
            : `Speling: nog tot en met ${formatDate(until)}`,
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
          `Vertraging sinds ${formatDate(vertraging.sinds)} (oorzaak ${vertraging.oorzaak}): ${escape(vertraging.reden)}; ${vertraging.klaarOp === null ? 'wanneer het klaar is, is nog niet bekend' : `klaar op ${formatDate(vertraging.klaarOp)}`}`,
        ]),
    ...alternatieven.map(
      (slot) =>
        `Alternatief: ${slotWords(slot)}, uitloop ${slot.uitloopDagen} dagen${slot.andereTranche ? ', andere tranche' : ''}: \`${slot.id}\``,
    ),
    ...(view.alternatievenGestuurd === null
      ? []
      : [`Alternatieven gestuurd op ${formatDate(view.alternatievenGestuurd)}`]),
    ...(view.wens === null ? [] : [wishLine(view.wens, alternatieven)]),
  ];
}

/** With the delay that was told the slot can't be met: what it leaves to spare says nothing. */
function isMissed({ tijdslot, vertraging }: FunctionView): boolean {
  if (tijdslot === null || vertraging === null) return false;
  return vertraging.klaarOp === null || vertraging.klaarOp > tijdslot.begin.slice(0, 10);
}

function wishLine(wish: string, alternatives: FunctionView['alternatieven']): string {
  const slot = alternatives.find(({ id }) => id === wish);
  return `Wens van de afnemer: ${slot === undefined ? '' : `${slotWords(slot)}: `}\`${wish}\``;
}

/** The id is to be typed, and says the same to who knows it. */
function slotWords({ begin, einde }: SlotView): string {
  return `${formatDate(isoDate(begin.slice(0, 10)))} van ${timeOf(begin)} tot ${timeOf(einde)} uur`;
}

function timeOf(moment: string): string {
  return moment.slice(11, 16);
}
