import { trackId } from '../protocol.ts';

/**
 * Addresses in Temporal's web interface. `ui` is the page of the namespace, without a slash at its end:
 * "http://127.0.0.1:8233/namespaces/default".
 */

/** A list of workflows. */
export function listLink(ui: string, query: string): string {
  // Mail readers end an address in plain text at a quote.
  return `${ui}/workflows?query=${encodeURIComponent(query).replaceAll("'", '%27')}`;
}

/** The overview of an organisation's track; without its run the list in which it stands alone. */
export function trackLink(ui: string, organisation: string, run: string | null): string {
  const id = trackId(organisation);
  if (run === null) return listLink(ui, `WorkflowId = '${id}'`);
  return `${ui}/workflows/${encodeURIComponent(id)}/${encodeURIComponent(run)}/user-metadata`;
}
