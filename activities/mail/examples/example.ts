import type { MailContent, MailKind } from '../../../machines/track/mail.ts';

/** One variant of a kind of mail, with example data. */
export interface Example<Content extends MailContent = MailContent> {
  /** Dutch: what sets it apart from the other mails of its kind; unique among them. */
  readonly variant: string;
  readonly content: Content;
  /** About a supplier connection, which has no ingebruikname. */
  readonly ofSupplier?: true;
}

export type ExampleOf<Kind extends MailKind> = Example<Extract<MailContent, { kind: Kind }>>;
