import { instantAt, type LocalTime } from '../amsterdam.ts';
import type { Calendar } from '../calendar.ts';
import { addDays, weekday, type IsoDate } from '../dates.ts';
import type { ConnectionFunction } from '../vocabulary.ts';
import type { Period, Plan, SlotPlan, TranchePlan } from './plan.ts';
import type { Slot } from './requests.ts';

/** A slot of the plan: a moment with places for so many chain tests. */
export interface PlannedSlot extends Slot {
  readonly date: IsoDate;
  readonly capacity: number;
  readonly functions: readonly ConnectionFunction[];
}

/** The days that a slot of the plan falls on. One on a date is taken at its word; a weekly one keeps to working days. */
export function slotDays(slot: SlotPlan, chainTests: Period, calendar: Calendar): readonly IsoDate[] {
  if (slot.kind === 'once') return [slot.date];
  const days: IsoDate[] = [];
  for (let day = chainTests.from; day <= chainTests.until; day = addDays(day, 1)) {
    if (slot.weekdays.includes(weekday(day)) && calendar.isWorkingDay(day)) days.push(day);
  }
  return days;
}

/**
 * Every slot of the plan, in order of begin, then of the plan. The id is readable and stays the same from one
 * version of the plan to the next: `2027-T1.2027-03-02.0900`. Only where a tranche has several slots at one
 * moment, for different functions, it ends in the function: `2027-T1.2027-03-02.0900.berichtenbox`.
 */
export function expandSlots(plan: Plan, calendar: Calendar): readonly PlannedSlot[] {
  return plan.tranches
    .flatMap((tranche) => expandTranche(tranche, calendar))
    .sort((a, b) => a.begin - b.begin);
}

function expandTranche(tranche: TranchePlan, calendar: Calendar): PlannedSlot[] {
  const planned = tranche.slots.flatMap((slot) =>
    slotDays(slot, tranche.chainTests, calendar).map((date) => ({
      slot,
      date,
      moment: momentId(tranche, date, slot.begin),
    })),
  );
  const atMoment = new Map<string, number>();
  for (const { moment } of planned) atMoment.set(moment, (atMoment.get(moment) ?? 0) + 1);
  return planned.map(({ slot, date, moment }) => ({
    id: atMoment.get(moment) === 1 ? moment : [moment, ...slot.functions].join('.'),
    tranche: tranche.name,
    date,
    begin: instantAt(date, slot.begin),
    end: instantAt(date, slot.end),
    capacity: slot.capacity,
    functions: slot.functions,
  }));
}

function momentId(tranche: TranchePlan, date: IsoDate, begin: LocalTime): string {
  return `${tranche.name}.${date}.${begin.replace(':', '')}`;
}
