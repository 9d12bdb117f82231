import { expect, it } from 'vitest';
import { familiesOf } from './usage.ts';

it('counts what comes of a process with it, and nobody twice', () => {
  const processes = new Map(
    [
      [10, 1],
      [11, 10],
      [12, 11],
      [20, 1],
      [21, 20],
      [30, 1],
    ].map(([pid = 0, parent = 0]) => [pid, { parent }]),
  );
  expect(familiesOf({ server: [11], workers: [10, 20] }, processes)).toEqual({
    server: new Set([11, 12]),
    workers: new Set([10, 20, 21]),
  });
});
