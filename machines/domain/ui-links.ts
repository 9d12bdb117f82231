/**
 * Addresses in Temporal's web interface. `ui` is the page of the namespace, without a slash at its end: whole in a mail
 * (`http://127.0.0.1:8233/namespaces/default`), and from the interface's own root on in a page that it shows.
 */

/**
 * The interface shows Markdown in a frame at its own root, and not at the address of the page: so a link in it works on
 * every host, also below a path.
 */
export function namespacePath(namespace: string): string {
  return `namespaces/${encodeURIComponent(namespace)}`;
}

/** The newest run of a workflow: on which tab is for the interface to say. */
export function workflowLink(ui: string, workflowId: string): string {
  return `${ui}/workflows/${encodeURIComponent(workflowId)}`;
}

/** A list of workflows. */
export function listLink(ui: string, query: string): string {
  return `${ui}/workflows?query=${encoded(query)}`;
}

/** Mail readers end an address in plain text at a quote, and Markdown ends one at a bracket. */
export function encoded(text: string): string {
  const short = encodeURIComponent(text).replaceAll('%20', '+').replaceAll('%3D', '=');
  return short.replaceAll(/['()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
