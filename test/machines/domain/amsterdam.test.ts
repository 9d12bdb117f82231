import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateOf,
  instantAt,
  localTimeSchema,
  timeOf,
  toIso,
  type LocalTime,
} from '../../../machines/domain/amsterdam.ts';
import { addDays, isoDate } from '../../../machines/domain/dates.ts';
import { plannedDate } from './arbitraries.ts';

const quarter = 900_000;
const twoDays = 2 * 86_400_000;

/** The time zone data of this Node, as an independent judge. */
const judge = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'short',
});

const changes = [
  ['2026-03-29', '2026-10-25'],
  ['2027-03-28', '2027-10-31'],
  ['2028-03-26', '2028-10-29'],
  ['2029-03-25', '2029-10-28'],
  ['2030-03-31', '2030-10-27'],
] as const;

const plannedTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]): LocalTime =>
    localTimeSchema.parse(`${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`),
  );

function hoursOf(text: string): number {
  const date = isoDate(text);
  return (instantAt(addDays(date, 1), '00:00') - instantAt(date, '00:00')) / 3_600_000;
}

describe('summer time', () => {
  it.each(changes.flat())('agrees with Intl on every quarter of an hour around %s', (date) => {
    const change = Date.parse(`${date}T01:00:00Z`);
    for (let instant = change - twoDays; instant <= change + twoDays; instant += quarter) {
      expect(`${dateOf(instant)} ${timeOf(instant)}`).toBe(judge.format(instant));
    }
    expect(timeOf(change - 1)).not.toBe(timeOf(change - 1 + 60_000)); // the change falls in this window
    expect(toIso(change - 1).slice(-6)).not.toBe(toIso(change).slice(-6));
  });

  it('agrees with Intl on every hour of 2026 to 2030', () => {
    const differing: string[] = [];
    for (let instant = Date.UTC(2026, 0, 1); instant < Date.UTC(2031, 0, 1); instant += 3_600_000) {
      const found = `${dateOf(instant)} ${timeOf(instant)}`;
      if (found !== judge.format(instant)) differing.push(found);
    }
    expect(differing).toEqual([]);
  });
});

describe('instantAt', () => {
  it('goes round with dateOf and timeOf, except in the hour that is skipped', () => {
    const skipped = new Set<string>(changes.map(([march]) => march));
    fc.assert(
      fc.property(plannedDate, plannedTime, (date, time) => {
        fc.pre(!(skipped.has(date) && time.startsWith('02:')));
        const instant = instantAt(date, time);
        expect([dateOf(instant), timeOf(instant)]).toEqual([date, time]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(changes)(
    'counts on in the hour skipped on %s, and takes the first of the hour doubled on %s',
    (march, october) => {
      expect(toIso(instantAt(isoDate(march), '01:59'))).toBe(`${march}T01:59:00+01:00`);
      expect(toIso(instantAt(isoDate(march), '02:30'))).toBe(`${march}T03:30:00+02:00`);
      expect(toIso(instantAt(isoDate(march), '03:00'))).toBe(`${march}T03:00:00+02:00`);
      expect(toIso(instantAt(isoDate(october), '02:30'))).toBe(`${october}T02:30:00+02:00`);
      expect(toIso(instantAt(isoDate(october), '02:30') + 3_600_000)).toBe(`${october}T02:30:00+01:00`);
      expect(toIso(instantAt(isoDate(october), '03:00'))).toBe(`${october}T03:00:00+01:00`);
    },
  );

  it('makes days of 23 and 25 hours', () => {
    expect([hoursOf('2027-03-28'), hoursOf('2027-10-31'), hoursOf('2027-06-01')]).toEqual([23, 25, 24]);
  });
});

describe('toIso', () => {
  it('is read back as the same instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2031, 0, 1) }), (instant) => {
        expect(Date.parse(toIso(instant))).toBe(instant);
      }),
    );
  });

  it('shows milliseconds only when there are any, and turns the year in local time', () => {
    expect(toIso(Date.UTC(2026, 11, 31, 23, 0, 0))).toBe('2027-01-01T00:00:00+01:00');
    expect(toIso(Date.UTC(2027, 6, 1, 7, 30, 5, 250))).toBe('2027-07-01T09:30:05.250+02:00');
  });
});

describe('localTimeSchema', () => {
  it.each(['00:00', '09:30', '19:05', '23:59'])('takes %s', (text) => {
    expect(localTimeSchema.parse(text)).toBe(text);
  });

  it.each(['24:00', '9:30', '09:60', '09.30', '09:30:00', ''])('refuses %j', (text) => {
    expect(localTimeSchema.safeParse(text).success).toBe(false);
  });

  it('says in Dutch what it expected and found', () => {
    expect(localTimeSchema.safeParse('9.30').error?.issues[0]?.message).toBe(
      'verwacht: een tijd in de vorm uu:mm (bijvoorbeeld 09:30); gevonden: "9.30"',
    );
  });
});
