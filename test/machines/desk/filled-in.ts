import type { IsoDate } from '../../../machines/domain/dates.ts';
import { toFillIn } from '../../../machines/domain/to-fill-in.ts';
import { declarationExample } from '../../../machines/desk/registering.ts';

const own = new Map([
  ['uw naam', 'A. de Vries'],
  [toFillIn('naam van de organisatie'), 'Zwolle'],
  [toFillIn('naam'), 'P. Jansen'],
  [toFillIn('functie'), 'directeur'],
  [toFillIn('plaats'), 'Zwolle'],
  [toFillIn('e-mailadres'), 'p.jansen@example.org'],
  [toFillIn('telefoonnummer'), '038-1234567'],
]);

/** The example of a declaration, with what the desk alone knows typed in: Zwolle's. */
export function filledIn(today: IsoDate): ReturnType<typeof declarationExample> {
  const replaced = (_key: string, value: unknown) =>
    typeof value === 'string' ? (own.get(value) ?? value) : value;
  return JSON.parse(JSON.stringify(declarationExample(today)), replaced); // texts for texts: the same shape
}
