/**
 * What people typed stays text, on one line: the Temporal UI renders Markdown and lets HTML through. Entities of angle
 * brackets it shows as they are, so these become quotes that look like them.
 */
export function escape(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll(/[\\`*_[\]#|~]/g, '\\$&')
    .replaceAll('://', ':\\/\\/') // a web address is shown, and no link
    .replaceAll(/\bwww\./gi, (start) => start.replace('.', '\\.'));
}

/** What it says is Markdown: text of people is to be escaped. */
export function link(text: string, address: string): string {
  return `[${text}](${address})`;
}
