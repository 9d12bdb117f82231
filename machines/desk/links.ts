import { formatShortDate } from '../domain/dutch-dates.ts';
import { trackId } from '../protocol.ts';
import type { View } from './views.ts';

/**
 * Addresses in Temporal's web interface. `ui` is the page of the namespace, without a slash at its end:
 * "http://127.0.0.1:8233/namespaces/default".
 */

/**
 * Where links in a page of the UI itself start. It shows Markdown in a frame at its own root (`<root>/render`), and not
 * at the address of the page: links relative to that work on every host, also below a path.
 */
export function inPage(namespace: string): string {
  return `namespaces/${encodeURIComponent(namespace)}`;
}

/** A list of workflows. */
export function listLink(ui: string, query: string): string {
  return `${ui}/workflows?query=${encoded(query)}`;
}

/**
 * The same list, which the browser that opens it keeps among its saved views: each time anew, also when it has the same
 * one already. So it is no link for every day. Of a list with dates the name says of which day it is.
 */
export function keepLink(ui: string, { name, query, on }: View): string {
  const kept = on === null ? name : `${name} ${formatShortDate(on)}`;
  return `${listLink(ui, query)}&savedQuery=${encoded(kept)}`;
}

/** The newest run of a workflow: on which tab is for the UI to say. */
export function workflowLink(ui: string, workflowId: string): string {
  return `${ui}/workflows/${encodeURIComponent(workflowId)}`;
}

/** What the desk reads of one run: the tab with its current details. */
export function pageLink(ui: string, workflowId: string, run: string): string {
  return `${workflowLink(ui, workflowId)}/${encodeURIComponent(run)}/user-metadata`;
}

/** Mail readers end an address in plain text at a quote, and Markdown ends one at a bracket. */
function encoded(text: string): string {
  const short = encodeURIComponent(text).replaceAll('%20', '+').replaceAll('%3D', '=');
  return short.replaceAll(/['()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

/** The overview of an organisation's track; without its run the list in which it stands alone. */
export function trackLink(ui: string, organisation: string, run: string | null): string {
  const id = trackId(organisation);
  if (run === null) return listLink(ui, `WorkflowId = '${id}'`);
  return pageLink(ui, id, run);
}
