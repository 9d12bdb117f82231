/** What people typed stays text, on one line: the Temporal UI renders Markdown and lets HTML through. */
export function escape(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]#|~]/g, '\\$&')
    .replaceAll('://', ':\\/\\/') // a web address is shown, and no link
    .replaceAll(/\bwww\./gi, (start) => start.replace('.', '\\.'));
}
