import { z } from 'zod';
import type { Instant } from './amsterdam.ts';
import { expectation } from './expectation.ts';

const day = 86_400_000;

/**
 * Business time runs at a tempo from an anchor: at `anchorReal` (epoch milliseconds of real time) it is
 * `anchorBusiness`, and a calendar day of business time takes `dayLengthMs` of real time. Never slower than
 * real time. All are whole numbers; then the arithmetic below is exact (products stay under 2^53).
 */
export const clockSchema = z.object({
  anchorReal: z.number().int(),
  anchorBusiness: z.number().int(),
  dayLengthMs: z.number().int().min(1).max(day),
});
export type Clock = Readonly<z.infer<typeof clockSchema>>;

/** Business time is real time. */
export const identityClock: Clock = { anchorReal: 0, anchorBusiness: 0, dayLengthMs: day };

/** The instant of business time at a real time (epoch milliseconds), rounded down to a millisecond. */
export function businessTime(clock: Clock, real: number): Instant {
  return clock.anchorBusiness + scaled(real - clock.anchorReal, clock.dayLengthMs, day, Math.floor);
}

/**
 * The first real millisecond at which business time has reached the instant: a timer set for it never fires
 * early. `realTime(clock, businessTime(clock, real)) === real`.
 */
export function realTime(clock: Clock, instant: Instant): number {
  return clock.anchorReal + scaled(instant - clock.anchorBusiness, day, clock.dayLengthMs, Math.ceil);
}

/** How long so many milliseconds of business time take in real time, rounded up to a millisecond. */
export function realDuration(clock: Clock, milliseconds: number): number {
  return scaled(milliseconds, day, clock.dayLengthMs, Math.ceil);
}

/** value × to / from, by whole periods first, so that no product leaves the exact integers. */
function scaled(value: number, from: number, to: number, round: (x: number) => number): number {
  const periods = Math.floor(value / from);
  const rest = value - periods * from;
  return periods * to + round((rest * to) / from);
}

/** Largest first. */
const units: ReadonlyMap<string, number> = new Map([
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
]);

/**
 * A tempo is the real length of a calendar day, in milliseconds: "24h", "1m", "2s" or "700ms".
 * @throws RangeError (Dutch) when it is not of that form, or not between 1ms and 24h.
 */
export function parseTempo(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+)(ms|[smh])$/.exec(text) ?? [];
  const length = Number(amount) * (units.get(unit) ?? 0);
  if (length <= 0 || length > day) {
    throw new RangeError(
      `Tempo: ${expectation('de duur van een kalenderdag, meer dan 0 en hoogstens 24h, zoals 24h, 1m, 2s of 700ms', text)}`,
    );
  }
  return length;
}

/** The inverse of `parseTempo`, in the largest unit that fits whole. */
export function formatTempo(dayLengthMs: number): string {
  const [unit, size] = [...units].find(([, milliseconds]) => dayLengthMs % milliseconds === 0) ?? ['ms', 1];
  return `${dayLengthMs / size}${unit}`;
}
