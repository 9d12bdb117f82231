import { readFile } from 'node:fs/promises';
import type { OrganisationKind } from '../../../machines/domain/organisation.ts';

export interface Named {
  readonly name: string;
  readonly kind: OrganisationKind;
}

/** As many organisations as asked for: the gemeenten by their own names, and then bodies with a number. */
export async function organisations(count: number): Promise<readonly Named[]> {
  const file = await readFile(new URL('../planning/gemeenten.csv', import.meta.url), 'utf8');
  const gemeenten = file
    .trim()
    .split('\n')
    .slice(1, count + 1)
    .map((line): Named => ({ name: line.slice(line.indexOf(',') + 1), kind: 'gemeente' }));
  const others = Array.from({ length: count - gemeenten.length }, (_, i): Named => ({
    name: `Uitvoerder ${i + 1}`,
    kind: 'uitvoeringsorganisatie',
  }));
  return [...gemeenten, ...others];
}
