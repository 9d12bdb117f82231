import { addDays, dateOfDayNumber, isoDate, weekday, type IsoDate } from './dates.ts';

export interface PublicHoliday {
  readonly date: IsoDate;
  /** Dutch, as people call it. */
  readonly name: string;
}

/**
 * Days put on a level with public holidays by decree (Algemene termijnenwet art. 3, third paragraph).
 * Decrees cover a few years ahead; none is known here beyond 2028: add the next one's days when it appears.
 */
const decreed: readonly PublicHoliday[] = [
  { date: isoDate('2026-01-02'), name: 'dag na Nieuwjaarsdag (gelijkgesteld)' },
  { date: isoDate('2026-05-15'), name: 'dag na Hemelvaartsdag (gelijkgesteld)' },
  { date: isoDate('2027-05-07'), name: 'dag na Hemelvaartsdag (gelijkgesteld)' },
  { date: isoDate('2028-04-28'), name: 'dag na Koningsdag (gelijkgesteld)' },
  { date: isoDate('2028-05-26'), name: 'dag na Hemelvaartsdag (gelijkgesteld)' },
];

/**
 * The days of a year on which no statutory term ends, Saturdays and Sundays apart, in order of date.
 * Source: Algemene termijnenwet art. 3 (as in force since 2014), with Goede Vrijdag and the decreed days,
 * which it puts on a level. Two names can fall on one date (Hemelvaartsdag on 5 May).
 */
export function publicHolidays(year: number): readonly PublicHoliday[] {
  const easter = easterSunday(year);
  const on = (monthAndDay: string): IsoDate => isoDate(`${year}-${monthAndDay}`);
  return [
    { date: on('01-01'), name: 'Nieuwjaarsdag' },
    { date: addDays(easter, -2), name: 'Goede Vrijdag' },
    { date: addDays(easter, 1), name: 'tweede Paasdag' },
    { date: weekday(on('04-27')) === 7 ? on('04-26') : on('04-27'), name: 'Koningsdag' },
    { date: on('05-05'), name: 'Bevrijdingsdag' },
    { date: addDays(easter, 39), name: 'Hemelvaartsdag' },
    { date: addDays(easter, 50), name: 'tweede Pinksterdag' },
    { date: on('12-25'), name: 'eerste Kerstdag' },
    { date: on('12-26'), name: 'tweede Kerstdag' },
    ...decreed.filter(({ date }) => date.startsWith(`${year}-`)),
  ].sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
}

/** The Gregorian computus in its "anonymous" form (Meeus, Astronomical Algorithms, chapter 8), with his letters. */
function easterSunday(year: number): IsoDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sinceMarch = h + l - 7 * m + 114;
  const month = Math.floor(sinceMarch / 31);
  const dayOfMonth = (sinceMarch % 31) + 1;
  return dateOfDayNumber(Date.UTC(year, month - 1, dayOfMonth) / 86_400_000);
}
