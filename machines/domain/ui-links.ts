/**
 * Addresses in Temporal's web interface, from the page of the namespace on (`…/namespaces/default/`). A page that the
 * interface shows links by them; the shell puts the namespace before them.
 */

/** The newest run of a workflow: on which tab is for the interface to say. */
export function workflowPath(workflowId: string): string {
  return `workflows/${encodeURIComponent(workflowId)}`;
}

/** A list of workflows. */
export function listPath(query: string): string {
  return `workflows?query=${encoded(query)}`;
}

/** Mail readers end an address in plain text at a quote, and Markdown ends one at a bracket. */
export function encoded(text: string): string {
  const short = encodeURIComponent(text).replaceAll('%20', '+').replaceAll('%3D', '=');
  return short.replaceAll(/['()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

/** In Markdown. */
export function workflowLink(text: string, workflowId: string): string {
  return `[${text}](${workflowPath(workflowId)})`;
}

/** In Markdown, to the running tracks that have a place in a tranche. */
export function trancheLink(text: string, tranche: string): string {
  return `[${text}](${listPath(`Tranche = '${tranche}' AND ExecutionStatus = 'Running'`)})`;
}
