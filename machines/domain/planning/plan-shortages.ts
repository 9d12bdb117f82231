import { timeOf, type Instant } from '../amsterdam.ts';
import { formatDate } from '../dutch-dates.ts';
import type { Problem } from '../problem.ts';
import { occupancyOf } from './capacity.ts';
import type { Plan } from './plan.ts';
import { scheduleOf } from './schedule.ts';
import { slotDays } from './slots.ts';
import type { PlanningState } from './state.ts';

/**
 * Where a new plan has less room than is taken now, by the file's Dutch paths. It can be published all the same:
 * nobody loses a place by it, but moves will have to be agreed.
 */
export function shortagesOf(state: PlanningState, plan: Plan, now: Instant): readonly Problem[] {
  return [...goneTranches(state, plan), ...smallTranches(state, plan), ...smallSlots(state, plan, now)];
}

function goneTranches(state: PlanningState, plan: Plan): readonly Problem[] {
  const { tranches } = scheduleOf(plan);
  return [...occupancyOf(state).organisations].flatMap(([name, { size }]) =>
    size === 0 || tranches.has(name)
      ? []
      : [{ path: 'tranches', expected: `tranche ${name}, waarin ${counted(size)}`, found: 'niets' }],
  );
}

function counted(organisations: number): string {
  return organisations === 1 ? '1 organisatie meetelt' : `${organisations} organisaties meetellen`;
}

function smallTranches(state: PlanningState, { tranches }: Plan): readonly Problem[] {
  return tranches.flatMap(({ name, maximumOrganisations }, i) => {
    const size = occupancyOf(state).organisations.get(name)?.size ?? 0;
    if (size <= maximumOrganisations) return [];
    const expected = `ten minste ${size}: zoveel organisaties tellen er nu mee`;
    return [{ path: `tranches.${i}.maximumOrganisaties`, expected, found: String(maximumOrganisations) }];
  });
}

/** A weekly pattern is told once, by the day on which most places are taken. */
function smallSlots(state: PlanningState, plan: Plan, now: Instant): readonly Problem[] {
  const { slots: planned, calendar } = scheduleOf(plan);
  const short = planned.flatMap((slot) => {
    const taken = occupancyOf(state).places.get(slot.id) ?? 0;
    return slot.begin > now && taken > slot.capacity ? [{ ...slot, taken }] : [];
  });
  return plan.tranches.flatMap(({ name, chainTests, slots }, i) =>
    slots.flatMap((slot, j): readonly Problem[] => {
      const days = slotDays(slot, chainTests, calendar);
      const [worst] = short
        .filter(
          ({ tranche, date, begin, functions }) =>
            tranche === name &&
            days.includes(date) &&
            timeOf(begin) === slot.begin &&
            functions.every((fn) => slot.functions.includes(fn)),
        )
        .sort((a, b) => b.taken - a.taken);
      if (worst === undefined) return [];
      const expected = `ten minste ${worst.taken}: zoveel plaatsen zijn er bezet op ${formatDate(worst.date)}`;
      return [{ path: `tranches.${i}.tijdsloten.${j}.plaatsen`, expected, found: String(slot.capacity) }];
    }),
  );
}
