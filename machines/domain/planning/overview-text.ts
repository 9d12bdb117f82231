import { formatDate, formatShortDate } from '../dutch-dates.ts';
import { functionWords } from '../words.ts';
import { freeSlots, freeText } from './free-places.ts';
import type {
  Occupant,
  PlanningOverview,
  SlotOverview,
  TrancheOverview,
  WaitingOverview,
} from './overview.ts';
import { latenessText, periodText } from './overview-words.ts';
import { freedText, proposalsText } from './proposals/proposals-text.ts';
import { rows, type TextOptions } from './text-table.ts';

/**
 * Dutch, plain text for a terminal, in columns: what waits on somebody comes first, then every tranche. Of the free
 * slots the first ones are listed. The page in the Temporal UI: `overview-page.ts`.
 */
export function overviewText(overview: PlanningOverview, options: TextOptions = {}): string {
  const { planVersion, version, today, tranches, displaced, waiting, proposals, freed } = overview;
  if (planVersion === 0) {
    return ['# Planning', '', 'Er is nog geen planning gepubliceerd.', ...waitingText(waiting, options)].join(
      '\n',
    );
  }
  return [
    `# Planning ${version}`,
    '',
    `Versie ${planVersion}, op ${formatDate(today)}.`,
    ...displacedText(displaced, options),
    ...proposalsText(proposals, options),
    ...freedText(freed, options),
    ...waitingText(waiting, options),
    ...tranches.flatMap(trancheText),
  ].join('\n');
}

function trancheText(tranche: TrancheOverview): readonly string[] {
  const { name, active, chainTests, status, organisations, maximumOrganisations, slots } = tranche;
  const taken = slots.filter(({ occupants }) => occupants.length > 0);
  return [
    '',
    `## Tranche ${name}: ${status}`,
    '',
    `Looptijd      ${periodText(active)}`,
    `Ketentesten   ${periodText(chainTests)}`,
    `Organisaties  ${organisations} van ${maximumOrganisations}`,
    `Vrij          ${freeText(slots)}`,
    ...(taken.length === 0 ? [] : ['', ...rows(taken.flatMap(slotRows))]),
    ...freeRows(tranche),
  ];
}

/** The rest is in the CSV. */
const mostFree = 5;

function freeRows({ slots, status }: TrancheOverview): readonly string[] {
  const free = status === 'gesloten' ? [] : freeSlots(slots);
  if (free.length === 0) return [];
  const shown = free.map(({ id, date, begin, end, functions, places }) => [
    id,
    whenText({ date, begin, end }),
    `${places} vrij`,
    functions.map((fn) => functionWords[fn]).join(' en '),
  ]);
  return ['', ...rows(shown, { mostRows: mostFree })];
}

function whenText({ date, begin, end }: Pick<SlotOverview, 'date' | 'begin' | 'end'>): string {
  return `${formatShortDate(date)} ${begin}-${end}`;
}

/** One row per occupant; the slot itself is named once. */
function slotRows(slot: SlotOverview): readonly (readonly string[])[] {
  const { id, occupants, capacity } = slot;
  return occupants.map((occupant, i) => {
    const cells = i === 0 ? [id, whenText(slot), `${occupants.length}/${capacity}`] : ['', '', ''];
    return [...cells, ...occupantCells(occupant)];
  });
}

function occupantCells({ name, function: fn, agreed, lateness }: Occupant): readonly string[] {
  return [name, functionWords[fn], agreed ? 'afgesproken' : 'voorlopig', latenessText(lateness)];
}

function displacedText(displaced: PlanningOverview['displaced'], options: TextOptions): readonly string[] {
  if (displaced.length === 0) return [];
  return [
    '',
    '## Geen plaats meer',
    '',
    ...rows(
      displaced.map((one) => [...occupantCells(one).slice(0, -1), one.reason]),
      options,
    ),
  ];
}

function waitingText(waiting: readonly WaitingOverview[], options: TextOptions): readonly string[] {
  const lines = waiting.map(({ place, name, function: fn, requestedGoLive, earliest }) => [
    `${place}.`,
    name,
    functionWords[fn],
    requestedGoLive === null ? 'leverancier' : `ingebruikname ${formatShortDate(requestedGoLive)}`,
    `ketentest vanaf ${formatShortDate(earliest)}`,
  ]);
  const list = lines.length === 0 ? ['Niemand wacht op een plaats.'] : rows(lines, options);
  return ['', '## Wachtlijst', '', ...list];
}
