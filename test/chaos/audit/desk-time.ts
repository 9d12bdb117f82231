import type { Evidence } from './evidence.ts';

/**
 * The audit's own calendar and clock: written out, and by the time zones of Node, so that a mistake in the product's
 * does not hide itself.
 */

const closed = new Set(
  [
    '2027-01-01 2027-03-26 2027-03-29 2027-04-27 2027-05-05',
    '2027-05-06 2027-05-07 2027-05-17',
    '2028-04-14 2028-04-17 2028-04-27 2028-04-28 2028-05-05',
    '2028-05-25 2028-05-26 2028-06-05 2028-12-25 2028-12-26',
  ].flatMap((days) => days.split(' ')),
);
const dayMs = 86_400_000;

export function isWorkingDay(date: string): boolean {
  const weekday = new Date(date).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !closed.has(date);
}

/** The n-th working day after (before, when negative); 0: the day itself, or the next working day. */
export function workingDay(date: string, n: number): string {
  const step = n < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(n); left > 0;) {
    day = plusDays(day, step);
    if (isWorkingDay(day)) left--;
  }
  while (!isWorkingDay(day)) day = plusDays(day, 1);
  return day;
}

function plusDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}

const amsterdam = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2027-03-01 09:12:00`, on the clocks of the Netherlands. */
export function onTheClock(instant: number): string {
  return amsterdam.format(instant);
}

export function dateAt(instant: number): string {
  return onTheClock(instant).slice(0, 10);
}

/** The moment at which a clock in the Netherlands shows so many minutes past nine. */
export function morning(date: string, minutes: number): number {
  const guess = Date.parse(`${date}T09:00:00Z`) + minutes * 60_000;
  const shown = Date.parse(`${onTheClock(guess).replace(' ', 'T')}Z`);
  return guess - (shown - guess);
}

/** Business time at a moment of real time. */
export function businessAt({ clock }: Pick<Evidence, 'clock'>, real: number): number {
  return clock.anchorBusiness + Math.floor(((real - clock.anchorReal) * dayMs) / clock.dayLengthMs);
}

/** The minute after nine in which an organisation gets its mail (FNV-1a over its id). */
export function minuteOf(organisation: string): number {
  let hash = 2_166_136_261;
  for (const character of organisation) {
    hash ^= character.charCodeAt(0);
    hash = Number((BigInt(hash >>> 0) * 16_777_619n) % 4_294_967_296n);
  }
  return hash % 60;
}
