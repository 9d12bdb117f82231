/** A mail that came in, as far as we read it. Everything in it was written by others, and nothing of it is trusted. */
export interface IncomingMail {
  /** The same for the same mail: a hash of its Message-ID, or of the whole when it has none. */
  readonly id: string;
  readonly messageId: string | null;
  readonly from: { readonly name: string; readonly email: string };
  /** To whom it was sent: To, Cc, and what servers on the way noted of its delivery. */
  readonly recipients: readonly string[];
  /** Message-IDs, with their brackets, nearest first: In-Reply-To, then References from the last to the first. */
  readonly references: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Whether that is all of its text; HTML can be beyond reading. */
  readonly isWhole: boolean;
  /** What was attached, and the first names, or their types; nothing of it is opened but an answer of a calendar. */
  readonly attachments: { readonly count: number; readonly names: readonly string[] };
  /** Header fields that tell an automatic mail, by their name in lower case. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** An answer to an invitation (RFC 5546), as a calendar wrote it; null for any other mail. */
  readonly calendarReply: string | null;
  /** The report of a bounce (RFC 3464), as text; null for any other mail. */
  readonly deliveryReport: string | null;
  /** Of the mail that a bounce returns. */
  readonly returned: ReturnedMail | null;
}

export interface ReturnedMail {
  readonly recipients: readonly string[];
  /** Its own Message-ID first. */
  readonly references: readonly string[];
}
