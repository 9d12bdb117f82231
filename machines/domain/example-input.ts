import { nameToFillIn } from './written-fields.ts';

/**
 * What the Temporal UI shows below the name of an Update: what it does, and inputs to type (Dutch). They can be sent
 * once it says who does it, and whatever else only the desk knows.
 */
export function withExamples(
  description: string,
  inputs: readonly Readonly<Record<string, unknown>>[],
): string {
  return `${description} Voorbeeld: ${inputs.map(exampleInput).join(' of ')}`;
}

export function exampleInput(input: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ door: nameToFillIn, ...input });
}
