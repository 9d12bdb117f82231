import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

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

/** By year, whatever asks: what they hold is the same for everybody. */
const kept = ['summers', 'statutoryYears'];

it('machines, which all workflows of a worker share, keep nothing of any of them', () => {
  const found = codeOf('machines').flatMap(({ file, lines }) =>
    lines.flatMap((line, at) => {
      const [, name = ''] = /^(?:export )?(?:let|var|const) (\w+)/.exec(line) ?? [];
      const holds = /^(?:export )?(?:let|var)\b/.test(line) || /= new (?:Map|Set)(?:<.*>)?\(\)/.test(line);
      return name !== '' && holds && !kept.includes(name) ? [`${file}:${at + 1}: ${line}`] : [];
    }),
  );
  expect(found).toEqual([]);
});
