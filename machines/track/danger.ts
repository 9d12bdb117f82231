import type { ConnectionFunction } from '../domain/vocabulary.ts';
import { isInDanger } from './terms.ts';
import type { Turn } from './turn.ts';

/** A danger is told once: by the function, its attempt and the day on which the speling is gone. */
export function dangerId(fn: ConnectionFunction, attempt: number, day: string): string {
  return `${prefix(fn)}${attempt}/${day}`;
}

function prefix(fn: ConnectionFunction): string {
  return `danger/${fn}.`;
}

/** What was told of the planning of before is over; when the same day comes to count again, it is told again. */
export function forgetDanger(turn: Turn, fn: ConnectionFunction): void {
  turn.settle(fn, 'inDanger');
  turn.change({ fired: turn.context.fired.filter((id) => !id.startsWith(prefix(fn))) });
}

/** Work that was done, or another date, can give speling back. */
export function settleDanger(turn: Turn, fn: ConnectionFunction): void {
  if (!isInDanger(turn.context, fn, turn.connection(fn))) forgetDanger(turn, fn);
}
