import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deskCalendar, statutoryCalendar, type Closure } from '../../../machines/domain/calendar.ts';
import { addDays, isoDate, weekday, type IsoDate } from '../../../machines/domain/dates.ts';
import { publicHolidays } from '../../../machines/domain/public-holidays.ts';
import { plannedDate } from './arbitraries.ts';

const closures: readonly Closure[] = [
  { from: isoDate('2026-12-24'), until: isoDate('2027-01-03'), reason: 'jaarwisseling' },
  { from: isoDate('2027-08-02'), until: isoDate('2027-08-02'), reason: 'verhuizing' },
];

/** Slow and plain: every day is looked at. */
function isOpen(date: IsoDate, closed: readonly Closure[]): boolean {
  return (
    weekday(date) < 6 &&
    !publicHolidays(Number(date.slice(0, 4))).some((holiday) => holiday.date === date) &&
    !closed.some(({ from, until }) => from <= date && date <= until)
  );
}

function walk(date: IsoDate, n: number, closed: readonly Closure[]): IsoDate {
  const step = n < 0 ? -1 : 1;
  let left = Math.abs(n);
  let day = date;
  if (n === 0) {
    while (!isOpen(day, closed)) day = addDays(day, 1);
    return day;
  }
  while (left > 0) {
    day = addDays(day, step);
    if (isOpen(day, closed)) left--;
  }
  return day;
}

const count = fc.integer({ min: -300, max: 300 });

describe.each([
  { name: 'statutoryCalendar', calendar: statutoryCalendar, closed: [] },
  { name: 'deskCalendar', calendar: deskCalendar(closures), closed: closures },
])('$name', ({ calendar, closed }) => {
  it('gives what walking day by day gives', () => {
    fc.assert(
      fc.property(plannedDate, count, (date, n) => {
        expect(calendar.addWorkingDays(date, n)).toBe(walk(date, n, closed));
      }),
    );
  });

  it('knows each day of 2026 to 2030', () => {
    for (let date = isoDate('2026-01-01'); date < '2031-01-01'; date = addDays(date, 1)) {
      expect([date, calendar.isWorkingDay(date)]).toEqual([date, isOpen(date, closed)]);
    }
  });

  it('counts back what it added, for n ≠ 0', () => {
    fc.assert(
      fc.property(
        plannedDate,
        count.filter((n) => n !== 0),
        (date, n) => {
          expect(calendar.workingDaysBetween(date, calendar.addWorkingDays(date, n))).toBe(n);
        },
      ),
    );
  });

  it('always ends on a working day, never earlier for a later date or a greater number', () => {
    fc.assert(
      fc.property(plannedDate, plannedDate, count, (a, b, n) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const end = calendar.addWorkingDays(first, n);
        expect(calendar.isWorkingDay(end)).toBe(true);
        expect(end <= calendar.addWorkingDays(second, n)).toBe(true);
        expect(end <= calendar.addWorkingDays(first, n + 1)).toBe(true);
      }),
    );
  });

  it('is its own opposite between two working days', () => {
    fc.assert(
      fc.property(plannedDate.map(calendar.onOrAfter), plannedDate.map(calendar.onOrAfter), (a, b) => {
        expect(calendar.workingDaysBetween(a, b) + calendar.workingDaysBetween(b, a)).toBe(0);
      }),
    );
  });

  it('rolls to the nearest working day on either side', () => {
    fc.assert(
      fc.property(plannedDate, (date) => {
        const [before, after] = [calendar.onOrBefore(date), calendar.onOrAfter(date)];
        expect([calendar.isWorkingDay(before), calendar.isWorkingDay(after)]).toEqual([true, true]);
        expect(before <= date && date <= after).toBe(true);
        expect(calendar.workingDaysBetween(before, after)).toBe(calendar.isWorkingDay(date) ? 0 : 1);
      }),
    );
  });
});

describe('statutoryCalendar', () => {
  it.each([
    ['2027-03-02', 0, '2027-03-02'],
    ['2027-03-06', 0, '2027-03-08'],
    ['2027-03-06', 1, '2027-03-08'],
    ['2027-03-06', -1, '2027-03-05'],
    ['2027-03-05', 1, '2027-03-08'],
    ['2027-03-25', 1, '2027-03-30'],
    ['2027-05-04', 1, '2027-05-10'],
    ['2026-12-31', 1, '2027-01-04'],
    ['2027-01-04', -1, '2026-12-31'],
    ['2026-12-31', 503, '2028-12-29'],
    ['2026-12-31', 521, '2029-01-25'],
  ])('%s and %i working days is %s', (date, n, expected) => {
    expect(statutoryCalendar.addWorkingDays(isoDate(date), n)).toBe(expected);
  });

  it.each([
    ['2027-03-05', '2027-03-08', 1],
    ['2027-03-08', '2027-03-05', -1],
    ['2027-03-06', '2027-03-07', 0],
    ['2027-03-07', '2027-03-06', 0],
    ['2027-03-02', '2027-03-02', 0],
  ])('from %s to %s are %i working days', (from, to, expected) => {
    expect(statutoryCalendar.workingDaysBetween(isoDate(from), isoDate(to))).toBe(expected);
  });

  it('refuses half days', () => {
    expect(() => statutoryCalendar.addWorkingDays(isoDate('2027-03-02'), 1.5)).toThrow(
      'Werkdagen: verwacht: een geheel aantal',
    );
  });
});

describe('deskCalendar', () => {
  it('takes both ends of a closure as closed', () => {
    const desk = deskCalendar(closures);
    expect(desk.addWorkingDays(isoDate('2026-12-23'), 1)).toBe('2027-01-04');
    expect(desk.onOrBefore(isoDate('2027-01-03'))).toBe('2026-12-23');
    expect(statutoryCalendar.isWorkingDay(isoDate('2026-12-24'))).toBe(true);
  });

  it('refuses to search on through a year that is closed as a whole', () => {
    const desk = deskCalendar([
      { from: isoDate('2027-01-01'), until: isoDate('9999-12-31'), reason: 'opgeheven' },
    ]);
    expect(() => desk.addWorkingDays(isoDate('2026-12-31'), 1)).toThrow('geen in heel 2027');
  });
});
