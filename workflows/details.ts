import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';

/** Shows a page (Markdown) as the workflow's current details, as far as it fits. */
export function showPage(page: string): void {
  setCurrentDetails(clipDetails(inNamespace(page, workflowInfo().namespace)));
}

/**
 * The UI shows Markdown in a frame at its own root, and not at the address of the page: the links of our pages get that
 * part before them, so that they work on every host, also below a path. What people typed holds no link: it is escaped.
 */
export function inNamespace(page: string, namespace: string): string {
  return page.replaceAll('](workflows', `](namespaces/${encodeURIComponent(namespace)}/workflows`);
}

/** Temporal keeps at most 20,000 bytes of current details. */
const mostBytes = 19_800;

/** The overview as far as it fits, by whole lines. */
export function clipDetails(markdown: string): string {
  const encoder = new TextEncoder();
  const lines = markdown.split('\n');
  let bytes = 0;
  const end = lines.findIndex((line) => {
    bytes += encoder.encode(line).length + 1;
    return bytes > mostBytes;
  });
  if (end < 0) return markdown;
  const shown = lines.slice(0, end).join('\n');
  return `${shown}\n\nEr is meer dan hier past: vraag het overzicht op met de opdrachtregel.`;
}
