import { formatShortDate } from '../dutch-dates.ts';
import type { SlotOverview } from './overview.ts';

/** Slots to come with places that nobody has and that are kept for nobody, in order. */
export function freeSlots(
  slots: readonly SlotOverview[],
): readonly (SlotOverview & { readonly places: number })[] {
  return slots.flatMap((slot) => {
    const places = slot.past ? 0 : slot.capacity - slot.occupants.length - slot.kept;
    return places > 0 ? [{ ...slot, places }] : [];
  });
}

/** "3 plaatsen in 2 tijdsloten, vanaf 9-3-2027" */
export function freeText(slots: readonly SlotOverview[]): string {
  const free = freeSlots(slots);
  const [first] = free;
  if (first === undefined) return 'geen tijdslot';
  const places = free.reduce((sum, slot) => sum + slot.places, 0);
  const inSlots = free.length === 1 ? '1 tijdslot' : `${free.length} tijdsloten`;
  return `${places === 1 ? '1 plaats' : `${places} plaatsen`} in ${inSlots}, vanaf ${formatShortDate(first.date)}`;
}
