import type { WorkflowClient } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';

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
  /** By the event in which the mail was asked for. */
  const mails = new Map<string, RecordedMail>();
  for (const {
    eventId,
    activityTaskScheduledEventAttributes,
    activityTaskCompletedEventAttributes,
  } of events ?? []) {
    if (activityTaskScheduledEventAttributes?.activityType?.name === 'sendMail') {
      const order = valueOf(activityTaskScheduledEventAttributes.input);
      mails.set(String(eventId), { order, outcome: undefined });
    }
    const asked = String(activityTaskCompletedEventAttributes?.scheduledEventId);
    const mail = mails.get(asked);
    if (mail !== undefined) {
      mails.set(asked, { ...mail, outcome: valueOf(activityTaskCompletedEventAttributes?.result) });
    }
  }
  return [...mails.values()];
}

type Payloads = Parameters<typeof defaultPayloadConverter.fromPayload>[0][];

function valueOf(value: { readonly payloads?: Payloads | null } | null | undefined): unknown {
  const payload = value?.payloads?.[0];
  return payload === undefined ? undefined : defaultPayloadConverter.fromPayload(payload);
}
