import { deskCalendar, type Calendar } from '../calendar.ts';
import type { Plan, TranchePlan } from './plan.ts';
import { expandSlots, type PlannedSlot } from './slots.ts';

/** What follows from a plan alone, worked out once per plan. */
export interface Schedule {
  readonly calendar: Calendar;
  /** In order of begin. */
  readonly slots: readonly PlannedSlot[];
  readonly slotsById: ReadonlyMap<string, PlannedSlot>;
  readonly tranches: ReadonlyMap<string, TranchePlan>;
}

const schedules = new WeakMap<Plan, Schedule>();

/** For a plan without problems: see `checkPlan`. */
export function scheduleOf(plan: Plan): Schedule {
  let schedule = schedules.get(plan);
  if (schedule === undefined) {
    const calendar = deskCalendar(plan.closures);
    const slots = expandSlots(plan, calendar);
    schedule = {
      calendar,
      slots,
      slotsById: new Map(slots.map((slot) => [slot.id, slot])),
      tranches: new Map(plan.tranches.map((tranche) => [tranche.name, tranche])),
    };
    schedules.set(plan, schedule);
  }
  return schedule;
}
