import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { onTestFinished } from 'vitest';
import { createMailActivities, type SendResult } from '../../../activities/mail/send-mail.ts';
import { parseSmtpUrl } from '../../../activities/mail/smtp-url.ts';
import { createMailTransport } from '../../../activities/mail/transport.ts';
import type { MailOrder } from '../../../machines/track/mail.ts';
import { startMailServer, type MailServerHooks } from './mail-server.ts';

type SendMail = ReturnType<typeof createMailActivities>['sendMail'];

/** An attempt as Temporal makes it. */
export interface Attempt {
  readonly result: Promise<SendResult>;
  /** What it told while it was under way. */
  readonly heartbeats: unknown[];
  /** As when the server has given the mail to another attempt. */
  readonly cancel: () => void;
}

/**
 * The activity with a real mail server; both end with the test. `attempt` sends once, as Temporal would: with
 * what the attempt before kept in its heartbeat.
 */
export async function mailing(
  hooks: MailServerHooks = {},
  urlOf = (url: string) => url,
  around = (sendMail: SendMail) => sendMail,
) {
  const server = await startMailServer(hooks);
  onTestFinished(() => server.close());
  const transport = createMailTransport({ server: parseSmtpUrl(urlOf(server.url)) });
  onTestFinished(() => transport.close());
  const sendMail = around(
    createMailActivities({ transport, outcomeBefore: () => Promise.resolve(null) }).sendMail,
  );
  let heartbeatDetails: unknown;
  const begin = (sample: MailOrder): Attempt => {
    const environment = new MockActivityEnvironment(
      { heartbeatDetails, activityId: sample.id },
      { logger: new DefaultLogger('ERROR') },
    );
    const heartbeats: unknown[] = [];
    environment.on('heartbeat', (details: unknown) => {
      heartbeatDetails = details;
      heartbeats.push(details);
    });
    return { result: environment.run(sendMail, sample), heartbeats, cancel: () => environment.cancel() };
  };
  return { server, begin, attempt: (sample: MailOrder) => begin(sample).result };
}

export async function failureOf(promise: Promise<unknown>): Promise<ApplicationFailure> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApplicationFailure)) throw new Error('expected an ApplicationFailure');
  return error;
}
