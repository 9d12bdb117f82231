import { expect, it } from 'vitest';
import { geometricMean } from './spread.ts';

it('lets a ratio and its inverse cancel each other', () => {
  expect(geometricMean([4, 0.25])).toBeCloseTo(1, 12);
  expect(geometricMean([2, 8])).toBeCloseTo(4, 12);
});
