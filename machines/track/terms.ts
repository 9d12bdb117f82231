import { dateOf } from '../domain/amsterdam.ts';
import { calendarOf } from './desk-days.ts';
import { addDays, daysBetween, earliest, latest, type IsoDate } from '../domain/dates.ts';
import { preproductionChecklist, goLiveChecklist } from '../domain/checklist.ts';
import type { Slot } from '../domain/planning/requests.ts';
import type { ConnectionFunction } from '../domain/vocabulary.ts';
import type { Connection, TrackContext } from './context.ts';

/** Dates that follow from where a function stands: pure, in the desk's working days. */

export function slotOf(connection: Connection): Slot | null {
  return connection.place.status === 'held' || connection.place.status === 'agreed'
    ? connection.place.slot
    : null;
}

/** The slot about which the consumer is asked for its akkoord: that of a move that is proposed, else the one that it holds. */
export function slotToAgree(connection: Connection): Slot | null {
  return connection.move?.status === 'proposed' ? connection.move.slot : slotOf(connection);
}

/**
 * Forward term: counts from the day after a receipt or an opening, and is pushed by the working days that were
 * suspended while it ran: from the day after the suspension, up to and including that of the resumption. Suspensions
 * that were told afterwards can overlap; a day counts once.
 */
export function forward(context: TrackContext, from: IsoDate, days: number): IsoDate {
  const calendar = calendarOf(context);
  let due = calendar.addWorkingDays(from, days);
  let counted = from;
  for (const { since, resumedOn } of inOrder(context.suspensions)) {
    const before = latest(counted, since);
    if (since >= due || resumedOn <= before) continue;
    const suspended = calendar.workingDaysBetween(before, resumedOn);
    if (suspended > 0) due = calendar.addWorkingDays(due, suspended);
    counted = resumedOn;
  }
  return due;
}

/** By when the consumer answers what was proposed to it on a day: a move is kept for it no longer than the planning says. */
export function assignmentDue(context: TrackContext, { move }: Connection, proposed: IsoDate): IsoDate {
  const due = forward(context, proposed, context.settings.policy.termijnen.inroostering);
  return move?.status === 'proposed' ? earliest(due, move.answerBy) : due;
}

function inOrder(suspensions: TrackContext['suspensions']): TrackContext['suspensions'] {
  return suspensions.toSorted((a, b) => (a.since < b.since ? -1 : 1));
}

/** No due date of a consumer lies within so many working days of the opening of its step. */
export function notBeforeMinimum(context: TrackContext, due: IsoDate, opened: IsoDate): IsoDate {
  const calendar = calendarOf(context);
  const minimum = calendar.addWorkingDays(opened, context.settings.policy.termijnen.minimaal);
  return latest(calendar.onOrBefore(due), minimum);
}

/** Nominal working days of preproduction work still to do, before the chain test; what was done before a correction counts. */
function nominalBeforeTest(context: TrackContext, fn: ConnectionFunction, connection: Connection): number {
  const whole = context.settings.policy.nominaal.preproductie[fn];
  switch (connection.stage) {
    case 'declaration':
    case 'trancheAssignment':
    case 'impactAnalysis':
    case 'application':
    case 'preproduction': {
      const all = preproductionChecklist.items(fn).length;
      return Math.ceil((whole * preproductionChecklist.open(fn, connection.checklist).length) / all);
    }
    case 'chainTest':
    case 'goLive':
    case 'live':
    case 'withdrawn':
    case 'supplierReady':
    case 'succeeded':
      return 0;
  }
}

/** The first day on which a chain test makes sense: see "Earliest chain-test slot" in docs/domain.md. */
export function earliestSlot(context: TrackContext, fn: ConnectionFunction, connection: Connection): IsoDate {
  const calendar = calendarOf(context);
  const today = dateOf(context.now);
  const candidates = [calendar.addWorkingDays(today, nominalBeforeTest(context, fn, connection))];
  if (connection.requested.testStart !== null) {
    const nominal = context.settings.policy.nominaal.preproductie[fn];
    candidates.push(calendar.addWorkingDays(connection.requested.testStart, nominal));
  }
  if (connection.readyFrom !== null) candidates.push(connection.readyFrom);
  return latest(addDays(today, 1), ...candidates);
}

