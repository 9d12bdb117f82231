import type { Instant } from '../machines/domain/amsterdam.ts';
import { businessTime, type Clock } from '../machines/domain/clock.ts';

/**
 * The moment of a query, in business time. Between events a workflow's own clock stands still: without the asker's,
 * "today" would be the day of the last event. `askedAt`: epoch milliseconds; whoever asks by hand leaves it out.
 */
export function momentOfAsking(clock: Clock, askedAt: unknown): Instant {
  return businessTime(clock, Math.max(Date.now(), Number.isSafeInteger(askedAt) ? Number(askedAt) : 0));
}
