import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  earliest,
  isoDate,
  isoDateSchema,
  isoWeek,
  latest,
  weekday,
} from '../../../machines/domain/dates.ts';
import { anyDate } from './arbitraries.ts';

describe('isoDateSchema', () => {
  it.each(['2026-01-01', '2028-02-29', '2000-02-29', '9999-12-31', '1000-01-01'])('takes %s', (text) => {
    expect(isoDateSchema.parse(text)).toBe(text);
    expect(isoDate(text)).toBe(text);
  });

  it.each([
    '2027-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '01-02-2026',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '0999-01-01',
    '',
  ])('refuses %j', (text) => {
    expect(isoDateSchema.safeParse(text).success).toBe(false);
    expect(() => isoDate(text)).toThrow(RangeError);
  });

  it.each([
    ['2027-02-29', 'gevonden: "2027-02-29"'],
    [20270229, 'gevonden: 20270229'],
    [undefined, 'gevonden: niets'],
    [null, 'gevonden: niets'],
    [['2027-02-28'], 'gevonden: een lijst'],
    [{}, 'gevonden: iets anders'],
  ])('says in Dutch what it expected and found for %j', (input, found) => {
    const message = isoDateSchema.safeParse(input).error?.issues[0]?.message;
    expect(message).toBe(
      `verwacht: een datum die bestaat, in de vorm jjjj-mm-dd (bijvoorbeeld 2027-03-02); ${found}`,
    );
  });
});

describe('arithmetic', () => {
  it('crosses months, leap days and years', () => {
    expect(addDays(isoDate('2026-12-31'), 1)).toBe('2027-01-01');
    expect(addDays(isoDate('2028-02-28'), 1)).toBe('2028-02-29');
    expect(addDays(isoDate('2027-03-01'), -1)).toBe('2027-02-28');
    expect(daysBetween(isoDate('2026-01-01'), isoDate('2027-01-01'))).toBe(365);
    expect(daysBetween(isoDate('2027-01-01'), isoDate('2026-12-31'))).toBe(-1);
  });

  it('addDays and daysBetween undo each other, also before 1970', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -30_000, max: 30_000 }), (date, n) => {
        expect(daysBetween(date, addDays(date, n))).toBe(n);
        expect(dateOfDayNumber(dayNumber(date))).toBe(date);
      }),
    );
  });

  it('refuses what is no day', () => {
    expect(() => addDays(isoDate('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(isoDate('1000-01-01'), -1)).toThrow(RangeError);
    expect(() => addDays(isoDate('2026-01-01'), 0.5)).toThrow(RangeError);
    expect(() => addDays(isoDate('2026-01-01'), Number.NaN)).toThrow(RangeError);
  });

  it('orders as the strings do', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(a < b).toBe(daysBetween(a, b) > 0);
        expect(latest(a, b) >= earliest(a, b)).toBe(true);
      }),
    );
    const [a, b, c] = [isoDate('2026-05-01'), isoDate('2026-04-30'), isoDate('2027-01-01')];
    expect(latest(a, b, c)).toBe(c);
    expect(earliest(a, b, c)).toBe(b);
    expect(latest(a)).toBe(a);
  });
});

describe('weekday and isoWeek', () => {
  it('knows the day of the week, also before 1970', () => {
    expect(weekday(isoDate('2027-03-02'))).toBe(2);
    expect(weekday(isoDate('1970-01-01'))).toBe(4);
    expect(weekday(isoDate('1969-12-28'))).toBe(7);
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(weekday(date) % 7).toBe(new Date(`${date}T00:00:00Z`).getUTCDay());
      }),
    );
  });

  it.each([
    ['2026-01-01', 2026, 1],
    ['2025-12-29', 2026, 1],
    ['2026-12-31', 2026, 53],
    ['2027-01-03', 2026, 53],
    ['2027-01-04', 2027, 1],
    ['2028-01-02', 2027, 52],
    ['2028-12-31', 2028, 52],
    ['2029-12-31', 2030, 1],
  ])('%s lies in %i week %i', (date, year, week) => {
    expect(isoWeek(isoDate(date))).toEqual({ year, week });
  });
});
