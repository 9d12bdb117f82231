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
