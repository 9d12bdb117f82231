import { toFillIn } from '../../to-fill-in.ts';
import type { PlanningOverview, SlotOverview } from '../overview.ts';
import type { PlannerOrder } from './orders.ts';

/** Input for each order, made of what the planning is now; null when there is nothing to order. */

type Example = PlannerOrder['example'];

export const acceptExample: Example = ({ proposals }) => {
  const open = proposals.find(({ moves }) => moves.some(({ status }) => status === 'proposed'));
  return open === undefined ? null : { voorstel: open.id };
};

export const rejectExample: Example = ({ proposals }) => {
  const open = proposals.find(({ isOpen }) => isOpen);
  return open === undefined ? null : { voorstel: open.id, reden: toFillIn('reden') };
};

/** Who gains most first; else anybody, as an example of the form. */
export const offerExample: Example = (overview) => {
  const [freed] = overview.freed;
  const [candidate] = freed?.candidates ?? [];
  if (freed !== undefined && candidate !== undefined) {
    return { tijdslot: freed.slot, afnemer: candidate.organisation, functie: candidate.function };
  }
  const move = someMove(overview);
  return move === null ? null : { tijdslot: move.to, afnemer: move.organisation, functie: move.function };
};

export const moveTrancheExample: Example = ({ tranches }) => {
  const tranche = tranches.find(({ slots }) => slots.some(isToCome));
  return tranche === undefined ? null : { tranche: tranche.name, reden: toFillIn('reden') };
};

export const clearPeriodExample: Example = (overview) => {
  const [slot] = slotsToCome(overview);
  return slot === undefined ? null : { van: slot.date, totEnMet: slot.date, reden: toFillIn('reden') };
};

export const proposeExample: Example = (overview) => {
  const move = someMove(overview);
  return move === null
    ? null
    : { verplaatsingen: [{ afnemer: move.organisation, functie: move.function, naar: move.to }] };
};

function isToCome({ past, occupants }: SlotOverview): boolean {
  return !past && occupants.length > 0;
}

function slotsToCome({ tranches }: PlanningOverview): readonly SlotOverview[] {
  return tranches.flatMap(({ slots }) => slots.filter(isToCome));
}

/** A function that has a test to come, and another free slot that takes it. */
function someMove(overview: PlanningOverview) {
  const free = overview.tranches
    .filter(({ status }) => status === 'open' || status === 'actief')
    .flatMap(({ slots }) =>
      slots.filter(({ past, capacity, kept, occupants }) => !past && occupants.length + kept < capacity),
    );
  for (const slot of slotsToCome(overview)) {
    for (const { organisation, function: fn } of slot.occupants) {
      const to = free.find(({ id, functions }) => id !== slot.id && functions.includes(fn));
      if (to !== undefined) return { organisation, function: fn, to: to.id };
    }
  }
  return null;
}
