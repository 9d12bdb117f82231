import { createTransport } from 'nodemailer';
import { DeliveryDelayed, type Delivery, type MailTransport, type Refusal } from './delivery.ts';
import { readFailure, refusalReason, type SmtpFailure } from './smtp-failure.ts';
import type { SmtpServer } from './smtp-url.ts';

/** Assumptions about what a mail server of an organisation likes: few connections, no bursts. */
const pace = { maxConnections: 2, maxMessages: 100, rateDelta: 1_000, rateLimit: 10 };
/** Milliseconds. */
const patience = {
  connectionTimeout: 20_000,
  greetingTimeout: 20_000,
  socketTimeout: 60_000,
  dnsTimeout: 20_000,
};

/** Real mail. Options of the address go before ours. */
export function smtpTransport({ address, hasAccount, isLoopback, options }: SmtpServer): MailTransport {
  const mailer = createTransport({
    ...pace,
    ...patience,
    ...options,
    url: address,
    pool: true,
    maxRequeues: 0, // Temporal retries, with backoff and in sight
    // A password is never sent in the clear over a network, not even when someone strips STARTTLS.
    requireTLS: hasAccount && !isLoopback,
  });
  return {
    async deliver({ options: message }, recipients, signal) {
      const envelope = { from: message.from, to: [...recipients] };
      try {
        const { rejectedErrors = [] } = await mailer.sendMail({ ...message, envelope, signal });
        return sorted(recipients, rejectedErrors.map(readFailure));
      } catch (error) {
        return failed(recipients, readFailure(error));
      }
    },
    close: () => mailer.close(),
  };
}

/** The server took the message for some, or refused every recipient by itself. */
function sorted(recipients: readonly string[], failures: readonly SmtpFailure[]): Delivery {
  const failureOf = (to: string) =>
    failures.find(({ recipient }) => recipient?.toLowerCase() === to.toLowerCase());
  const refused: Refusal[] = [];
  const deferred: string[] = [];
  const accepted: string[] = [];
  for (const to of recipients) {
    const failure = failureOf(to);
    if (failure === undefined) accepted.push(to);
    else if (failure.permanent) refused.push({ to, reason: refusalReason(failure) });
    else deferred.push(to);
  }
  return { accepted, refused, deferred };
}

/** @throws DeliveryDelayed */
function failed(recipients: readonly string[], failure: SmtpFailure): Delivery {
  if (failure.recipients.length > 0) return sorted(recipients, failure.recipients);
  if (!failure.permanent) throw new DeliveryDelayed(failure.sentence);
  return {
    accepted: [],
    deferred: [],
    refused: recipients.map((to) => ({ to, reason: refusalReason(failure) })),
  };
}
