import type { Figures } from './figures.ts';
import { perTenfold } from './per-tenfold.ts';

/** One number of open tracks. */
export interface GrowthColumn {
  readonly tracks: number;
  readonly figures: Figures;
}

/** The benchmark's table (Dutch): a line for each figure, a column for each number of tracks, and the growth. */
export function growthText(columns: readonly GrowthColumn[]): string {
  const names = [...new Set(columns.flatMap(({ figures }) => Object.keys(figures)))];
  const rows = [
    ['open trajecten', ...columns.map(({ tracks }) => String(tracks)), '× per tien keer'],
    ...names.map((name) => {
      const points = columns.flatMap(({ tracks, figures }) => {
        const value = figures[name];
        return value === undefined ? [] : [{ tracks, value }];
      });
      const factor = perTenfold(points);
      return [
        name,
        ...columns.map(({ figures }) => written(figures[name])),
        factor === null ? '' : factor.toFixed(1),
      ];
    }),
  ];
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

function written(value: number | undefined): string {
  if (value === undefined) return '';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
