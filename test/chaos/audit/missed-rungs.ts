import type { RunRecord } from '../records.ts';
import { businessAt, dateAt, isWorkingDay, minuteOf, morning, workingDay } from './desk-time.ts';
import { rungIn } from './diary-rungs.ts';
import { runsOf, type Evidence, type Finding } from './evidence.ts';

/**
 * Which rungs should have been there, worked out anew from what stood open and when: the search attributes on record
 * show for each function its step, on whom it waits and its nearest due date, from change to change. Only that date
 * is judged, and only rungs that every reading of it has: what stands open behind it, or was hidden, is not seen.
 */

/** Something that stood open with one due date, for a while. Business time. */
interface Span {
  readonly line: Line;
  readonly from: number;
  /** Null: it still does. */
  readonly until: number | null;
}

interface Line {
  readonly function: string;
  readonly step: string;
  readonly waitsOn: string;
  readonly due: string;
  /** The day of its chain test. */
  readonly slot: string | null;
}

/** Working days from the due date. */
const offsets = {
  'eerste herinnering': -10,
  'tweede herinnering': -3,
  'uiterste dag': 0,
  'te laat': 1,
  'escalatie 1': 5,
  'escalatie 2': 10,
} as const;
type Rung = keyof typeof offsets;
const all = Object.keys(offsets) as readonly Rung[]; // the object's own keys
const late: readonly Rung[] = ['uiterste dag', 'te laat', 'escalatie 1', 'escalatie 2'];
const reportAfter = 5;
/** Real time in which a busy machine lets a timer ring. */
const timerMs = 5_000;

export function missedRungs(evidence: Evidence, workflowId: string): readonly Finding[] {
  const runs = runsOf(evidence, workflowId);
  const looks = runs
    .flatMap(({ events }) => events.flatMap(({ kind, at }) => (kind === 'looked' ? [at] : [])))
    .map((at) => businessAt(evidence, at))
    .sort((a, b) => a - b);
  const recorded = new Set((evidence.diaries.get(workflowId) ?? []).map((line) => rungIn(line)?.key));
  const minute = minuteOf(workflowId.replace('aansluittraject-', ''));
  const settled = businessAt(evidence, evidence.settledAt - timerMs);
  const everSuspended = statusesOf(runs).includes('opgeschort');
  const findings: Finding[] = [];
  for (const span of spansOf(evidence, runs)) {
    for (const [due, rungs] of judged(span, everSuspended)) {
      for (const rung of rungs) {
        const at = momentOf(span, due, rung, minute);
        if (at === null || at <= span.from) continue;
        if (!wasDue(at, span, { looks, minute, settled })) continue;
        const key = `${span.line.function}/${due}/${rung}`;
        if (!recorded.has(key)) {
          const text = `${key} (${span.line.step}, wacht op ${span.line.waitsOn}), sinds ${dateAt(span.from)}, op ${dateAt(at)}`;
          findings.push({ fault: 'rungsMissed', about: workflowId, text });
        }
      }
    }
  }
  return findings;
}

/** What the line surely climbs, by due date: the rungs that all that it can stand for have in common. */
function judged({ line }: Span, everSuspended: boolean): readonly (readonly [string, readonly Rung[]])[] {
  const { step, waitsOn, due, slot } = line;
  switch (step) {
    case 'Impactanalyse en advies':
      return [[due, waitsOn === 'Servicecentrum' ? all : ['eerste herinnering']]];
    case 'Ketentest': {
      if (waitsOn === 'afnemer') return [[due, all]];
      if (waitsOn !== 'afnemer en Servicecentrum' || due !== slot) return [[due, late]];
      const report = workingDay(slot, reportAfter);
      return [
        [due, ['eerste herinnering', 'tweede herinnering']],
        ...(everSuspended ? [] : [[report, late] as const]),
      ];
    }
    default:
      return [[due, all]];
  }
}

/** Null: it can't be told. */
function momentOf({ from }: Span, due: string, rung: Rung, minute: number): number | null {
  const known = dateAt(from);
  if (due >= known) return morning(workingDay(workingDay(due, 0), offsets[rung]), minute);
  // Passed before it was seen: either known all the while, or counted from the next working day. The later of the two.
  return offsets[rung] <= 0 ? null : morning(workingDay(workingDay(known, 1), offsets[rung]), minute);
}

interface Watch {
  /** When the track looked, in order. */
  readonly looks: readonly number[];
  readonly minute: number;
  readonly settled: number;
}

/** Whether the rung had to come: in the desk's hours, or on the first desk morning after a stop, while it was still open. */
function wasDue(at: number, { line, until }: Span, { looks, minute, settled }: Watch): boolean {
  for (let moment = at; ;) {
    const look = looks.find((time) => time >= moment);
    // Nobody looked at all: then its timer is lost, unless there was no time left.
    if (look === undefined) return until === null && moment <= settled;
    if (until !== null && look > until) return false;
    const day = dateAt(look);
    // A slot that passed meanwhile takes its due dates along, and that comes first.
    if (look === until && line.slot !== null && line.slot <= day) return false;
    if (isWorkingDay(day) && look >= morning(day, minute)) return true;
    moment = morning(isWorkingDay(day) ? day : workingDay(day, 1), minute);
  }
}

function statusesOf(runs: readonly RunRecord[]): readonly unknown[] {
  return runs.flatMap(({ events }) =>
    events.flatMap((event) => (event.kind === 'attributes' ? [event.values['TrajectStatus']] : [])),
  );
}

function spansOf(evidence: Evidence, runs: readonly RunRecord[]): readonly Span[] {
  const spans: Span[] = [];
  const open = new Map<string, { readonly line: Line; readonly from: number }>();
  let status: unknown;
  let lines: readonly Line[] = [];
  for (const event of runs.flatMap(({ events }) => events)) {
    if (event.kind !== 'attributes') continue;
    const at = businessAt(evidence, event.at);
    if ('TrajectStatus' in event.values) status = event.values['TrajectStatus'];
    if ('Functies' in event.values) lines = linesOf(event.values['Functies']);
    const now = new Map(status === 'opgeschort' ? [] : lines.map((line) => [JSON.stringify(line), line]));
    for (const [key, { line, from }] of open) {
      if (now.has(key)) continue;
      spans.push({ line, from, until: at });
      open.delete(key);
    }
    for (const [key, line] of now) if (!open.has(key)) open.set(key, { line, from: at });
  }
  return [...spans, ...[...open.values()].map(({ line, from }) => ({ line, from, until: null }))];
}

function linesOf(attribute: unknown): readonly Line[] {
  if (!Array.isArray(attribute)) return [];
  return attribute.flatMap((text): readonly Line[] => {
    const [name = '', step = '', waitsOn = '-', due = '-', , slot = '-'] = String(text).split(' | ');
    if (waitsOn === '-' || due === '-') return [];
    return [
      {
        function: functionNames[name] ?? name,
        step,
        waitsOn,
        due,
        slot: slot === '-' ? null : slot.slice(0, 10),
      },
    ];
  });
}

const functionNames: Readonly<Record<string, string>> = {
  Berichtenbox: 'berichtenbox',
  'Lopende Zaken': 'lopendeZaken',
};
