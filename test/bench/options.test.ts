import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

it('knows its two options, and names what it does not know', () => {
  expect(readOptions([])).toEqual({ json: false, quick: false });
  expect(readOptions(['--json', '--quick'])).toEqual({ json: true, quick: true });
  expect(readOptions(['--snel'])).toMatch(/--json, --quick.*'--snel'/s);
});
