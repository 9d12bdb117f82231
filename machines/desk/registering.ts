import { statutoryCalendar } from '../domain/calendar.ts';
import { addDays, type IsoDate } from '../domain/dates.ts';
import type { Organisation } from '../domain/organisation.ts';
import { toFillIn } from '../domain/to-fill-in.ts';
import { nameToFillIn } from '../domain/written-fields.ts';

/**
 * A declaration as the desk types it, with each of its fields: nobody's own, so that it can't be sent as it stands. Its
 * dates make sense on the day that it is shown.
 */
export function declarationExample(today: IsoDate) {
  const workingDay = (days: number) => statutoryCalendar.onOrAfter(addDays(today, days));
  return {
    door: nameToFillIn,
    ontvangen: { op: today, via: 'post' },
    organisatie: { naam: toFillIn('naam van de organisatie'), soort: 'gemeente' },
    functies: {
      berichtenbox: { teststart: workingDay(60), ingebruikname: workingDay(150) },
      lopendeZaken: { teststart: workingDay(90), ingebruikname: workingDay(240) },
    },
    ondertekening: {
      persoonsnaam: toFillIn('naam'),
      naam: toFillIn('naam'),
      functie: toFillIn('functie'),
      plaats: toFillIn('plaats'),
      datum: statutoryCalendar.onOrBefore(addDays(today, -3)),
      handtekening: 'ja',
    },
    contactpersonen: [
      {
        rol: 'projectleider',
        naam: toFillIn('naam'),
        email: toFillIn('e-mailadres'),
        telefoon: toFillIn('telefoonnummer'),
      },
    ],
  };
}

/** In one paragraph: the UI shows the description of an Update as plain text. */
export function registerDescription(today: IsoDate): string {
  return `Registreert een intentieverklaring van papier of uit de mail, en start het aansluittraject. Typ wat op het formulier staat, en laat weg wat er niet op staat. Bij door hoort uw naam; via is post of digitaal. Voorbeeld: ${JSON.stringify(declarationExample(today))}`;
}

/** Dutch: of an organisation that is new, when its name is nearly that of one that was known. */
export function lookAlikeRemark(lookAlikes: readonly Organisation[]): readonly string[] {
  const [first] = lookAlikes;
  if (first === undefined) return [];
  const names = lookAlikes.map(({ id, name }) => `${name} (${id})`).join(' of ');
  return [
    `Let op: deze organisatie is nieuw, maar lijkt op ${names}. Is het dezelfde? Doe dan Intrekken, en registreer opnieuw met "keuze":"${first.id}" bij de organisatie.`,
  ];
}
