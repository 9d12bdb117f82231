import { formatDate, formatShortDate } from '../dutch-dates.ts';
import { escape } from '../markdown.ts';
import { trancheLink } from '../ui-links.ts';
import { freeText } from './free-places.ts';
import { latenessText, periodText, whoItem } from './overview-words.ts';
import type {
  Occupant,
  PlanningOverview,
  SlotOverview,
  TrancheOverview,
  WaitingOverview,
} from './overview.ts';
import { freedItems, proposalItems } from './proposals/proposals-page.ts';

/** How much of each list is shown. */
export interface PageOptions {
  readonly mostItems: number;
  /** Sections of others, right under the head (Markdown). */
  readonly first?: readonly string[];
}

/**
 * The planning's page in the Temporal UI: Dutch, calm Markdown, lists and no tables. What waits on somebody comes
 * first, then all tranches at a glance, then who comes when.
 */
export function renderOverview(overview: PlanningOverview, { mostItems, first = [] }: PageOptions): string {
  const { planVersion, version, today, tranches, displaced, waiting, proposals, freed } = overview;
  const some = (items: readonly string[]) => list(items, mostItems);
  const waits = section('Wachtlijst', some(waiting.map(waitingItem)), 'Niemand wacht op een plaats.');
  if (planVersion === 0) {
    return ['**Planning**', 'Er is nog geen planning gepubliceerd.', ...waits].join('\n\n');
  }
  return [
    `**Planning ${escape(version)}**, versie ${planVersion}. Stand van ${formatDate(today)}.`,
    ...first,
    ...section('Geen plaats meer', some(displaced.map(displacedItem))),
    ...proposals
      .filter(({ isOpen }) => isOpen)
      .flatMap((proposal) => {
        const { title, intro, items } = proposalItems(proposal);
        return [`### ${title}`, intro, some(items)];
      }),
    ...section('Vrij, en winst voor', some(freedItems(freed))),
    ...waits,
    ...section('Tranches', list(tranches.map(trancheItem), tranches.length)),
    ...tranches.flatMap((tranche) => testsOf(tranche, mostItems)),
  ].join('\n\n');
}

/** Nothing at all when there is nothing in it and nothing to say about that. */
function section(title: string, items: string, otherwise = ''): readonly string[] {
  const body = items === '' ? otherwise : items;
  return body === '' ? [] : [`### ${title}`, body];
}

/** `all`: where the rest stands. */
function list(items: readonly string[], most: number, all = ''): string {
  const more = items.length - most;
  return [...items.slice(0, most), ...(more > 0 ? [`en nog ${more}${all}`] : [])]
    .map((item) => `- ${item}`)
    .join('\n');
}

function displacedItem(one: PlanningOverview['displaced'][number]): string {
  return `${whoItem(one)}, ${agreedWord(one)}. ${one.reason}`;
}

function waitingItem(one: WaitingOverview): string {
  const wish =
    one.requestedGoLive === null
      ? 'leverancier'
      : `ingebruikname ${formatShortDate(one.requestedGoLive)} gewenst`;
  return `${one.place}: ${whoItem(one)}, ${wish}, ketentest vanaf ${formatShortDate(one.earliest)}`;
}

/** One item: the UI puts nested lists behind each other on one line. */
function trancheItem(tranche: TrancheOverview): string {
  const { name, status, organisations, maximumOrganisations, active, chainTests, slots } = tranche;
  return [
    `**${trancheLink(escape(name), name)}**, ${status}: ${organisations} van ${maximumOrganisations} organisaties`,
    `vrij: ${freeText(slots)}`,
    `ketentesten ${periodText(chainTests)}`,
    `looptijd ${periodText(active)}`,
  ].join('; ');
}

/** Who is to come: what was, is in the tracks. */
function testsOf({ name, slots }: TrancheOverview, mostItems: number): readonly string[] {
  const items = slots.flatMap((slot) =>
    slot.past ? [] : slot.occupants.map((occupant) => testItem(slot, occupant)),
  );
  const all = `: ${trancheLink(`alle trajecten van ${escape(name)}`, name)}`;
  return section(`Ketentesten van ${name}`, list(items, mostItems, all));
}

function testItem({ date, begin, end }: SlotOverview, occupant: Occupant): string {
  const late = latenessText(occupant.lateness);
  const what = [whoItem(occupant), agreedWord(occupant), ...(late === '' ? [] : [late])].join(', ');
  return `${formatShortDate(date)}, ${begin} tot ${end}: ${what}`;
}

function agreedWord({ agreed }: Occupant): string {
  return agreed ? 'afgesproken' : 'voorlopig';
}
