/**
 * The one source of a mail: what it says, in order, without markup. Its plain text and its HTML are both
 * made from this, so they cannot differ. All texts are Dutch and may hold any character: renderers escape.
 */
export interface Letter {
  readonly subject: string;
  /** What kind of mail it is, in a few words: part of the file's name in the mail folder. */
  readonly fileTitle: string;
  /** "Beste Kim Jansen,". */
  readonly greeting: string;
  readonly blocks: readonly Block[];
  readonly signedBy: string;
  /** Small print below the signature. */
  readonly footnote: string;
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Each about something that can be looked up. */
  | { readonly kind: 'links'; readonly items: readonly Link[] }
  /** Terms with their values. */
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  /** Another person's own words, lines kept: a reason, findings. */
  | { readonly kind: 'quote'; readonly text: string }
  /** Whom to reach. */
  | { readonly kind: 'contact'; readonly name: string; readonly phone: string; readonly email: string };

export interface Link {
  /** What it is about: the words of the link. */
  readonly lead: string;
  readonly text: string;
  /** Null: there is nowhere to look. */
  readonly url: string | null;
}

export interface Fact {
  readonly term: string;
  /** More than one is shown as a list. */
  readonly values: readonly string[];
}

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });
export const facts = (...rows: readonly Fact[]): Block => ({ kind: 'facts', facts: rows });
export const fact = (term: string, value: string | readonly string[]): Fact => ({
  term,
  values: [value].flat(),
});
export const quote = (text: string): Block => ({ kind: 'quote', text });
