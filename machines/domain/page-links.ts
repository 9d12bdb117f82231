/** Links (Markdown) to other pages of the Temporal UI, relative to the page of a run on which its details are shown. */

/** To the newest run of a workflow. */
export function workflowLink(text: string, workflowId: string): string {
  return `[${text}](../../${encodeURIComponent(workflowId)})`;
}

/** To the running tracks that have a place in a tranche. */
export function trancheLink(text: string, tranche: string): string {
  const query = `Tranche = '${tranche}' AND ExecutionStatus = 'Running'`;
  return `[${text}](../../../workflows?query=${encoded(query)})`;
}

/** What would end the link in Markdown is encoded too. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("'", '%27').replaceAll('(', '%28').replaceAll(')', '%29');
}
