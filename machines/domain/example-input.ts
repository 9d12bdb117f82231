/**
 * What the Temporal UI shows below the name of an Update: what it does, and inputs to type (Dutch). They can be sent as
 * they are, but for the name of who does it.
 */
export function withExamples(
  description: string,
  inputs: readonly Readonly<Record<string, unknown>>[],
): string {
  const examples = inputs.map((input) => JSON.stringify({ door: 'uw naam', ...input }));
  return `${description} Voorbeeld: ${examples.join(' of ')}`;
}
