import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { perTenfold } from './per-tenfold.ts';

describe('the growth of a figure per tenfold', () => {
  it('is 10 to the power with which it grows, from the first number of tracks to the last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 2, max: 50 }),
        fc.constantFrom(0, 1, 2),
        fc.double({ min: 0.01, max: 1_000, noNaN: true }),
        (tracks, times, power, unit) => {
          const at = (count: number) => ({ tracks: count, value: unit * count ** power });
          const between = { tracks: tracks + 1, value: 1 };
          expect(perTenfold([at(tracks), between, at(tracks * times)])).toBeCloseTo(10 ** power, 6);
        },
      ),
    );
  });

  it('is not known of one number of tracks, nor of a figure that is nothing', () => {
    expect(perTenfold([])).toBeNull();
    expect(perTenfold([{ tracks: 100, value: 3 }])).toBeNull();
    expect(
      perTenfold([
        { tracks: 100, value: 0 },
        { tracks: 500, value: 3 },
      ]),
    ).toBeNull();
  });
});
