import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { keptBy } from './kept-state.ts';

/**
 * A replay must come to the same commands, years later, on another machine and another Node. So the code of workflows
 * uses nothing that differs between those: no clock of its own, no lots, no locale or time zone data, no arithmetic
 * that the language leaves to the engine.
 */
const hazards: Readonly<Record<string, RegExp>> = {
  'lots are drawn': /\bMath\.random\b|\bcrypto\b|\buuid4\b/,
  'data of the Node at hand': /\bIntl\b|\.toLocale|\.localeCompare\(|\bprocess\.|\bglobalThis\b/,
  "the machine's time zone": /\.get(?!UTC)(?:FullYear|Month|Date|Day|Hours|Minutes)\(|\.getTimezoneOffset\(/,
  'a clock': /\bnew Date\(\)|\bperformance\./,
  'a timer beside those of Temporal': /\bset(?:Timeout|Interval|Immediate)\(/,
  'what the collector does': /\bWeakRef\b|\bFinalizationRegistry\b/,
  'arithmetic that may differ in the last digit':
    /\bMath\.(?:a?sin|a?cos|a?tan|atan2|\w*h|exp|expm1|log\w*|pow|cbrt|hypot)\(/,
  'the outside world': /\bfetch\(|\bimport\(/,
};
/** The sandbox makes this one the workflow's; pure code gets its moment from outside. */
const clockOfWorkflows = /\bDate\.now\b/;

const root = resolve(import.meta.dirname, '../..');

function codeOf(room: string): readonly { readonly file: string; readonly lines: readonly string[] }[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({
      file: `${room}/${name}`,
      lines: withoutComments(readFileSync(join(root, room, name), 'utf8')).split('\n'),
    }));
}

/** The lines keep their numbers. */
function withoutComments(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
    .replaceAll(/(^|\s)\/\/.*$/gm, '');
}

it.each(['machines', 'workflows'])('%s uses nothing that a replay could find otherwise', (room) => {
  const asked = Object.entries(hazards).concat(
    room === 'machines' ? [['a clock in pure code', clockOfWorkflows]] : [],
  );
  const found = codeOf(room).flatMap(({ file, lines }) =>
    lines.flatMap((line, at) =>
      asked.flatMap(([what, pattern]) =>
        pattern.test(line) ? [`${file}:${at + 1}: ${what}: ${line.trim()}`] : [],
      ),
    ),
  );
  expect(found).toEqual([]);
});

/** What they hold is the same for everybody: by year, or by the very thing that it was worked out from. */
const allowed: readonly string[] = [
  'domain/amsterdam.ts: summers',
  'domain/calendar.ts: statutoryYears',
  'domain/planning/capacity.ts: counted',
  'domain/planning/feasible.ts: goLives',
  'domain/planning/organisation-names.ts: known',
  'domain/planning/proposals/claims.ts: known',
  'domain/planning/proposals/proposal.ts: known',
  'domain/planning/schedule.ts: schedules',
  'track/desk-days.ts: calendars',
  'track/ladder.ts: rungsUnder',
];

it('machines, which all workflows of a worker share, keep nothing of any of them', () => {
  const found = codeOf('machines').flatMap(({ file, lines }) =>
    [...keptBy(lines.join('\n'))].map((name) => `${file.slice('machines/'.length)}: ${name}`),
  );
  expect(found.toSorted()).toEqual(allowed);
});

it.each([
  ['let count = 0;', 'count'],
  ['export var last;', 'last'],
  ['const cache = {};', 'cache'],
  ['const cache: Record<string, Track> = {};', 'cache'],
  ['const seen: string[] = [];', 'seen'],
  ['const known = Object.create(null);', 'known'],
  ["const known = new Map([['a', 1]]);", 'known'],
  ['export const known: Map<string, Track> =\n  new Map<string, Track>();', 'known'],
  ['const known = new WeakMap<object, Track>();', 'known'],
  ['const under = remembered((_: Settings) => new WeakMap<Item, Rung>());', 'under'],
  ['class Desk {\n  static last: Track | null = null;\n}', 'last'],
  ['class Desk {\n  static readonly #seen = new Set<string>();\n}', '#seen'],
  ['const table = { last: null };\nfunction f(one) {\n  table.last = one;\n}', 'table'],
  ['const table = { a: 1 };\nconst f = (key) => (table[key] ??= 2);', 'table'],
  ['const list = [1];\nfunction f(one) {\n  list.push(one);\n}', 'list'],
  ["import { table } from './table.ts';\nconst f = (one) => Object.assign(table, one);", 'table'],
])('what a module keeps is seen: %s', (code, name) => {
  expect([...keptBy(code)]).toEqual([name]);
});

it.each([
  "const words = { a: 'b' } as const;",
  "const words: Readonly<Record<Kind, string>> = { a: 'b' };",
  "const order = ['a', 'b'];\nconst last = order.at(-1);\nconst sorted = order.toSorted();",
  'const none: readonly string[] = [];',
  "const codes: ReadonlyMap<string, number> = new Map([['a', 1]]);",
  'const setOf = remembered((ids: readonly string[]): ReadonlySet<string> => new Set(ids));',
  'const count = (ids) => {\n  const seen = new Set(ids);\n  seen.add(1);\n  return seen.size;\n};',
  'class Desk {\n  static of(one: Track): Desk {\n    return new Desk(one);\n  }\n}',
  "const words = { a: 'b' };\nconst same = words.a === other || words.a <= other;",
])('what a module only reads is none of it: %s', (code) => {
  expect([...keptBy(code)]).toEqual([]);
});
