/**
 * RFC 4180: commas, CRLF, quotes doubled. A cell that a spreadsheet would calculate (it begins with = + - @ or a
 * control character) gets an apostrophe before it: names come from outside.
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
