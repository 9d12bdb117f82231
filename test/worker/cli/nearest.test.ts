import { expect, it } from 'vitest';
import { didYouMean, nearest } from '../../../worker/cli/nearest.ts';

const ids = ['gemeente-utrecht', 'provincie-utrecht', 'gemeente-ede', 'gemeente-epe', 'gemeente-almere'];

it.each([
  ['utrecht', ['gemeente-utrecht', 'provincie-utrecht']],
  ['gemeente-utrect', ['gemeente-utrecht']],
  ['GEMEENTE-EDE', ['gemeente-ede']],
  ['gemeente-ede-extra', ['gemeente-ede']],
  ['x', []],
  ['waterschap-rivierenland', []],
])('%s: %j', (asked, expected) => {
  expect(nearest(asked, ids)).toEqual(expected);
});

it('is said in a question, or not at all', () => {
  expect(didYouMean('statsu', ['status', 'start'])).toBe('Bedoelt u status?');
  expect(didYouMean('vlieg', ['status', 'start'])).toBe(null);
});
