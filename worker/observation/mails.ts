import { activityInfo } from '@temporalio/activity';
import type { ActivityDependencies } from '../../activities/index.ts';
import type { Metric } from './exposition.ts';

type SendMail = ActivityDependencies['sendMail'];

/** A mail that still waits is tried more often than this; one that was not may wait no more, or wait at another worker. */
export const FORGOTTEN_AFTER_MS = 30 * 60_000;

/** Counts what becomes of the mails that this worker sends. */
export class Mails {
  readonly #now: () => number;
  #sent = 0;
  #refused = 0;
  /** By activity: when it was last tried. */
  readonly #waiting = new Map<string, number>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  counted(sendMail: SendMail): SendMail {
    return async (order) => {
      const { workflowExecution, activityId } = activityInfo();
      const mail = `${workflowExecution?.runId ?? ''}/${activityId}`;
      this.#waiting.set(mail, this.#now());
      const outcome = await sendMail(order);
      this.#waiting.delete(mail);
      if (outcome.kind === 'sent') this.#sent++;
      else this.#refused++;
      return outcome;
    };
  }

  metrics(): readonly Metric[] {
    const since = this.#now() - FORGOTTEN_AFTER_MS;
    for (const [mail, tried] of this.#waiting) if (tried < since) this.#waiting.delete(mail);
    return [
      metric('counter', 'traject_mails_sent_total', 'Mails sent to all their recipients.', this.#sent),
      metric('counter', 'traject_mails_refused_total', 'Mails refused for good for somebody.', this.#refused),
      metric('gauge', 'traject_mails_waiting', 'Mails tried and not settled yet.', this.#waiting.size),
    ];
  }
}

function metric(type: Metric['type'], name: Metric['name'], help: string, value: number): Metric {
  return { type, name, help, values: [{ labels: {}, value }] };
}
