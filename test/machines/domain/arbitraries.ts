import * as fc from 'fast-check';
import { dateOfDayNumber, dayNumber, isoDate, type IsoDate } from '../../../machines/domain/dates.ts';

function datesBetween(first: string, last: string): fc.Arbitrary<IsoDate> {
  return fc.integer({ min: dayNumber(isoDate(first)), max: dayNumber(isoDate(last)) }).map(dateOfDayNumber);
}

/** The years that the calendars are tried on. */
export const plannedDate = datesBetween('2026-01-01', '2030-12-31');

export const anyDate = datesBetween('1900-01-01', '2200-12-31');
