import { expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';

const options = {
  json: { kind: 'flag' },
  rounds: { kind: 'count', default: 2 },
  sizes: { kind: 'counts', default: [100, 500] },
} as const;
const read = (...args: readonly string[]) => readCommandLine(options, args);

it('reads what is asked, and has a default for the rest', () => {
  expect(read()).toEqual({ json: false, rounds: 2, sizes: [100, 500] });
  expect(read('--json', '--rounds', '3', '--sizes=12,5')).toEqual({ json: true, rounds: 3, sizes: [5, 12] });
});

it.each([
  [['--snel'], "Verwacht --json, --rounds, --sizes of niets; gevonden: '--snel'."],
  [['snel'], "Verwacht --json, --rounds, --sizes of niets; gevonden: 'snel'."],
  [['--rounds', 'x'], "--rounds: verwacht een geheel getal vanaf 1; gevonden: 'x'."],
  [['--rounds', '0'], "--rounds: verwacht een geheel getal vanaf 1; gevonden: '0'."],
  [['--rounds', '1,2'], "--rounds: verwacht een geheel getal vanaf 1; gevonden: '1,2'."],
  [['--rounds'], '--rounds: verwacht een geheel getal vanaf 1; gevonden: niets.'],
  [['--sizes', '5,,6'], "--sizes: verwacht gehele getallen vanaf 1, met komma's ertussen; gevonden: '5,,6'."],
  [['--json=ja'], "--json: verwacht niets erachter; gevonden: 'ja'."],
])('%j is refused by name', (args, sentence) => {
  expect(read(...args)).toBe(sentence);
});

it('takes nothing where there is nothing to ask', () => {
  expect(readCommandLine({}, [])).toEqual({});
  expect(readCommandLine({}, ['--json'])).toBe("Verwacht niets; gevonden: '--json'.");
});
