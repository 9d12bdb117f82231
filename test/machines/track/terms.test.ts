import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, isoDate, latest, weekday, type IsoDate } from '../../../machines/domain/dates.ts';
import { publicHolidays } from '../../../machines/domain/public-holidays.ts';
import type { TrackContext } from '../../../machines/track/context.ts';
import { forward, notBeforeMinimum } from '../../../machines/track/terms.ts';
import { closures, dayIn2026To2030, isDeskDay, type Closures } from './years.ts';
import { berichtenbox, declared } from './office.ts';

const { context } = declared(berichtenbox);

function contextWith(closed: Closures, suspensions: TrackContext['suspensions'] = []): TrackContext {
  return { ...context, settings: { ...context.settings, closures: closed }, suspensions };
}

/** A pause of so many days, from so many days after another day: in any order, also one inside the other. */
const pauses = fc.array(
  fc.record({ after: fc.integer({ min: -20, max: 40 }), length: fc.integer({ min: 0, max: 30 }) }),
  { maxLength: 4 },
);

function suspensionsFrom(
  from: IsoDate,
  chosen: readonly { readonly after: number; readonly length: number }[],
) {
  return chosen.map(({ after, length }) => ({
    since: addDays(from, after),
    resumedOn: addDays(from, after + length),
  }));
}

/** The term as one would count it on a paper calendar: day after day, those that count. */
function counted(
  from: IsoDate,
  days: number,
  closed: Closures,
  suspensions: ReturnType<typeof suspensionsFrom>,
): IsoDate {
  const stands = (day: IsoDate) =>
    suspensions.some(({ since, resumedOn }) => since < day && day <= resumedOn);
  let left = days;
  let day = from;
  while (left > 0) {
    day = addDays(day, 1);
    if (isDeskDay(day, closed) && !stands(day)) left--;
  }
  return day;
}

describe('a term that counts forward, over 2026 to 2030', () => {
  it('is as many working days as it says, less the closures, each suspended day counted once', () => {
    fc.assert(
      fc.property(
        dayIn2026To2030,
        fc.integer({ min: 1, max: 60 }),
        closures,
        pauses,
        (from, days, closed, chosen) => {
          const suspensions = suspensionsFrom(from, chosen);
          expect(forward(contextWith(closed, suspensions), from, days)).toBe(
            counted(from, days, closed, suspensions),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('of a consumer is on a working day, at least five after the opening of its step', () => {
    fc.assert(
      fc.property(dayIn2026To2030, fc.integer({ min: -100, max: 100 }), closures, (opened, away, closed) => {
        const wanted = addDays(opened, away);
        const due = notBeforeMinimum(contextWith(closed), wanted, opened);
        expect(isDeskDay(due, closed)).toBe(true);
        expect(due >= counted(opened, 5, closed, [])).toBe(true);
        expect(due <= latest(wanted, counted(opened, 5, closed, []))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the calendar of these tests', () => {
  it('knows weekends, holidays and closures', () => {
    const day = isoDate('2027-04-27');
    expect(publicHolidays(2027).map(({ date }) => date)).toContain(day);
    expect(isDeskDay(day, [])).toBe(false);
    expect(isDeskDay(isoDate('2027-04-28'), [])).toBe(true);
    expect(weekday(isoDate('2027-05-01'))).toBe(6);
    expect(isDeskDay(isoDate('2027-05-01'), [])).toBe(false);
    const closed = [{ from: day, until: isoDate('2027-04-28'), reason: 'x' }];
    expect(isDeskDay(isoDate('2027-04-28'), closed)).toBe(false);
  });
});
