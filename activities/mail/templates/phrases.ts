import { dateOf, timeOf } from '../../../machines/domain/amsterdam.ts';
import { formatDate } from '../../../machines/domain/dutch-dates.ts';
import type { Slot } from '../../../machines/domain/planning/requests.ts';
import type { Cause, ConnectionFunction } from '../../../machines/domain/vocabulary.ts';

/** A function inside a sentence: "de aansluiting op de Berichtenbox". */
export const functionPhrases: Readonly<Record<ConnectionFunction, string>> = {
  berichtenbox: 'de Berichtenbox',
  lopendeZaken: 'Lopende Zaken',
};

/** dinsdag 2 maart 2027, van 09:00 tot 13:00 uur */
export function slotPhrase({ begin, end }: Slot): string {
  return `${formatDate(dateOf(begin))}, van ${timeOf(begin)} tot ${timeOf(end)} uur`;
}

/** a; a en b; a, b en c */
export function enumerate(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} en ${last}`;
}

/** Lateness with cause Logius is counted apart, and the mail says so (rules of the track). */
export const notYourDelay =
  'Onze excuses daarvoor. Deze vertraging telt niet mee als vertraging van uw organisatie.';

export const delayCausePhrases: Readonly<Record<Cause, string>> = {
  consumer: 'De reden is een vertraging bij uw organisatie.',
  supplier: 'De reden is een vertraging bij uw leverancier.',
  logius: `De reden is een vertraging bij Logius. ${notYourDelay}`,
};
