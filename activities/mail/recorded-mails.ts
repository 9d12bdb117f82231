import type { WorkflowClient } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';

/** A mail on record in a workflow's history; whatever was recorded, since histories of years ago hold older orders too. */
export interface RecordedMail {
  readonly order: unknown;
  /** What `sendMail` answered; undefined as long as it has not. */
  readonly outcome: unknown;
}

/** The mails that one run asked for, in order. */
export async function recordedMails(
  workflows: WorkflowClient,
  workflowId: string,
  runId: string,
): Promise<readonly RecordedMail[]> {
  const { events } = await workflows.getHandle(workflowId, runId).fetchHistory();
  const { loadedDataConverter } = workflows.options;
  // A raw history is as the server keeps it: encrypted, perhaps.
  const valueOf = async (value: { readonly payloads?: Payload[] | null } | null | undefined) =>
    (await decodeArrayFromPayloads(loadedDataConverter, value?.payloads))[0];
  /** By the event in which the mail was asked for. */
  const mails = new Map<string, RecordedMail>();
  for (const {
    eventId,
    activityTaskScheduledEventAttributes,
    activityTaskCompletedEventAttributes,
  } of events ?? []) {
    if (activityTaskScheduledEventAttributes?.activityType?.name === 'sendMail') {
      const order = await valueOf(activityTaskScheduledEventAttributes.input);
      mails.set(String(eventId), { order, outcome: undefined });
    }
    const asked = String(activityTaskCompletedEventAttributes?.scheduledEventId);
    const mail = mails.get(asked);
    if (mail !== undefined) {
      const outcome = await valueOf(activityTaskCompletedEventAttributes?.result);
      mails.set(asked, { ...mail, outcome });
    }
  }
  return [...mails.values()];
}
