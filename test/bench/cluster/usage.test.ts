import { expect, it } from 'vitest';
import { familiesOf, readStat } from './usage.ts';

it('reads parent and time of a process, whatever its name', () => {
  const line = '4711 (a) b (c) S 42 4711 4711 0 -1 4194560 10 20 0 0 7 3 2 1 20 0 1 0 100 200 300';
  expect(readStat(line)).toEqual({ parent: 42, cpuMs: 130 });
});

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
