import { deskCalendar, type Calendar, type Closure } from '../domain/calendar.ts';
import type { TrackContext } from './context.ts';

const calendars = new WeakMap<readonly Closure[], Calendar>();

/** The desk's working days, as pinned in the track. Kept per list of closures: a calendar remembers the years it counted. */
export function calendarOf(context: Pick<TrackContext, 'settings'>): Calendar {
  const { closures } = context.settings;
  let calendar = calendars.get(closures);
  if (calendar === undefined) {
    calendar = deskCalendar(closures);
    calendars.set(closures, calendar);
  }
  return calendar;
}