/** Afgesproken ingebruikname for a slot: the later of the gewenste one and slot + 10 working days. */
export function goLiveFor(context: TrackContext, connection: Connection, slot: Slot): IsoDate | null {
  if (connection.supplier) return null;
  const calendar = calendarOf(context);
  const possible = calendar.addWorkingDays(
    dateOf(slot.begin),
    context.settings.policy.nominaal.ingebruikname,
  );
  return connection.requested.goLive === null ? possible : latest(connection.requested.goLive, possible);
}

/** The agreed ingebruikname, or the later date that a delay gives. */
export function expectedGoLive(context: TrackContext, connection: Connection): IsoDate | null {
  const { agreed, delay } = connection;
  if (agreed.goLive === null || delay?.ready === undefined || delay.ready === null) return agreed.goLive;
  if (connection.stage === 'goLive') return latest(agreed.goLive, delay.ready);
  const calendar = calendarOf(context);
  return latest(
    agreed.goLive,
    calendar.addWorkingDays(delay.ready, context.settings.policy.nominaal.ingebruikname),
  );
}

/** Uitloop: calendar days past the gewenste ingebruikname; 0 when on time, null when there is none to measure against. */
export function lateness(context: TrackContext, connection: Connection): number | null {
  const expected = connection.actual.goLive ?? expectedGoLive(context, connection);
  if (connection.supplier || connection.requested.goLive === null || expected === null) return null;
  return Math.max(0, daysBetween(connection.requested.goLive, expected));
}

/**
 * The first day on which speling is below zero when nothing happens before it: working days until the slot (or,
 * after the test, until the agreed ingebruikname) fewer than the nominal days of the work that is left.
 */
export function dangerDay(
  context: TrackContext,
  fn: ConnectionFunction,
  connection: Connection,
): IsoDate | null {
  const calendar = calendarOf(context);
  if (connection.stage === 'goLive') {
    const target = expectedGoLive(context, connection);
    const all = goLiveChecklist.items(fn).length;
    const open = goLiveChecklist.open(fn, connection.goLiveItems).length;
    const left = Math.ceil((context.settings.policy.nominaal.ingebruikname * open) / all);
    return target === null ? null : dayAfterLastChance(calendar.onOrBefore(target), left);
  }
  const slot = slotOf(connection);
  const left = nominalBeforeTest(context, fn, connection);
  return slot === null || left === 0 ? null : dayAfterLastChance(dateOf(slot.begin), left);

  function dayAfterLastChance(target: IsoDate, days: number): IsoDate {
    return calendar.addWorkingDays(calendar.addWorkingDays(target, -days), 1);
  }
}

/** The last day on which there is speling, when nothing happens before it. */
export function lastSafeDay(
  context: TrackContext,
  fn: ConnectionFunction,
  connection: Connection,
): IsoDate | null {
  const day = dangerDay(context, fn, connection);
  return day === null ? null : calendarOf(context).addWorkingDays(day, -1);
}

/** Working days to spare; negative means that the agreed date is in danger. Null when there is nothing to measure against. */
export function slack(context: TrackContext, fn: ConnectionFunction, connection: Connection): number | null {
  const day = dangerDay(context, fn, connection);
  if (day === null) return null;
  return calendarOf(context).workingDaysBetween(dateOf(context.now), day) - 1;
}

export function isInDanger(context: TrackContext, fn: ConnectionFunction, connection: Connection): boolean {
  // A place that is only voorlopig is no promise yet.
  const day = connection.place.status === 'agreed' ? dangerDay(context, fn, connection) : null;
  return day !== null && day <= dateOf(context.now);
}
