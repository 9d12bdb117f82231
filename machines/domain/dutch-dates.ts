import { dateOf, timeOf, type Instant } from './amsterdam.ts';
import { weekday, type IsoDate } from './dates.ts';

/** Dates and times in words for people (Dutch, local time). Not by Intl: its data differ between machines. */

const weekdays = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'] as const;
const months = [
  'januari',
  'februari',
  'maart',
  'april',
  'mei',
  'juni',
  'juli',
  'augustus',
  'september',
  'oktober',
  'november',
  'december',
] as const;

/** dinsdag 2 maart 2027 */
export function formatDate(date: IsoDate): string {
  const { year, month, day } = parts(date);
  return `${weekdays[weekday(date) - 1]} ${day} ${months[month - 1]} ${year}`;
}

/** 2-3-2027 */
export function formatShortDate(date: IsoDate): string {
  const { year, month, day } = parts(date);
  return `${day}-${month}-${year}`;
}

/** dinsdag 2 maart 2027 om 09:30 uur */
export function formatMoment(instant: Instant): string {
  return `${formatDate(dateOf(instant))} om ${timeOf(instant)} uur`;
}

/** A whole number of minutes, zero or more: 1 uur en 30 minuten; 4 uur; 1 minuut; 0 minuten. */
export function formatDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const restInWords = `${rest} ${rest === 1 ? 'minuut' : 'minuten'}`;
  if (hours === 0) return restInWords;
  return rest === 0 ? `${hours} uur` : `${hours} uur en ${restInWords}`;
}

function parts(date: IsoDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}
