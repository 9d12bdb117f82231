/** How much of a long list is shown; all of it, unless told otherwise. */
export interface TextOptions {
  readonly mostRows?: number;
}

/** Columns two spaces apart, each as wide as its widest cell. Indented: Markdown leaves it as it is, names and all. */
export function rows(all: readonly (readonly string[])[], { mostRows }: TextOptions = {}): readonly string[] {
  const shown = all.slice(0, mostRows).map((row) => row.map((cell) => cell.replaceAll(/\s+/gu, ' ')));
  const widths = (shown[0] ?? []).map((_, column) =>
    Math.max(...shown.map((row) => row[column]?.length ?? 0)),
  );
  const lines = shown.map((row) =>
    `    ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
  const more = all.length - shown.length;
  return more > 0 ? [...lines, `    en nog ${more}`] : lines;
}
