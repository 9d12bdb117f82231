/** Text from a mail as it can be kept and shown: no control, format or other characters that deceive or disturb. */

const lineEnds = /\r\n?|[\u0085\p{Zl}\p{Zp}]/gu;
/** Control, format (bidi among them), lone surrogates, private use, noncharacters. */
const strange = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]|[\u{FFFE}\u{FFFF}]/gu;
const ellipsis = '…';

/** One line, of at most `most` characters (UTF-16 code units). */
export function plainLine(text: string, most: number): string {
  return clipped(
    plain(text.slice(0, most * 4))
      .replaceAll(/\s+/gu, ' ')
      .trim(),
    most,
  );
}

/** Lines, without blanks at their ends and with at most one empty line between them. */
export function plainLines(text: string): string {
  return text
    .replaceAll(lineEnds, '\n')
    .split('\n')
    .map((line) => plain(line).trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function plain(text: string): string {
  return text
    .replaceAll(/[\t\n\v\f\r]/g, ' ')
    .replaceAll(strange, '')
    .normalize('NFC');
}

/** At most so many characters, with a sign that there was more. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${cut.replace(/[\uD800-\uDBFF]$/, '').trimEnd()}${ellipsis}`;
}

export function isPlainLine(text: string): boolean {
  return text === plainLine(text, text.length + 1);
}

export function isPlainLines(text: string): boolean {
  return text === plainLines(text);
}
