import { daysBetween, type IsoDate } from '../domain/dates.ts';
import type { Cause, ConnectionFunction } from '../domain/vocabulary.ts';
import { expectedGoLive, lateness } from './terms.ts';
import type { Turn } from './turn.ts';

/**
 * After the expected ingebruikname changed from `before`: what Logius caused of the uitloop is counted apart. It is
 * never more than the uitloop as a whole, which can become less again.
 */
export function attributeLateness(
  turn: Turn,
  fn: ConnectionFunction,
  cause: Cause | null,
  before: IsoDate | null,
): void {
  const connection = turn.connection(fn);
  const after = expectedGoLive(turn.context, connection);
  const whole = lateness(turn.context, connection);
  if (whole === null) return;
  const moved = before === null || after === null ? 0 : daysBetween(before, after);
  const byLogius = connection.latenessByLogius + (cause === 'logius' ? moved : 0);
  turn.changeConnection(fn, { latenessByLogius: Math.min(whole, Math.max(0, byLogius)) });
}
