/** Each figure by its Dutch name, with its unit: one line of the table. */
export type Figures = Readonly<Record<string, number>>;

export async function once(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export function kilobytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value)) / 1_000;
}
