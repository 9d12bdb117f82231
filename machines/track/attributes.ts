import { instantAt, toIso, type Instant } from '../domain/amsterdam.ts';
import { isoDateSchema, type IsoDate } from '../domain/dates.ts';
import { withoutTranche } from '../domain/track-queries.ts';
import { connectionFunctions, isStep, type ConnectionFunction } from '../domain/vocabulary.ts';
import { functionWords } from '../domain/words.ts';
import type { Connection, TrackContext } from './context.ts';
import { isScheduled, needsNewSlot } from './held-up.ts';
import { escalationLevel } from './ladder.ts';
import { reachesSomebody, reachOf } from './recipients.ts';
import { isInDanger, lateness, slotOf } from './terms.ts';
import { functionInLists, statusOf } from './view.ts';

/**
 * The search attributes of a track: what lists show, so that a list needs no worker. They hold words, dates and
 * classes that change with events only; never a number that changes every day, never personal data.
 */
export const searchAttributes = {
  TrajectStatus: 'Keyword',
  Berichtenbox: 'Keyword',
  LopendeZaken: 'Keyword',
  /** Whether mail reaches the consumer's contacts: `onbestelbaar` from a mail that was refused for good until that is put right. */
  Mail: 'Keyword',
  /** Of the machine that carries it out: `traject versies`. */
  Versie: 'Keyword',
  /** Who is up, also while the track is suspended: lists leave suspended tracks out by their status. */
  WachtOp: 'KeywordList',
  /** Of each place, voorlopig or agreed; `zonder tranche` for a function that is under way without one. */
  Tranche: 'KeywordList',
  /** A line per function, readable and parseable: see `functionLine`. */
  Functies: 'KeywordList',
  Termijn: 'Datetime',
  /**
   * The agreed chain test that is still to be held, for each function: of one attribute for both, the second test would
   * be missed for as long as the first has no outcome. A voorlopige one is in nobody's diary yet, and stands in `Functies`.
   * In local time, as ISO 8601 has it: it sorts, and is compared with dates. Not Datetimes: SQLite has three for all time,
   * those of earlier releases included.
   */
  KetentestBerichtenbox: 'Keyword',
  KetentestLopendeZaken: 'Keyword',
  Uitloop: 'Int',
  Escalatie: 'Int',
  InGevaar: 'Bool',
  TaakOpen: 'Bool',
} as const;

/** By function. */
export const testAttributes = {
  berichtenbox: 'KetentestBerichtenbox',
  lopendeZaken: 'KetentestLopendeZaken',
} as const satisfies Record<ConnectionFunction, keyof typeof searchAttributes>;

export interface TrackAttributes {
  readonly TrajectStatus: string;
  readonly Berichtenbox: string;
  readonly LopendeZaken: string;
  readonly Mail: Deliverability;
  readonly WachtOp: readonly string[];
  readonly Tranche: readonly string[];
  readonly Functies: readonly string[];
  /** The nearest due date, at the beginning of that day. */
  readonly Termijn: Instant | null;
  readonly KetentestBerichtenbox: string | null;
  readonly KetentestLopendeZaken: string | null;
  readonly Uitloop: number;
  readonly Escalatie: number;
  readonly InGevaar: boolean;
  readonly TaakOpen: boolean;
}

/** Some address, or every one. */
export const unreachableWords = ['onbestelbaar', 'niemand bereikbaar'] as const;
type Deliverability = 'in orde' | (typeof unreachableWords)[number];

function deliverability(context: TrackContext): Deliverability {
  if (!reachesSomebody(context)) return 'niemand bereikbaar';
  const { isUndeliverable } = reachOf(context);
  const isMarked = context.contacts.some(({ email }) => email !== null && isUndeliverable(email));
  const isTask = context.tasks.some(({ kind }) => kind === 'undeliverable');
  return isMarked || isTask ? 'onbestelbaar' : 'in orde';
}

const none = '-';

/** In these steps a slot is always an agreed one. */
function testToCome(connection: Connection | undefined): string | null {
  if (connection === undefined || !isScheduled(connection.stage) || needsNewSlot(connection)) return null;
  const slot = slotOf(connection);
  return slot === null ? null : toIso(slot.begin);
}

export function attributesOf(context: TrackContext, closed = false): TrackAttributes {
  const connections = connectionFunctions.flatMap((fn) => {
    const connection = context.connections[fn];
    return connection === undefined
      ? []
      : [{ fn, connection, line: functionInLists(context, fn, connection) }];
  });
  const lines = connections.map(({ line }) => line);
  const stageOf = (fn: ConnectionFunction) => lines.find(({ functie }) => functie === fn)?.stap ?? none;
  const [due] = lines.flatMap(({ termijn }) => termijn ?? []).sort();
  const tranches = connections.flatMap(
    ({ line, connection: { stage } }) => line.tranche ?? (isStep(stage) ? withoutTranche : []),
  );
  return {
    TrajectStatus: statusOf(context, closed),
    Berichtenbox: stageOf('berichtenbox'),
    LopendeZaken: stageOf('lopendeZaken'),
    Mail: deliverability(context),
    WachtOp: [...new Set(lines.flatMap(({ wachtOp }) => wachtOp?.split(' en ') ?? []))],
    Tranche: [...new Set(tranches)],
    Functies: lines.map(functionLine),
    Termijn: due === undefined ? null : instantAt(due, '00:00'),
    KetentestBerichtenbox: testToCome(context.connections.berichtenbox),
    KetentestLopendeZaken: testToCome(context.connections.lopendeZaken),
    Uitloop: Math.max(0, ...connections.map(({ connection }) => lateness(context, connection) ?? 0)),
    Escalatie: escalationLevel(context),
    InGevaar: connections.some(({ fn, connection }) => isInDanger(context, fn, connection)),
    TaakOpen: context.tasks.length > 0,
  };
}

/** One function as a list shows it. */
export interface FunctionLine {
  readonly functie: ConnectionFunction;
  readonly stap: string;
  readonly wachtOp: string | null;
  readonly termijn: IsoDate | null;
  readonly tranche: string | null;
  readonly tijdslot: { readonly begin: string; readonly einde: string } | null;
}

/** "Berichtenbox | Ketentest | afnemer en Servicecentrum | 2027-05-06 | 2027-T1 | 2027-05-06T09:00:00+02:00/2027-05-06T13:00:00+02:00" */
export function functionLine(line: FunctionLine): string {
  const slot = line.tijdslot === null ? none : `${line.tijdslot.begin}/${line.tijdslot.einde}`;
  const parts = [functionWords[line.functie], line.stap, line.wachtOp, line.termijn, line.tranche, slot];
  return parts.map((part) => part ?? none).join(' | ');
}

/** The inverse of `functionLine`; null for a text that is none. */
export function parseFunctionLine(text: string): FunctionLine | null {
  const parts = text.split(' | ').map((part) => (part === none ? null : part));
  const [name, stap, wachtOp, termijn, tranche, slot] = parts;
  const functie = connectionFunctions.find((fn) => functionWords[fn] === name);
  if (functie === undefined || stap === undefined || stap === null || parts.length !== 6) return null;
  const date = isoDateSchema.safeParse(termijn);
  const [begin, einde] = slot?.split('/') ?? [];
  return {
    functie,
    stap,
    wachtOp: wachtOp ?? null,
    termijn: date.success ? date.data : null,
    tranche: tranche ?? null,
    tijdslot: begin === undefined || einde === undefined ? null : { begin, einde },
  };
}
