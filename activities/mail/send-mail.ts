import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import type { DeskMailOrder } from '../../machines/desk/mail.ts';
import type { Mailbox, MailOrder } from '../../machines/track/mail.ts';
import { compose, type Message } from './compose.ts';
import { DeliveryDelayed, type Delivery, type MailTransport, type Refusal } from './delivery.ts';
import { composeForDesk } from './desk-message.ts';
import { deskMailOrderSchema } from './desk-order-schema.ts';
import { mailOrderSchema } from './order-schema.ts';

/** `undeliverable`: refused for good for these addresses; the mail's other recipients did get it. */
export type SendResult =
  | { readonly kind: 'sent' }
  | { readonly kind: 'undeliverable'; readonly to: string; readonly reason: string };

export interface MailDependencies {
  readonly transport: MailTransport;
  /** What is on record for the mail of this id from before the workflow was reset; null when it was not. */
  readonly outcomeBefore: (id: string) => Promise<SendResult | null>;
}

/**
 * `sendMail` throws a failure that Temporal retries while the server refuses for now or is down; its message is
 * Dutch and holds no personal data or credentials. Who got the mail already is kept in the heartbeat, so that a
 * retry for one recipient does not mail the others again.
 */
export function createMailActivities({ transport, outcomeBefore }: MailDependencies) {
  return {
    sendMail: async (input: MailOrder | DeskMailOrder): Promise<SendResult> => {
      const { id, to, composed } = parsed(input);
      const before = await outcomeBefore(id);
      if (before !== null) return before;
      const context = Context.current();
      const served = servedSchema.parse(context.info.heartbeatDetails);
      const { valid, invalid } = sortMailboxes(to);
      const remaining = new Set(
        valid.map(({ email }) => email).filter((address) => !served.includes(address)),
      );
      const delivery = await whileAlive(served, (signal) =>
        deliver(transport, () => composed(valid), [...remaining], signal),
      );
      if (delivery.deferred.length > 0) {
        context.heartbeat([...served, ...delivery.accepted]);
        throw delayed('De mailserver neemt de mail voor een ontvanger nu niet aan.');
      }
      return resultOf([...invalid, ...delivery.refused]);
    },
  };
}

/** Well within the heartbeat timeout of `mailDelivery` in workflows/activity-options.ts. */
const heartbeatMs = 5_000;

/**
 * Tells the server that this worker lives, for as long as the mail server takes: so a slow mail server is not
 * taken for a dead worker, and a mail of a dead worker is tried again soon. When the server has given the mail to
 * another attempt meanwhile, this one stops, so that they do not both send it. Not at once: most mails are gone long
 * before, and each time costs the server a write; who was served before stands in what the attempt before told.
 */
async function whileAlive<Result>(
  served: readonly string[],
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(served), heartbeatMs);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(beat);
  }
}

/** Addresses; no details, or others, mean that nobody was served. */
const servedSchema = z.array(z.string()).catch([]);

/** What is to be sent, and to whom; the message is made for those whose address can be used. */
interface Outgoing {
  readonly id: string;
  readonly to: readonly Mailbox[];
  readonly composed: (to: readonly Mailbox[]) => Message;
}

/** Two kinds of order: a track's has an organisation, the desk's own has not. */
function parsed(input: MailOrder | DeskMailOrder): Outgoing {
  if ('organisation' in input) {
    const order = checked(mailOrderSchema, input);
    return { id: order.id, to: order.to, composed: (to) => compose({ ...order, to: [...to] }) };
  }
  const order = checked(deskMailOrderSchema, input);
  return { id: order.id, to: [order.to], composed: () => composeForDesk(order) };
}

function checked<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields = [...new Set(result.error.issues.map(({ path }) => path.join('.')))].join(', ');
  throw ApplicationFailure.nonRetryable(
    `De mailopdracht klopt niet. Kijk naar: ${fields}.`,
    'MailOrderInvalid',
  );
}

/** An address that is wrong does not stop the mail for the others. */
function sortMailboxes(to: readonly Mailbox[]): {
  readonly valid: readonly Mailbox[];
  readonly invalid: readonly Refusal[];
} {
  const isValid = ({ email }: Mailbox) => z.email().safeParse(email).success;
  return {
    valid: to.filter(isValid),
    invalid: to
      .filter((mailbox) => !isValid(mailbox))
      .map(({ email }) => ({ to: email, reason: 'Dit is geen geldig e-mailadres.' })),
  };
}

async function deliver(
  transport: MailTransport,
  message: () => Message,
  recipients: readonly string[],
  signal: AbortSignal,
): Promise<Delivery> {
  if (recipients.length === 0) return { accepted: [], refused: [], deferred: [] };
  try {
    return await transport.deliver(message(), recipients, signal);
  } catch (error) {
    if (error instanceof DeliveryDelayed) throw delayed(error.message);
    throw error;
  }
}

function delayed(message: string): ApplicationFailure {
  return ApplicationFailure.retryable(message, 'MailDelayed');
}

function resultOf(refused: readonly Refusal[]): SendResult {
  const [first, ...more] = refused;
  if (first === undefined) return { kind: 'sent' };
  const reason =
    more.length === 0 ? first.reason : refused.map(({ to, reason: why }) => `${to}: ${why}`).join(' ');
  return { kind: 'undeliverable', to: refused.map(({ to }) => to).join(', '), reason };
}
