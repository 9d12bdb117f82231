/** Temporal keeps at most 20,000 bytes of current details. */
const mostCharacters = 9_500; // two bytes each at most, in Dutch

/** The overview as far as it fits, by whole lines. */
export function clipDetails(markdown: string): string {
  if (markdown.length <= mostCharacters) return markdown;
  const end = markdown.lastIndexOf('\n', mostCharacters);
  return `${markdown.slice(0, end)}\n\nEr is meer dan hier past: vraag het overzicht op met de opdrachtregel.`;
}
