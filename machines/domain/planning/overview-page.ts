import { formatDate, formatShortDate } from '../dutch-dates.ts';
import { escape, link } from '../markdown.ts';
import { trancheQuery, withoutTranche } from '../track-queries.ts';
import { listLink } from '../ui-links.ts';
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
  /** Where its links lead: see `../ui-links.ts`. */
  readonly ui: string;
  /** Sections of others, right under the head (Markdown). */
  readonly first?: readonly string[];
}

/**
 * The planning's page in the Temporal UI: Dutch, calm Markdown, lists and no tables. What waits on somebody comes
 * first, then all tranches at a glance, then who comes when.
 */
export function renderOverview(
  overview: PlanningOverview,
  { mostItems, ui, first = [] }: PageOptions,
): string {
  const { planVersion, version, today, tranches, displaced, waiting, proposals, freed } = overview;
  const some = (items: readonly string[]) => list(items, mostItems);
  const waits = section(
    'Wachtlijst',
    list(
      waiting.map((one) => waitingItem(one, ui)),
      mostItems,
      `: ${link('alle trajecten zonder tranche', listLink(ui, trancheQuery(withoutTranche)))}`,
    ),
    'Niemand wacht op een plaats.',
  );
  if (planVersion === 0) {
    return ['**Planning**', 'Er is nog geen planning gepubliceerd.', ...waits].join('\n\n');
  }
  return [
    `**Planning ${escape(version)}**, versie ${planVersion}. Stand van ${formatDate(today)}.`,
    ...first,
    ...section('Geen plaats meer', some(displaced.map((one) => displacedItem(one, ui)))),
    ...proposals
      .filter(({ isOpen }) => isOpen)
      .flatMap((proposal) => {
        const { title, intro, items } = proposalItems(proposal, ui);
        return [`### ${title}`, intro, some(items)];
      }),
    ...section('Vrij, en winst voor', some(freedItems(freed, ui))),
    ...waits,
    ...section(
      'Tranches',
      list(
        tranches.map((tranche) => trancheItem(tranche, ui)),
        tranches.length,
      ),
    ),
    ...tranches
      .map((tranche) => testsOf(tranche, mostItems, ui))
      .filter((tests) => tests.length > 0)
      .slice(0, mostTranchesWithTests)
      .flat(),
  ].join('\n\n');
}

/** Those that come first; of the others the list of tranches tells enough. */
const mostTranchesWithTests = 3;

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

function displacedItem(one: PlanningOverview['displaced'][number], ui: string): string {
  return `${whoItem(one, ui)}, ${agreedWord(one)}. ${one.reason}`;
}

function waitingItem(one: WaitingOverview, ui: string): string {
  const wish =
    one.requestedGoLive === null
      ? 'leverancier'
      : `ingebruikname ${formatShortDate(one.requestedGoLive)} gewenst`;
  return `${one.place}: ${whoItem(one, ui)}, ${wish}, ketentest vanaf ${formatShortDate(one.earliest)}`;
}

/** One item: the UI puts nested lists behind each other on one line. */
function trancheItem(tranche: TrancheOverview, ui: string): string {
  const { name, status, organisations, maximumOrganisations, active, chainTests, slots } = tranche;
  return [
    `**${trancheLink(escape(name), name, ui)}**, ${status}: ${organisations} van ${maximumOrganisations} organisaties`,
    `vrij: ${freeText(slots)}`,
    `ketentesten ${periodText(chainTests)}`,
    `looptijd ${periodText(active)}`,
  ].join('; ');
}

/** Who is to come: what was, is in the tracks. */
function testsOf({ name, slots }: TrancheOverview, mostItems: number, ui: string): readonly string[] {
  const items = slots.flatMap((slot) =>
    slot.past ? [] : slot.occupants.map((occupant) => testItem(slot, occupant, ui)),
  );
  const all = `: ${trancheLink(`alle trajecten van ${escape(name)}`, name, ui)}`;
  return section(`Ketentesten van ${name}`, list(items, mostItems, all));
}

function testItem({ date, begin, end }: SlotOverview, occupant: Occupant, ui: string): string {
  const late = latenessText(occupant.lateness);
  const what = [whoItem(occupant, ui), agreedWord(occupant), ...(late === '' ? [] : [late])].join(', ');
  return `${formatShortDate(date)}, ${begin} tot ${end}: ${what}`;
}

function trancheLink(text: string, name: string, ui: string): string {
  return link(text, listLink(ui, trancheQuery(name)));
}

function agreedWord({ agreed }: Occupant): string {
  return agreed ? 'afgesproken' : 'voorlopig';
}
