import { z } from 'zod';
import { expectation } from './expectation.ts';

/**
 * A calendar date that exists, as YYYY-MM-DD (years 1000 to 9999), without a time or a zone.
 * ISO dates compare lexicographically: `a < b` on the strings means that a lies before b.
 */
export type IsoDate = string & { readonly __brand: 'IsoDate' };

/** ISO 8601: Monday 1 to Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const millisecondsPerDay = 86_400_000;
const zero = '0'.charCodeAt(0);
const expected = 'een datum die bestaat, in de vorm jjjj-mm-dd (bijvoorbeeld 2027-03-02)';

export function exists(text: string): text is IsoDate {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(milliseconds) && textOf(milliseconds) === text;
}

function textOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** Takes a string; its message (Dutch) says what was expected and what was found. */
export const isoDateSchema = z
  .string({ error: (issue) => expectation(expected, issue.input) })
  .refine(exists, { error: (issue) => expectation(expected, issue.input) });

/** @throws RangeError when the text is no date that exists. */
export function isoDate(text: string): IsoDate {
  if (!exists(text)) throw new RangeError(`Datum: ${expectation(expected, text)}`);
  return text;
}

/** No track knows a day outside these: a year that was mistyped is refused, and calendars stay within their range. */
export const firstTrackDay = isoDate('2000-01-01');
export const lastTrackDay = isoDate('2099-12-31');

/** A day that a track can know. A text that is no date at all is told once, as such. */
export const trackDaySchema = isoDateSchema.refine(
  (date) => !exists(date) || (date >= firstTrackDay && date <= lastTrackDay),
  { error: (issue) => expectation(`een datum van ${firstTrackDay} tot en met ${lastTrackDay}`, issue.input) },
);

/** Days since 1970-01-01, for arithmetic on whole days. */
export function dayNumber(date: IsoDate): number {
  const year = digit(date, 0) * 1_000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3);
  const month = digit(date, 5) * 10 + digit(date, 6);
  const day = digit(date, 8) * 10 + digit(date, 9);
  return Date.UTC(year, month - 1, day) / millisecondsPerDay;
}

/** Cheaper than a number of a slice: all arithmetic on dates begins here. */
function digit(date: IsoDate, at: number): number {
  return date.charCodeAt(at) - zero;
}

const firstDay = Date.UTC(1000, 0, 1) / millisecondsPerDay;
const lastDay = Date.UTC(9999, 11, 31) / millisecondsPerDay;

/**
 * The inverse of `dayNumber`.
 * @throws RangeError for a number that is not whole or lies outside the years 1000 to 9999.
 */
export function dateOfDayNumber(days: number): IsoDate {
  if (!Number.isInteger(days) || days < firstDay || days > lastDay) {
    throw new RangeError(`Datum: ${expectation('een dag in de jaren 1000 tot en met 9999', days)}`);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a whole day in that range exists, and this is a hot path
  return textOf(days * millisecondsPerDay) as IsoDate;
}

/** Calendar days; `days` may be negative. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Calendar days, `to` minus `from`: negative when `to` lies before `from`. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

export function weekday(date: IsoDate): Weekday {
  const sinceThursday = dayNumber(date) + 3; // 1970-01-01 was a Thursday
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a remainder of 7, plus 1
  return ((((sinceThursday % 7) + 7) % 7) + 1) as Weekday;
}

/** The Sunday of its ISO week: the date itself, or after it. */
export function endOfWeek(date: IsoDate): IsoDate {
  return addDays(date, 7 - weekday(date));
}

export function latest(first: IsoDate, ...rest: readonly IsoDate[]): IsoDate {
  return rest.reduce((a, b) => (b > a ? b : a), first);
}

export function earliest(first: IsoDate, ...rest: readonly IsoDate[]): IsoDate {
  return rest.reduce((a, b) => (b < a ? b : a), first);
}

/** ISO 8601 week: it belongs to the year that holds its Thursday, which need not be the date's own year. */
export function isoWeek(date: IsoDate): { readonly year: number; readonly week: number } {
  const thursday = addDays(date, 4 - weekday(date));
  const year = Number(thursday.slice(0, 4));
  const dayOfYear = dayNumber(thursday) - Date.UTC(year, 0, 1) / millisecondsPerDay;
  return { year, week: Math.floor(dayOfYear / 7) + 1 };
}
