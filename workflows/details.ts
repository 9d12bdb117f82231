import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { namespacePath } from '../machines/domain/ui-links.ts';
import { whenAsked } from './when-asked.ts';

/** Shows a page (Markdown) as the workflow's current details, as far as it fits; made when somebody looks. */
export function showPage(render: () => string): void {
  setCurrentDetails(whenAsked(() => clipDetails(render())));
}

/** A page of lists, with as many items of each as fit: else the last lists would fall off. */
export function showLists(render: (mostItems: number) => string, mostItems: number): void {
  showPage(() => withFittingLists(render, mostItems));
}

export function withFittingLists(render: (mostItems: number) => string, mostItems: number): string {
  const page = render(mostItems);
  const isEnough = mostItems <= 1 || clipDetails(page) === page;
  return isEnough ? page : withFittingLists(render, Math.floor(mostItems / 2));
}

/** Where links of a page lead. */
export function namespacePage(): string {
  return namespacePath(workflowInfo().namespace);
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
