import { additionKeys, type AdditionKey, type MissingPart } from '../../domain/declaration.ts';
import { statutoryCalendar } from '../../domain/calendar.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import { toFillIn } from '../../domain/to-fill-in.ts';

/** Something to type for each part that is missing on a declaration: days to plan with, and what only the paper says. */
export function exampleAdditions(
  missing: readonly MissingPart[],
  today: IsoDate,
): Readonly<Partial<Record<AdditionKey, string>>> {
  const workingDay = (days: number) => statutoryCalendar.onOrAfter(addDays(today, days));
  const values: Readonly<Record<AdditionKey, string>> = {
    persoonsnaam: toFillIn('naam'),
    naam: toFillIn('naam'),
    functieOndertekenaar: toFillIn('functie'),
    plaats: toFillIn('plaats'),
    datum: toFillIn('datum van ondertekening'),
    handtekening: toFillIn('ja of nee'),
    teststartBerichtenbox: workingDay(60),
    ingebruiknameBerichtenbox: workingDay(150),
    teststartLopendeZaken: workingDay(60),
    ingebruiknameLopendeZaken: workingDay(150),
  };
  return Object.fromEntries([...additionKeys(missing)].map((key) => [key, values[key]]));
}
