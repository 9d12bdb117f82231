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

/** Dutch, Markdown that also reads well as plain text. Free slots are counted, not listed. */
export function renderOverview(overview: PlanningOverview): string {
  const { planVersion, version, today, tranches, displaced, waiting } = overview;
  if (planVersion === 0)
    return ['# Planning', '', 'Er is nog geen planning gepubliceerd.', ...waitingText(waiting)].join('\n');
  return [
    `# Planning ${version}`,
    '',
    `Versie ${planVersion}, op ${formatDate(today)}.`,
    ...tranches.flatMap(trancheText),
    ...displacedText(displaced),
    ...waitingText(waiting),
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
    ...(taken.length === 0 ? [] : ['', ...table(taken.flatMap(slotRows))]),
  ];
}

function periodText({ from, until }: Period): string {
  return `${formatShortDate(from)} tot en met ${formatShortDate(until)}`;
}

function freeText(slots: readonly SlotOverview[]): string {
  const free = slots.filter(({ past, capacity, occupants }) => !past && occupants.length < capacity);
  const [first] = free;
  if (first === undefined) return 'geen tijdslot';
  const places = free.reduce((sum, { capacity, occupants }) => sum + capacity - occupants.length, 0);
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

function displacedText(displaced: PlanningOverview['displaced']): readonly string[] {
  if (displaced.length === 0) return [];
  return [
    '',
    '## Geen plaats meer',
    '',
    ...displaced.map((one) => `- ${occupantCells(one).join(', ')}: ${one.reason}`),
  ];
}

function waitingText(waiting: readonly WaitingOverview[]): readonly string[] {
  const rows = waiting.map(({ place, name, function: fn, requestedGoLive, earliest }) => [
    `${place}.`,
    name,
    functionWords[fn],
    requestedGoLive === null ? 'leverancier' : `ingebruikname ${formatShortDate(requestedGoLive)}`,
    `ketentest vanaf ${formatShortDate(earliest)}`,
  ]);
  return ['', '## Wachtlijst', '', ...(rows.length === 0 ? ['Niemand wacht op een plaats.'] : table(rows))];
}

/** Columns two spaces apart, each as wide as its widest cell. Indented: Markdown leaves it as it is. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `    ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}
