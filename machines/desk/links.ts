import { formatShortDate } from '../domain/dutch-dates.ts';
import { encoded, listLink, workflowLink } from '../domain/ui-links.ts';
import { trackId } from '../protocol.ts';
import type { View } from './views.ts';

/** Addresses of what the desk opens: see `../domain/ui-links.ts`. */

/**
 * The list of a view, which the browser that opens it keeps among its saved views: each time anew, also when it has the
 * same one already. So it is no link for every day. Of a list with dates the name says of which day it is.
 */
export function keepLink(ui: string, { name, query, on }: View): string {
  const kept = on === null ? name : `${name} ${formatShortDate(on)}`;
  return `${listLink(ui, query)}&savedQuery=${encoded(kept)}`;
}

/** What the desk reads of one run: the tab with its current details. */
export function pageLink(ui: string, workflowId: string, run: string): string {
  return `${workflowLink(ui, workflowId)}/${encodeURIComponent(run)}/user-metadata`;
}

/** The overview of an organisation's track; without its run the list in which it stands alone. */
export function trackLink(ui: string, organisation: string, run: string | null): string {
  const id = trackId(organisation);
  if (run === null) return listLink(ui, `WorkflowId = '${id}'`);
  return pageLink(ui, id, run);
}
