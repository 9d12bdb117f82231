import { dateOf } from '../../../machines/domain/amsterdam.ts';
import { businessTime, type Clock } from '../../../machines/domain/clock.ts';
import type { Course } from './course.ts';
import type { Task } from './history.ts';

/**
 * The first workflow task that was after midnight of the day to which it belongs, as a sentence; null when there is none.
 * How late something comes on its own day changes nothing to what it costs; on another day dates are others, and with them
 * what there is to do.
 */
export function lateIn({ start, stops }: Course, tasks: readonly Task[], clock: Clock): string | null {
  const acts = [start.begunAt, ...stops.flatMap((stop) => (stop.kind === 'act' ? [stop.at] : []))].values();
  let day = dateOf(start.begunAt);
  for (const { began, cause } of tasks) {
    if (cause?.kind === 'update') day = dateOf(acts.next().value ?? start.begunAt);
    if (cause?.kind === 'timer') day = dateOf(businessTime(clock, cause.due));
    const found = dateOf(businessTime(clock, began));
    if (found !== day) return `${day} werd ${found}`;
  }
  return null;
}
