import fc from 'fast-check';
import type { Closure } from '../../../machines/domain/calendar.ts';
import { addDays, daysBetween, isoDate, type IsoDate } from '../../../machines/domain/dates.ts';
import { publicHolidays } from '../../../machines/domain/public-holidays.ts';

/** The years over which the year's calendar is tried: two of each change of the clock, and every moving holiday. */

const first = isoDate('2026-01-01');
const last = isoDate('2030-12-31');

export const dayIn2026To2030 = fc
  .integer({ min: 0, max: daysBetween(first, last) })
  .map((days) => addDays(first, days));

export type Closures = readonly Closure[];

/** Up to six closures of at most two weeks. */
export const closures: fc.Arbitrary<Closures> = fc.array(
  fc
    .tuple(dayIn2026To2030, fc.integer({ min: 0, max: 13 }))
    .map(([from, length]) => ({ from, until: addDays(from, length), reason: 'dicht' })),
  { maxLength: 6 },
);

const holidays = new Map<number, ReadonlySet<string>>();

function isHoliday(day: IsoDate): boolean {
  const year = Number(day.slice(0, 4));
  const known = holidays.get(year) ?? new Set<string>(publicHolidays(year).map(({ date }) => date));
  holidays.set(year, known);
  return known.has(day);
}

/** Asked of the day itself, without the domain's calendar. */
export function isDeskDay(day: IsoDate, closed: Closures): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6 || isHoliday(day)) return false;
  return !closed.some(({ from, until }) => from <= day && day <= until);
}
