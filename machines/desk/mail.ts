import type { IsoDate } from '../domain/dates.ts';
import type { Mailbox, MailOrder } from '../track/mail.ts';
import type { Notice, Recipient } from './notices.ts';
import type { Section } from './overview.ts';

/** One mail to Logius itself: at most one a working day for each recipient. */
export interface DeskMailOrder {
  /** By the recipient and the day: a morning that is held twice, after a reset, gives the same mail. */
  readonly id: string;
  readonly to: Mailbox;
  /** Business date of the morning. */
  readonly date: IsoDate;
  /** The sender. */
  readonly desk: MailOrder['desk'];
  readonly content: DeskMailContent;
}

export type DeskMailContent =
  | (News & { readonly kind: 'overview'; readonly sections: readonly Section[] })
  /** To the coordinator: this morning's escalations alone. */
  | (News & { readonly kind: 'escalations' });

interface News {
  /** Heaviest first. */
  readonly notices: readonly Notice[];
  /** How many there are besides. */
  readonly more: number;
  /** Where the web interface shows the namespace; null: there is none to link to. */
  readonly ui: string | null;
}

/** In ids, headers and the names of files. */
export const recipientNames: Readonly<Record<Recipient, string>> = {
  desk: 'servicecentrum',
  coordinator: 'coordinator',
};

export function recipientOf({ content }: DeskMailOrder): Recipient {
  return content.kind === 'overview' ? 'desk' : 'coordinator';
}
