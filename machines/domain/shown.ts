import { isPlainText } from './plain-characters.ts';

/** How an error shows what was found (Dutch). */

export function shown(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'niets';
    case 'string':
      return value === '' ? 'lege tekst' : quoted(value);
    case 'boolean':
      return yesOrNo(value);
    case 'number':
    case 'bigint':
      return String(value);
    case 'object':
      if (value === null) return 'leeg';
      return Array.isArray(value) ? `een lijst van ${value.length}` : 'een groep velden';
    case 'function':
    case 'symbol':
      return 'iets anders';
  }
}

export function yesOrNo(value: boolean): string {
  return value ? 'ja' : 'nee';
}

export function quoted(text: string): string {
  return `'${visible(text)}'`;
}

/** A text as an error shows it: with strange characters by their code, and not too long. */
export function visible(text: string): string {
  const most = 80;
  const shortened = text.length > most ? `${text.slice(0, most)}…` : text;
  return Array.from(shortened, (character) => (isPlainText(character) ? character : codeOf(character))).join(
    '',
  );
}

function codeOf(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
