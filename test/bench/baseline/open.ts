import type { TrackContext, WatchedItem } from '../../../machines/track/context.ts';
import { letterLines } from '../../../machines/track/decisions/desk.ts';

/** The letter was prepared for what is no longer open. */
export function isLetterMoot(context: TrackContext): boolean {
  if (context.suspension !== null || !context.tasks.some(({ kind }) => kind === 'letterPrepared'))
    return false;
  return letterLines(context).length === 0;
}

/** Whether the watch knows these items, asking the same: most events change nothing here. */
export function areSame(known: readonly WatchedItem[], items: readonly WatchedItem[]): boolean {
  return known.length === items.length && known.every((item, i) => isSame(item, items[i]));
}

/** Two items that share their rungs, and ask the same. */
function isSame(one: WatchedItem, other: WatchedItem | undefined): boolean {
  if (other === undefined || one.subject !== other.subject) return false;
  if (one.waitsOn !== other.waitsOn || one.due !== other.due) return false;
  const isAboutSame =
    one.subject === 'reply' ||
    (one.function === other.function && one.step === other.step && one.attempt === other.attempt);
  return (
    isAboutSame &&
    one.asked.length === other.asked.length &&
    one.asked.every((word, i) => word === other.asked[i])
  );
}
