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

/** JSON to copy. The signs that would end the code, or be HTML, stand in it by their number: that is the same JSON. */
export function jsonCode(json: string): string {
  const signs = /[`<>&\u2028\u2029]/g;
  return `\`${json.replaceAll(signs, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}\``;
}

/** What it says is Markdown: text of people is to be escaped. */
export function link(text: string, address: string): string {
  return `[${text}](${address})`;
}
