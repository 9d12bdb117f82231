import { additionKeys, type AdditionKey, type MissingPart } from '../../domain/declaration.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';

/** Something to type for each part that is missing on a declaration. */
export function exampleAdditions(
  missing: readonly MissingPart[],
  today: IsoDate,
): Readonly<Partial<Record<AdditionKey, string>>> {
  const values: Readonly<Record<AdditionKey, string>> = {
    persoonsnaam: 'J. Bakker',
    naam: 'J. Bakker',
    functieOndertekenaar: 'gemeentesecretaris',
    plaats: 'Utrecht',
    datum: today,
    handtekening: 'ja',
    teststartBerichtenbox: addDays(today, 60),
    ingebruiknameBerichtenbox: addDays(today, 150),
    teststartLopendeZaken: addDays(today, 60),
    ingebruiknameLopendeZaken: addDays(today, 150),
  };
  return Object.fromEntries([...additionKeys(missing)].map((key) => [key, values[key]]));
}
