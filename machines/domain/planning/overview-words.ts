import { isoDate } from '../dates.ts';
import { formatShortDate } from '../dutch-dates.ts';
import { escape, link } from '../markdown.ts';
import { trackId } from '../../protocol.ts';
import { workflowLink } from '../ui-links.ts';
import { functionWords } from '../words.ts';
import type { Period } from './plan.ts';
import type { ReservationKey } from './state.ts';

/** The words that the planning's page and its text share. */

/** From its id: "2-3-2027 om 09:00 (2027-T1)". */
export function slotWords(id: string): string {
  const [tranche = '', day = '', time = ''] = id.split('.');
  return `${formatShortDate(isoDate(day))} om ${time.slice(0, 2)}:${time.slice(2)} (${tranche})`;
}

export function periodText({ from, until }: Period): string {
  return `${formatShortDate(from)} tot en met ${formatShortDate(until)}`;
}

/** Empty when it is on time. */
export function latenessText(days: number): string {
  if (days === 0) return '';
  return days === 1 ? 'uitloop 1 dag' : `uitloop ${days} dagen`;
}

/** In Markdown: "Gouda, Berichtenbox", with a link to its track. */
export function whoItem(
  { name, organisation, function: fn }: ReservationKey & { readonly name: string },
  ui: string,
): string {
  return `${link(escape(name), workflowLink(ui, trackId(organisation)))}, ${functionWords[fn]}`;
}
