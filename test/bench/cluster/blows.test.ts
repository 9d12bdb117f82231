import { expect, it } from 'vitest';
import { feltOf } from './blows.ts';

const struck = [
  { what: 'one', downMs: 100, at: 1_000 },
  { what: 'two', downMs: 200, at: 2_000 },
];

it('counts for each blow what ended before the next one', () => {
  const calls = [
    { at: 500, ms: 400, error: null },
    { at: 900, ms: 300, error: null },
    { at: 1_100, ms: 50, error: 'UNAVAILABLE' },
    { at: 1_100, ms: 60, error: 'UNAVAILABLE' },
    { at: 1_300, ms: 100, error: null },
    { at: 1_900, ms: 300, error: 'DEADLINE_EXCEEDED' },
    { at: 2_300, ms: 400, error: null },
  ];
  expect(feltOf(struck, calls, 3_000)).toEqual([
    { what: 'one', downMs: 100, calls: 4, errors: { UNAVAILABLE: 2 }, slowestMs: 300, silenceMs: 600 },
    { what: 'two', downMs: 200, calls: 2, errors: { DEADLINE_EXCEEDED: 1 }, slowestMs: 400, silenceMs: 700 },
  ]);
});

it('is silent for as long as nothing is answered', () => {
  const [first] = feltOf(struck, [], 3_000);
  expect(first).toMatchObject({ calls: 0, errors: {}, slowestMs: 0, silenceMs: 1_000 });
});
