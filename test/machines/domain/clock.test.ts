import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt } from '../../../machines/domain/amsterdam.ts';
import {
  businessTime,
  clockSchema,
  formatTempo,
  identityClock,
  parseTempo,
  realDuration,
  realTime,
  type Clock,
} from '../../../machines/domain/clock.ts';
import { isoDate } from '../../../machines/domain/dates.ts';

const day = 86_400_000;
const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) });
const clock: fc.Arbitrary<Clock> = fc.record({
  anchorReal: instant,
  anchorBusiness: instant,
  dayLengthMs: fc.oneof(fc.constantFrom(1, 700, 60_000, day - 1, day), fc.integer({ min: 1, max: day })),
});

describe('business time', () => {
  it('is real time by default', () => {
    fc.assert(
      fc.property(instant, (now) => {
        expect([businessTime(identityClock, now), realTime(identityClock, now)]).toEqual([now, now]);
        expect(realDuration(identityClock, now)).toBe(now);
      }),
    );
  });

  it('goes from real time and back without loss, before and after the anchor', () => {
    fc.assert(
      fc.property(clock, fc.integer({ min: -10 * 365, max: 10 * 365 }), fc.nat(day), (c, days, rest) => {
        const real = c.anchorReal + days * c.dayLengthMs + Math.floor((rest * c.dayLengthMs) / day);
        expect(realTime(c, businessTime(c, real))).toBe(real);
      }),
      { numRuns: 1000 },
    );
  });

  it('has reached an instant at its real time, and not a millisecond before', () => {
    fc.assert(
      fc.property(clock, fc.integer({ min: -3650 * day, max: 3650 * day }), (c, ahead) => {
        const moment = c.anchorBusiness + ahead;
        const real = realTime(c, moment);
        expect(businessTime(c, real)).toBeGreaterThanOrEqual(moment);
        expect(businessTime(c, real - 1)).toBeLessThan(moment);
      }),
      { numRuns: 1000 },
    );
  });

  it('lets a timer of realDuration not fire early', () => {
    fc.assert(
      fc.property(clock, fc.nat(3650 * day), fc.nat(1_000_000), (c, wait, since) => {
        const real = c.anchorReal + since;
        const due = businessTime(c, real) + wait;
        expect(businessTime(c, real + realDuration(c, wait))).toBeGreaterThanOrEqual(due - 1);
      }),
    );
  });

  it('runs a calendar day a minute from a pinned date', () => {
    const start = instantAt(isoDate('2027-01-04'), '00:00');
    const rehearsal: Clock = { anchorReal: 1_000_000, anchorBusiness: start, dayLengthMs: 60_000 };
    expect(businessTime(rehearsal, 1_000_000)).toBe(start);
    expect(businessTime(rehearsal, 1_060_000)).toBe(start + day);
    expect(realTime(rehearsal, instantAt(isoDate('2027-01-04'), '12:00'))).toBe(1_030_000);
    expect(realDuration(rehearsal, day / 4)).toBe(15_000);
  });
});

describe('clockSchema', () => {
  it.each([
    { ...identityClock, dayLengthMs: 0 },
    { ...identityClock, dayLengthMs: day + 1 },
    { ...identityClock, dayLengthMs: 0.5 },
    { ...identityClock, anchorReal: 0.5 },
    { anchorReal: 0, anchorBusiness: 0 },
  ])('refuses %j', (value) => {
    expect(clockSchema.safeParse(value).success).toBe(false);
  });

  it('takes the identity', () => {
    expect(clockSchema.parse(identityClock)).toEqual(identityClock);
  });
});

describe('tempo', () => {
  it.each([
    ['24h', day],
    ['1h', 3_600_000],
    ['1m', 60_000],
    ['1440m', day],
    ['2s', 2000],
    ['90s', 90_000],
    ['700ms', 700],
  ])('reads %s', (text, milliseconds) => {
    expect(parseTempo(text)).toBe(milliseconds);
  });

  it.each([
    '',
    '0s',
    '0ms',
    '25h',
    '86400001ms',
    '1d',
    '1',
    'm',
    '-1m',
    '1.5m',
    '1 m',
    '1M',
    `${'9'.repeat(400)}h`,
  ])('refuses %j, saying what it expected and found', (text) => {
    expect(() => parseTempo(text)).toThrow(RangeError);
    expect(() => parseTempo(text)).toThrow(
      `Tempo: verwacht: de duur van een kalenderdag, meer dan 0 en hoogstens 24h, zoals 24h, 1m, 2s of 700ms; gevonden: ${text === '' ? 'niets' : `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}"`}`,
    );
  });

  it('writes in the largest unit that fits whole', () => {
    expect([day, 60_000, 90_000, 2000, 700].map(formatTempo)).toEqual(['24h', '1m', '90s', '2s', '700ms']);
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: day }), (milliseconds) => {
        expect(parseTempo(formatTempo(milliseconds))).toBe(milliseconds);
      }),
    );
  });
});
