/** A figure at some number of open tracks. */
export interface Point {
  readonly tracks: number;
  readonly value: number;
}

/**
 * By what a figure is multiplied when there are ten times as many tracks: 1 when it doesn't grow, 10 when it grows as
 * they do, 100 with their square. From the first and the last; null when one is nothing, or there is one alone.
 */
export function perTenfold(points: readonly Point[]): number | null {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || first.tracks === last.tracks) return null;
  if (first.value <= 0 || last.value <= 0) return null;
  return 10 ** (Math.log10(last.value / first.value) / Math.log10(last.tracks / first.tracks));
}
