const mark = 'VUL IN';

/** What an example has for a fact that only the desk knows: nobody can send it as it stands (Dutch). */
export function toFillIn(what: string): string {
  return `${mark}: ${what}`;
}

export function isFilledIn(text: string): boolean {
  return !text.startsWith(mark);
}

/** What is said of a text that was copied with the example (Dutch). */
export const filledInForm = `uw eigen tekst op de plaats van '${mark}'`;
