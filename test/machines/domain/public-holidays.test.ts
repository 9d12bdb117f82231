import { describe, expect, it } from 'vitest';
import { publicHolidays } from '../../../machines/domain/public-holidays.ts';

describe('publicHolidays', () => {
  /** From the almanac: month and day, in order. */
  it.each([
    [2026, '01-01 01-02 04-03 04-06 04-27 05-05 05-14 05-15 05-25 12-25 12-26'],
    [2027, '01-01 03-26 03-29 04-27 05-05 05-06 05-07 05-17 12-25 12-26'],
    [2028, '01-01 04-14 04-17 04-27 04-28 05-05 05-25 05-26 06-05 12-25 12-26'],
    [2029, '01-01 03-30 04-02 04-27 05-05 05-10 05-21 12-25 12-26'],
    [2030, '01-01 04-19 04-22 04-27 05-05 05-30 06-10 12-25 12-26'],
  ])('lists those of %i', (year, expected) => {
    expect(publicHolidays(year).map(({ date }) => date)).toEqual(
      expected.split(' ').map((day) => `${year}-${day}`),
    );
  });

  it('names them in Dutch', () => {
    expect(publicHolidays(2026).map(({ name }) => name)).toEqual([
      'Nieuwjaarsdag',
      'dag na Nieuwjaarsdag (gelijkgesteld)',
      'Goede Vrijdag',
      'tweede Paasdag',
      'Koningsdag',
      'Bevrijdingsdag',
      'Hemelvaartsdag',
      'dag na Hemelvaartsdag (gelijkgesteld)',
      'tweede Pinksterdag',
      'eerste Kerstdag',
      'tweede Kerstdag',
    ]);
  });

  it.each([
    [2014, '2014-04-26'],
    [2025, '2025-04-26'],
    [2031, '2031-04-26'],
    [2026, '2026-04-27'],
  ])('celebrates Koningsdag in %i on %s', (year, date) => {
    expect(publicHolidays(year).find(({ name }) => name === 'Koningsdag')?.date).toBe(date);
  });

  /** The earliest and latest Easter of this age, and the two that simple rules get wrong. */
  it.each([
    [2285, '2285-03-23'],
    [2038, '2038-04-26'],
    [1954, '1954-04-19'],
    [1981, '1981-04-20'],
  ])('has tweede Paasdag in %i on %s', (year, date) => {
    expect(publicHolidays(year).find(({ name }) => name === 'tweede Paasdag')?.date).toBe(date);
  });

  it('lists both names when two fall on one date', () => {
    expect(publicHolidays(2016).filter(({ date }) => date === '2016-05-05')).toHaveLength(2);
  });
});
