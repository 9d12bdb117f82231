import { z } from 'zod';
import { dateOfDayNumber, dayNumber, type IsoDate } from './dates.ts';
import { expectation } from './expectation.ts';

/**
 * Local time in the Netherlands. Summer time is computed by its rule (directive 2000/84/EC: from the last
 * Sunday of March to the last Sunday of October, both at 01:00 UTC) and not read from the time zone data
 * of the Node at hand, so that a replay on another machine gives the same answer. Valid from 1996.
 */

/** Epoch milliseconds of business time, a whole number. */
export type Instant = number;

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type Hour = `${'0' | '1'}${Digit}` | `2${'0' | '1' | '2' | '3'}`;
type Minute = `${'0' | '1' | '2' | '3' | '4' | '5'}${Digit}`;

/** Time of day as HH:MM, 00:00 to 23:59. */
export type LocalTime = `${Hour}:${Minute}`;

const expectedTime = 'een tijd in de vorm uu:mm (bijvoorbeeld 09:30)';

/** Takes a string; its message (Dutch) says what was expected and what was found. */
export const localTimeSchema = z
  .string({ error: (issue) => expectation(expectedTime, issue.input) })
  .refine(isLocalTime, { error: (issue) => expectation(expectedTime, issue.input) });

function isLocalTime(text: string): text is LocalTime {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

const minute = 60_000;
const hour = 3_600_000;
const day = 86_400_000;

/** A month of 31 days: the last Sunday at 01:00 UTC. Day number 3 (1970-01-04) was a Sunday. */
function lastSundayAtOne(year: number, monthIndex: 2 | 9): Instant {
  const last = Date.UTC(year, monthIndex, 31) / day;
  const sinceSunday = (((last - 3) % 7) + 7) % 7;
  return (last - sinceSunday) * day + hour;
}

const summers = new Map<number, { readonly begin: Instant; readonly end: Instant }>();

function summerOf(year: number) {
  let summer = summers.get(year);
  if (summer === undefined) {
    summer = { begin: lastSundayAtOne(year, 2), end: lastSundayAtOne(year, 9) };
    summers.set(year, summer);
  }
  return summer;
}

/** Milliseconds that local time runs ahead of UTC. The year in UTC will do: no change lies near its turn. */
function offsetAt(instant: Instant): number {
  const { begin, end } = summerOf(new Date(instant).getUTCFullYear());
  return instant >= begin && instant < end ? 2 * hour : hour;
}

/**
 * The instant of a local date and time.
 * The hour that is skipped in March (02:00 to 02:59) counts on from the change: 02:30 gives 03:30 summer time.
 * The hour that comes twice in October (02:00 to 02:59) means its first coming, in summer time.
 */
export function instantAt(date: IsoDate, time: LocalTime): Instant {
  const local = dayNumber(date) * day + Number(time.slice(0, 2)) * hour + Number(time.slice(3)) * minute;
  const inSummer = local - 2 * hour;
  return offsetAt(inSummer) === 2 * hour ? inSummer : local - hour;
}

/** The local date. */
export function dateOf(instant: Instant): IsoDate {
  return dateOfDayNumber(Math.floor((instant + offsetAt(instant)) / day));
}

/** The local time of day; seconds are dropped. */
export function timeOf(instant: Instant): LocalTime {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the hours and minutes of an ISO text
  return localText(instant).slice(11, 16) as LocalTime;
}

/** ISO 8601 local time with its offset: 2027-03-02T09:30:00+01:00. Milliseconds only when there are any. */
export function toIso(instant: Instant): string {
  const text = localText(instant);
  const fraction = text.slice(19, 23);
  return `${text.slice(0, 19)}${fraction === '.000' ? '' : fraction}+0${offsetAt(instant) / hour}:00`;
}

function localText(instant: Instant): string {
  return new Date(instant + offsetAt(instant)).toISOString();
}
