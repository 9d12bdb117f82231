import type { Message } from './compose.ts';

/** Where mails go: a mail server, or a folder. */
export interface MailTransport {
  /**
   * Hands the message over for these recipients; others stand in its headers only. Gives up when the signal aborts.
   * @throws DeliveryDelayed when nothing was handed over for now, and the same may succeed later.
   */
  deliver(message: Message, recipients: readonly string[], signal: AbortSignal): Promise<Delivery>;
  close(): void;
}

/** What became of it, by recipient. */
export interface Delivery {
  readonly accepted: readonly string[];
  readonly refused: readonly Refusal[];
  /** Refused for now: to be tried again. */
  readonly deferred: readonly string[];
}

/** Refused for good. */
export interface Refusal {
  readonly to: string;
  /** One Dutch sentence. */
  readonly reason: string;
}

/** Message: one Dutch sentence, without addresses or credentials. */
export class DeliveryDelayed extends Error {
  override readonly name = 'DeliveryDelayed';
}
