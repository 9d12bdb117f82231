/**
 * What a person wrote anew in a reply, without the quoted history below it: only where that can be told safely.
 * When in doubt everything is kept: what was written between the lines of the old mail is never lost.
 */
export function newText(text: string): { readonly text: string; readonly leftOut: boolean } {
  const lines = text.split('\n');
  const end = historyStart(lines);
  if (end === null) return { text, leftOut: false };
  const above = lines.slice(0, end).join('\n').trim();
  return above === '' || pointsBelow.test(above) ? { text, leftOut: false } : { text: above, leftOut: true };
}

/** "Zie mijn antwoorden hieronder": then the history is part of the answer. */
const pointsBelow =
  /\b(?:hieronder|onderstaand\w*|tussen de regels|in (?:het )?rood|in (?:het )?blauw|inline|below|in red)\b/i;

/** The first line of a history that goes on to the end of the mail. */
function historyStart(lines: readonly string[]): number | null {
  for (const [at, line] of lines.entries()) {
    if (separator.test(line)) return at;
    if (isHeaderBlock(lines, at)) return isRule(lines[at - 1]) ? at - 1 : at;
    if (line.startsWith('>')) return quotedToTheEnd(lines, at) ? attributionStart(lines, at) : null;
  }
  return null;
}

const separator = /^\s*-{3,}\s*(?:oorspronkelijk bericht|original message)\s*-{3,}\s*$/i;

/** Outlook: "Van: …", and then "Verzonden:" and "Aan:" within the next lines. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!/^\**(?:van|from)\s?:/i.test(lines[at] ?? '')) return false;
  const next = lines.slice(at + 1, at + 6).join('\n');
  return /^\**(?:verzonden|datum|sent|date)\s?:/im.test(next) && /^\**(?:aan|to)\s?:/im.test(next);
}

function isRule(line: string | undefined): boolean {
  return line !== undefined && /^\s*[_-]{5,}\s*$/.test(line);
}

/** Whatever stands unquoted after a quote was written in answer to it. */
function quotedToTheEnd(lines: readonly string[], from: number): boolean {
  return lines.slice(from).every((line) => line.startsWith('>') || line.trim() === '');
}

/** The line before a quote that says whose it is ("Op … schreef …:"), on at most three lines. */
function attributionStart(lines: readonly string[], quote: number): number {
  let last = quote - 1;
  while (last >= 0 && lines[last]?.trim() === '') last--;
  if (lines[last]?.trimEnd().endsWith(':') !== true) return quote;
  for (let first = last; first >= Math.max(0, last - 2); first--) {
    if (/^(?:op|on)\s/i.test(lines[first]?.trim() ?? '')) return first;
  }
  return quote;
}
