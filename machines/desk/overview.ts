import { dateOf, type Instant } from '../domain/amsterdam.ts';
import { endOfWeek, type IsoDate } from '../domain/dates.ts';
import type { ConnectionFunction } from '../domain/vocabulary.ts';
import { partyWords } from '../domain/words.ts';
import type { FunctionLine } from '../track/attributes.ts';
import { queryOf, suspendedStatus, type ListKind } from './queries.ts';

/** A track as lists show it: what its search attributes and memo say. */
export interface TrackRow {
  readonly organisation: { readonly id: string; readonly name: string };
  readonly run: string;
  readonly status: string;
  readonly functions: readonly FunctionLine[];
  /** The agreed chain tests that are still to be held. */
  readonly tests: Readonly<Record<ConnectionFunction, Instant | null>>;
  /** 0, 1 or 2. */
  readonly escalation: number;
  readonly inDanger: boolean;
  readonly taskOpen: boolean;
}

/** In the order of the mail: what presses most comes first. */
export const sectionKinds = [
  'escalated',
  'late',
  'inDanger',
  'dueThisWeek',
  'testsThisWeek',
  'waitsOnDesk',
  'taskOpen',
] as const satisfies readonly ListKind[];
export type SectionKind = (typeof sectionKinds)[number];

/** One list of the overview: the first few lines, how many there are in all, and the query that shows them. */
export interface Section {
  readonly kind: SectionKind;
  readonly lines: readonly OverviewLine[];
  readonly count: number;
  /** For the lists of Temporal's web interface. Tracks, not functions: it may show some more. */
  readonly query: string;
}

export interface OverviewLine {
  readonly organisation: TrackRow['organisation'];
  readonly run: string;
  readonly escalation: number;
  /** The one that the line is about; all of them when it is about the track as a whole. */
  readonly functions: readonly OverviewFunction[];
}

export interface OverviewFunction {
  readonly function: ConnectionFunction;
  /** Dutch, as the search attributes have it. */
  readonly stage: string;
  readonly waitsOn: string | null;
  readonly due: IsoDate | null;
  /** Of an agreed chain test that is still to be held. */
  readonly testAt: Instant | null;
}

export interface Overview {
  /** Those with anything in them. */
  readonly sections: readonly Section[];
  /** All that the lists hold, beyond what is shown too: two overviews with the same content say the same. */
  readonly content: readonly string[];
}

/** Longer lists are not read on a phone; the rest is a number and a link. */
export const mostLines = 10;

/** The overview of a day from all open tracks, in any order. Its week is the ISO week, until Sunday. */
export function overviewOf(rows: readonly TrackRow[], today: IsoDate): Overview {
  const sections = sectionKinds.map((kind) => {
    const lines = linesOf(kind, rows, today).toSorted((a, b) => compare(rank(kind, a), rank(kind, b)));
    return { kind, lines, query: queryOf(kind, today) };
  });
  return {
    sections: sections
      .filter(({ lines }) => lines.length > 0)
      .map((section) => ({
        ...section,
        lines: section.lines.slice(0, mostLines),
        count: section.lines.length,
      })),
    content: sections.flatMap(({ kind, lines }) => lines.map((line) => `${kind}/${identity(line, today)}`)),
  };
}

function linesOf(kind: SectionKind, rows: readonly TrackRow[], today: IsoDate): readonly OverviewLine[] {
  const whole = (isIn: (row: TrackRow) => boolean, from = rows) =>
    from.filter(isIn).map((row) => lineOf(row, row.functions));
  const each = (isIn: (line: FunctionLine) => boolean, from: readonly TrackRow[] = active(rows)) =>
    from.flatMap((row) => row.functions.filter(isIn).map((line) => lineOf(row, [line])));
  const isEscalated = ({ escalation }: TrackRow) => escalation > 0;
  switch (kind) {
    case 'escalated':
      return whole(isEscalated);
    case 'late': {
      // What was escalated stands there already, with its dates.
      const others = active(rows).filter((row) => !isEscalated(row));
      return each(({ termijn }) => termijn !== null && termijn < today, others);
    }
    case 'inDanger':
      return whole(({ inDanger }) => inDanger, active(rows));
    case 'dueThisWeek':
      return each(({ termijn }) => termijn !== null && termijn >= today && termijn <= endOfWeek(today));
    case 'testsThisWeek':
      return rows.flatMap((row) =>
        row.functions
          .filter(({ functie }) => isBetween(row.tests[functie], today, endOfWeek(today)))
          .map((line) => lineOf(row, [line])),
      );
    case 'waitsOnDesk':
      // What is late or due this week stands there already.
      return each((line) => waitsOnDesk(line) && (line.termijn === null || line.termijn > endOfWeek(today)));
    case 'taskOpen':
      return whole(({ taskOpen }) => taskOpen);
  }
}

/** Nobody is chased while a track is suspended. */
function active(rows: readonly TrackRow[]): readonly TrackRow[] {
  return rows.filter(({ status }) => status !== suspendedStatus);
}

function isBetween(moment: Instant | null, from: IsoDate, until: IsoDate): boolean {
  return moment !== null && dateOf(moment) >= from && dateOf(moment) <= until;
}

function waitsOnDesk({ wachtOp }: FunctionLine): boolean {
  return wachtOp?.split(' en ').includes(partyWords.desk) ?? false;
}

function lineOf(
  { organisation, run, escalation, tests }: TrackRow,
  functions: readonly FunctionLine[],
): OverviewLine {
  return {
    organisation,
    run,
    escalation,
    functions: functions.map((line) => ({
      function: line.functie,
      stage: line.stap,
      waitsOn: line.wachtOp,
      due: line.termijn,
      testAt: tests[line.functie],
    })),
  };
}

/** Earliest first; escalations by their level before that. */
function rank(kind: SectionKind, line: OverviewLine): string {
  const dues = line.functions.flatMap(({ due }) => due ?? []).sort();
  const tests = line.functions.map(({ testAt }) => String(testAt ?? '').padStart(15, '0'));
  const first = kind === 'testsThisWeek' ? tests[0] : (dues[0] ?? '9999-12-31');
  const level = kind === 'escalated' ? 9 - line.escalation : 0;
  const [fn] = line.functions;
  return `${level} ${first} ${line.organisation.id} ${fn?.function ?? ''}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** What a reader would see change; that something is for today is news too. Not the run: it is only where the link leads. */
function identity({ organisation, escalation, functions }: OverviewLine, today: IsoDate): string {
  const parts = functions.map(({ function: fn, stage, waitsOn, due, testAt }) => {
    const isToday = due === today || (testAt !== null && dateOf(testAt) === today);
    return [fn, stage, waitsOn, due, testAt, isToday].join(' ');
  });
  return [organisation.id, escalation, ...parts].join('/');
}
