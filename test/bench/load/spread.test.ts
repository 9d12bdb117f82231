import fc from 'fast-check';
import { expect, it } from 'vitest';
import { geometricMean, percentile } from './spread.ts';

it('is a value that so many of a hundred do not exceed, and no smaller one is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { minLength: 1 }),
      fc.integer({ min: 1, max: 100 }),
      (values, percent) => {
        const found = percentile(values, percent);
        const share = (limit: (value: number) => boolean) =>
          (100 * values.filter(limit).length) / values.length;
        expect(values).toContain(found);
        expect(share((value) => value <= found)).toBeGreaterThanOrEqual(percent);
        expect(share((value) => value < found)).toBeLessThan(percent);
      },
    ),
  );
});

it('lets a ratio and its inverse cancel each other', () => {
  expect(geometricMean([4, 0.25])).toBeCloseTo(1, 12);
  expect(geometricMean([2, 8])).toBeCloseTo(4, 12);
});
