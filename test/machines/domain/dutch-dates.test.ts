import { describe, expect, it } from 'vitest';
import { instantAt } from '../../../machines/domain/amsterdam.ts';
import { addDays, isoDate } from '../../../machines/domain/dates.ts';
import {
  formatDate,
  formatDuration,
  formatMoment,
  formatShortDate,
} from '../../../machines/domain/dutch-dates.ts';

describe('dates in Dutch', () => {
  it('agrees with Intl on every day of a leap year', () => {
    const long = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'full', timeZone: 'UTC' });
    const short = new Intl.DateTimeFormat('nl-NL', { timeZone: 'UTC' });
    for (let date = isoDate('2028-01-01'); date < '2029-01-01'; date = addDays(date, 1)) {
      const instant = Date.parse(date);
      expect(formatDate(date)).toBe(long.format(instant));
      expect(formatShortDate(date)).toBe(short.format(instant));
    }
  });

  it('writes dates as people read them', () => {
    expect(formatDate(isoDate('2027-03-02'))).toBe('dinsdag 2 maart 2027');
    expect(formatShortDate(isoDate('2027-03-02'))).toBe('2-3-2027');
  });

  it('writes a moment in local time, in winter and in summer', () => {
    expect(formatMoment(instantAt(isoDate('2027-03-02'), '09:30'))).toBe('dinsdag 2 maart 2027 om 09:30 uur');
    expect(formatMoment(Date.UTC(2027, 6, 31, 22, 5))).toBe('zondag 1 augustus 2027 om 00:05 uur');
  });

  it.each([
    [0, '0 minuten'],
    [1, '1 minuut'],
    [59, '59 minuten'],
    [60, '1 uur'],
    [61, '1 uur en 1 minuut'],
    [90, '1 uur en 30 minuten'],
    [240, '4 uur'],
  ])('writes %i minutes', (minutes, text) => {
    expect(formatDuration(minutes)).toBe(text);
  });
});
