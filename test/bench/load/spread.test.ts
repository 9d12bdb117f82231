import { expect, it } from 'vitest';
import { geometricMean, spreadOf } from './spread.ts';

it('lets a ratio and its inverse cancel each other', () => {
  expect(geometricMean([4, 0.25])).toBeCloseTo(1, 12);
  expect(geometricMean([2, 8])).toBeCloseTo(4, 12);
});

it('tells what half, 95 and 99 of a hundred stay under', () => {
  const values = Array.from({ length: 100 }, (_, at) => at + 1);
  expect(spreadOf(values)).toEqual({ p50: 50, p95: 95, p99: 99 });
});
