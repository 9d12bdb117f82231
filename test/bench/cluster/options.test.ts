import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

it.each([
  [[], { json: false, run: 'compare' }],
  [['--json'], { json: true, run: 'compare' }],
  [['--upgrade'], { json: false, run: 'upgrade' }],
  [['--restore', '--json'], { json: true, run: 'restore' }],
])('%j', (args, expected) => {
  expect(readOptions(args)).toEqual(expected);
});

it.each([
  [['--upgrade', '--restore'], /^Verwacht --upgrade of --restore, gevonden: allebei\.\nGebruik: /],
  [['--snel'], /^Verwacht .*; gevonden: .*--snel/],
])('%j can not be', (args, expected) => {
  expect(readOptions(args)).toMatch(expected);
});
