/**
 * A text that is made when somebody asks for it, not each time that it would be another: most are never looked at, and
 * a replay looks at none. What it is made of must not change. For what Temporal only keeps, and puts into its answer to
 * the UI: as JSON, which asks an object for what it stands for.
 */
export function whenAsked(make: () => string): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Temporal's types have no place for one
  return { toJSON: make } as unknown as string;
}
