import { formatShortDate } from '../domain/dutch-dates.ts';
import { encoded, listPath, workflowPath } from '../domain/ui-links.ts';
import { trackId } from '../protocol.ts';
import type { View } from './views.ts';

/**
 * Addresses in Temporal's web interface. `ui` is the page of the namespace, without a slash at its end:
 * "http://127.0.0.1:8233/namespaces/default".
 */

/** A list of workflows. */
export function listLink(ui: string, query: string): string {
  return `${ui}/${listPath(query)}`;
}

export function keepLink(ui: string, view: View): string {
  return `${ui}/${keepPath(view)}`;
}

/**
 * The same list, which the browser that opens it keeps among its saved views: each time anew, also when it has the same
 * one already. So it is no link for every day. Of a list with dates the name says of which day it is.
 */
export function keepPath({ name, query, on }: View): string {
  const kept = on === null ? name : `${name} ${formatShortDate(on)}`;
  return `${listPath(query)}&savedQuery=${encoded(kept)}`;
}

/** The newest run of a workflow: on which tab is for the UI to say. */
export function workflowLink(ui: string, workflowId: string): string {
  return `${ui}/${workflowPath(workflowId)}`;
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
