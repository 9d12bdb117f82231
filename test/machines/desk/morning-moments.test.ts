import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, timeOf, type Instant } from '../../../machines/domain/amsterdam.ts';
import { deskCalendar, type Closure } from '../../../machines/domain/calendar.ts';
import { addDays, isoDate, weekday, type IsoDate } from '../../../machines/domain/dates.ts';
import { policySchema } from '../../../machines/domain/policy.ts';
import { isMorning, morningOf, nextLook, nextOverview } from '../../../machines/desk/morning.ts';
import type { TrackSettings } from '../../../machines/track/context.ts';
import { at } from '../track/simulation.ts';

function settingsWith(closures: readonly Closure[] = [], ladder: object = {}): TrackSettings {
  return { policy: policySchema.parse({ ladder }), closures };
}

/** The mornings that a desk holds that looks when it is told to, as the workflow does. */
function morningsOf(settings: TrackSettings, from: Instant, until: Instant): readonly Instant[] {
  const held: Instant[] = [];
  let heldOn: IsoDate | null = null;
  for (let now = nextLook(settings, from); now < until; now = nextLook(settings, now)) {
    if (!isMorning(settings, now, heldOn)) continue;
    heldOn = dateOf(now);
    held.push(now);
  }
  return held;
}

const first = isoDate('2026-01-01');
const day = fc.integer({ min: 0, max: 5 * 365 }).map((days) => addDays(first, days));
const closure = fc
  .record({ from: day, length: fc.integer({ min: 0, max: 20 }) })
  .map(({ from, length }) => ({ from, until: addDays(from, length), reason: 'dicht' }));

describe('the overview', () => {
  it('leaves at 10:00 local time on each working day of the desk and no other, 2026–2030, both clock changes', () => {
    fc.assert(
      fc.property(day, fc.array(closure, { maxLength: 4 }), (start, closures) => {
        const settings = settingsWith(closures);
        const calendar = deskCalendar(closures);
        const end = addDays(start, 60);
        const held = morningsOf(settings, at(`${start} 00:00`), at(`${end} 00:00`));
        for (const moment of held) expect(timeOf(moment)).toBe('10:00');
        const days = Array.from({ length: 60 }, (_, i) => addDays(start, i));
        expect(held.map(dateOf)).toEqual(days.filter(calendar.isWorkingDay));
      }),
      { numRuns: 100 },
    );
  });

  it.each(['2027-03-26', '2027-10-29', '2030-03-29', '2030-10-25'])(
    'comes a whole weekend later over the change of the clock after %s',
    (friday) => {
      const settings = settingsWith();
      const next = nextOverview(settings, at(`${friday} 10:00`));
      expect(timeOf(next)).toBe('10:00');
      expect(weekday(dateOf(next))).toBeLessThanOrEqual(5);
      expect(morningsOf(settings, at(`${friday} 10:00`), next + 1)).toEqual([next]);
    },
  );

  it('follows the policy’s hour and spread, within the day', () => {
    const times = [
      [{ verzendenVanaf: '08:15', spreidingMinuten: 30 }, '08:45'],
      [{ verzendenVanaf: '20:00', spreidingMinuten: 240 }, '23:59'],
    ] as const;
    for (const [ladder, time] of times) {
      const settings = settingsWith([], ladder);
      const moment = morningOf(settings, isoDate('2027-03-02'));
      expect([dateOf(moment), timeOf(moment)]).toEqual(['2027-03-02', time]);
      expect(isMorning(settings, moment, null)).toBe(true);
    }
  });

  it('is held late when its moment was missed, once, and on a working day', () => {
    const settings = settingsWith();
    const held = isoDate('2027-03-01');
    expect(isMorning(settings, at('2027-03-02 09:59'), held)).toBe(false);
    expect(isMorning(settings, at('2027-03-02 16:20'), held)).toBe(true);
    expect(isMorning(settings, at('2027-03-02 16:30'), isoDate('2027-03-02'))).toBe(false);
    expect(isMorning(settings, at('2027-03-06 12:00'), held)).toBe(false); // Saturday
  });

  it('is beside a look at the start of each day, weekends and both clock changes too, 2026–2030', () => {
    fc.assert(
      fc.property(day, (start) => {
        const settings = settingsWith();
        const looks = [];
        for (let now = at(`${start} 12:00`); looks.length < 6; now = nextLook(settings, now)) looks.push(now);
        const starts = looks.filter((look) => timeOf(look) === '00:00').map(dateOf);
        expect(starts.length).toBeGreaterThanOrEqual(2);
        expect(starts).toEqual(starts.map((_, i) => addDays(start, i + 1)));
      }),
    );
  });

  it('is looked for on a day that was closed, since it can be open by then', () => {
    const closed = settingsWith([
      { from: isoDate('2027-03-02'), until: isoDate('2027-03-12'), reason: 'verhuizing' },
    ]);
    const look = nextLook(closed, at('2027-03-02 00:00'));
    expect(dateOf(look)).toBe('2027-03-02');
    expect(isMorning(closed, look, isoDate('2027-03-01'))).toBe(false);
    expect(isMorning(settingsWith(), look, isoDate('2027-03-01'))).toBe(true);
    expect(dateOf(nextOverview(closed, look))).toBe('2027-03-15');
  });
});
