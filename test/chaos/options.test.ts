import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

it('reads what is asked, and has a default for what is not', () => {
  expect(readOptions(['--json', '--seed', '7', '--tracks', '300', '--kills', '0'])).toEqual({
    json: true,
    seed: 7,
    tracks: 300,
    kills: 0,
  });
  expect(readOptions([])).toMatchObject({ json: false });
});

it.each([
  [['--tracks', '0'], '--tracks: verwacht een geheel getal van 1 tot en met 1000, gevonden: "0".'],
  [['--kills', '-1'], 'Onbekende optie of ontbrekende waarde.'],
  [['--kills=1.5'], '--kills: verwacht een geheel getal van 0 tot en met 200, gevonden: "1.5".'],
  [['--seed', 'zeven'], '--seed: verwacht een geheel getal van 0 tot en met 2147483647, gevonden: "zeven".'],
  [['--hard'], 'Onbekende optie of ontbrekende waarde.'],
])('refuses %j', (args, reason) => {
  expect(readOptions(args)).toContain(reason);
});
