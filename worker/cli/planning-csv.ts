import type {
  DisplacedOverview,
  Occupant,
  PlanningOverview,
  SlotOverview,
  WaitingOverview,
} from '../../machines/domain/planning/overview.ts';
import type { MoveOverview } from '../../machines/domain/planning/proposals/proposals-overview.ts';
import type { ConnectionFunction } from '../../machines/domain/vocabulary.ts';
import { functionWords } from '../../machines/domain/words.ts';
import { csv } from './csv.ts';

/** The columns, in order; a row has what it knows of them. */
const columns = [
  'tranche',
  'tijdslot',
  'datum',
  'begin',
  'einde',
  'voor',
  'stand',
  'afnemer',
  'naam',
  'functie',
  'gewenste ingebruikname',
  'uitloop in dagen',
  'plaats op wachtlijst',
  'ketentest vanaf',
  'toelichting',
] as const;
type Row = Readonly<Partial<Record<(typeof columns)[number], string>>>;

/** The planning for a spreadsheet: a row for each place, taken, kept or free; then who has no room any more, and who waits. */
export function planningCsv(overview: PlanningOverview): string {
  const { tranches, displaced, waiting, proposals } = overview;
  const slots = tranches.flatMap((tranche) => tranche.slots.map((slot) => ({ tranche: tranche.name, slot })));
  const known = new Set(slots.map(({ slot }) => slot.id));
  const coming = proposals.flatMap(({ moves }) => moves.filter(isKept));
  const reasons = new Map(displaced.map((one) => [keyOf(one), one.reason]));
  const rows = [
    ...slots.flatMap(({ tranche, slot }) =>
      placesOf(
        slot,
        coming.filter(({ to }) => to === slot.id),
        reasons,
      ).map((row) => ({ tranche, ...slotCells(slot), ...row })),
    ),
    ...displaced.filter(({ slot }) => !known.has(slot)).map(displacedRow),
    ...waiting.map(waitingRow),
  ];
  return csv([columns, ...rows.map((row: Row) => columns.map((column) => row[column] ?? ''))]);
}

function slotCells({ id, date, begin, end, functions }: SlotOverview): Row {
  return { tijdslot: id, datum: date, begin, einde: end, voor: functions.map(wordOf).join(' en ') };
}

function placesOf(
  { capacity, occupants, past }: SlotOverview,
  coming: readonly MoveOverview[],
  reasons: ReadonlyMap<string, string>,
): readonly Row[] {
  const free = Math.max(0, capacity - occupants.length - coming.length);
  return [
    ...occupants.map((one) => ({ ...occupantCells(one), toelichting: reasons.get(keyOf(one)) ?? '' })),
    ...coming.map((move) => ({
      stand: 'vastgehouden',
      ...whoCells(move),
      toelichting: `voor verplaatsing ${move.id}`,
    })),
    ...Array.from({ length: free }, () => ({ stand: past ? 'vrij, voorbij' : 'vrij' })),
  ];
}

/** Its place is kept: as the planning counts it. */
function isKept({ status, keptUntil }: MoveOverview): boolean {
  return status === 'agreed' || keptUntil !== null;
}

function whoCells({ organisation, name, function: fn }: Occupant | WaitingOverview | MoveOverview): Row {
  return { afnemer: organisation, naam: name, functie: wordOf(fn) };
}

function occupantCells(one: Occupant): Row {
  return {
    stand: one.agreed ? 'afgesproken' : 'voorlopig',
    ...whoCells(one),
    'gewenste ingebruikname': one.requestedGoLive ?? '',
    // A supplier has no go-live to be late for.
    'uitloop in dagen': one.requestedGoLive === null ? '' : String(one.lateness),
  };
}

function displacedRow(one: DisplacedOverview): Row {
  return {
    tijdslot: one.slot,
    datum: one.date,
    begin: one.begin,
    einde: one.end,
    ...occupantCells(one),
    toelichting: one.reason,
  };
}

function waitingRow(one: WaitingOverview): Row {
  return {
    stand: 'wachtlijst',
    ...whoCells(one),
    'gewenste ingebruikname': one.requestedGoLive ?? '',
    'plaats op wachtlijst': String(one.place),
    'ketentest vanaf': one.earliest,
  };
}

function keyOf({ organisation, function: fn }: Occupant): string {
  return `${organisation} ${fn}`;
}

function wordOf(fn: ConnectionFunction): string {
  return functionWords[fn];
}
