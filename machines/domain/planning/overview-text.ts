import { formatDate, formatShortDate } from '../dutch-dates.ts';
import { functionWords } from '../words.ts';
import type {
  Occupant,
  PlanningOverview,
  SlotOverview,
  TrancheOverview,
  WaitingOverview,
} from './overview.ts';
import type { Period } from './plan.ts';
import { freedText, proposalsText } from './proposals/proposals-text.ts';
import { rows, type TextOptions } from './text-table.ts';

/**
 * Dutch, Markdown that also reads well as plain text: what waits on somebody comes first, then every tranche. Free
 * slots are counted, not listed. Whatever people wrote stands in indented lines, which Markdown leaves as they are.
 */
export function renderOverview(overview: PlanningOverview, options: TextOptions = {}): string {
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
  ];
}

function periodText({ from, until }: Period): string {
  return `${formatShortDate(from)} tot en met ${formatShortDate(until)}`;
}

/** Places that are kept for a move are not free. */
function freeText(slots: readonly SlotOverview[]): string {
  const free = slots.flatMap(({ past, capacity, kept, occupants, date }) => {
    const places = past ? 0 : capacity - occupants.length - kept;
    return places > 0 ? [{ date, places }] : [];
  });
  const [first] = free;
  if (first === undefined) return 'geen tijdslot';
  const places = free.reduce((sum, slot) => sum + slot.places, 0);
  const inSlots = free.length === 1 ? '1 tijdslot' : `${free.length} tijdsloten`;
  return `${places === 1 ? '1 plaats' : `${places} plaatsen`} in ${inSlots}, vanaf ${formatShortDate(first.date)}`;
}

/** One row per occupant; the slot itself is named once. */
function slotRows({
  id,
  date,
  begin,
  end,
  occupants,
  capacity,
}: SlotOverview): readonly (readonly string[])[] {
  return occupants.map((occupant, i) => {
    const slot =
      i === 0
        ? [id, `${formatShortDate(date)} ${begin}-${end}`, `${occupants.length}/${capacity}`]
        : ['', '', ''];
    return [...slot, ...occupantCells(occupant)];
  });
}

function occupantCells({ name, function: fn, agreed }: Occupant): readonly string[] {
  return [name, functionWords[fn], agreed ? 'afgesproken' : 'voorlopig'];
}

function displacedText(displaced: PlanningOverview['displaced'], options: TextOptions): readonly string[] {
  if (displaced.length === 0) return [];
  return [
    '',
    '## Geen plaats meer',
    '',
    ...rows(
      displaced.map((one) => [...occupantCells(one), one.reason]),
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
