/**
 * What no name needs and what deceives a reader: control, format and private characters, line ends, and letters
 * and digits of other scripts (a Cyrillic а reads as a Latin a, but is not the same name). Latin with its
 * accents stays: Basic, Latin-1, Extended-A, -B and Additional.
 */
const strange =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?![A-Za-z\u00AA\u00BA\u00C0-\u024F\u1E00-\u1EFF])\p{L}|(?![0-9])\p{Nd}/u;

export function isPlainText(text: string): boolean {
  return !strange.test(text);
}
