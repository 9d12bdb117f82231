import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { z } from 'zod';
import { isoDateSchema, type IsoDate } from '../../machines/domain/dates.ts';
import { mailWords } from '../../machines/track/track-words.ts';

/** One mail that a track has sent, or still tries to send. */
export interface SentMail {
  readonly datum: IsoDate;
  /** What it is about: "ontvangstbevestiging". */
  readonly soort: string;
  readonly aan: readonly string[];
  readonly status: 'verzonden' | 'onbestelbaar' | 'onderweg';
}

/** Of an order just what is shown: histories of years ago hold older orders too. */
const orderSchema = z.object({
  date: isoDateSchema,
  to: z.array(z.object({ email: z.string() })),
  content: z.object({ kind: z.string() }),
});
const outcomeSchema = z.object({ kind: z.enum(['sent', 'undeliverable']) });
const words: ReadonlyMap<string, string> = new Map(Object.entries(mailWords));

/**
 * The mails of an organisation's newest track, oldest first. The server's history knows them all, over every
 * continue-as-new, and needs no worker to tell.
 */
export async function sentMail(client: Client, workflowId: string): Promise<readonly SentMail[]> {
  const mails: SentMail[] = [];
  for (const runId of await runsOf(client, workflowId))
    mails.push(...(await mailsIn(client, workflowId, runId)));
  return mails;
}

/** Of the newest track, oldest first. */
async function runsOf(client: Client, workflowId: string): Promise<readonly string[]> {
  const runs: { readonly runId: string; readonly first: string; readonly start: Date }[] = [];
  for await (const { runId, startTime, raw } of client.workflow.list({
    query: `WorkflowId = '${workflowId}'`,
  })) {
    runs.push({ runId, first: raw.firstRunId ?? runId, start: startTime });
  }
  runs.sort((a, b) => a.start.getTime() - b.start.getTime());
  const newest = runs.at(-1)?.first;
  return runs.filter(({ first }) => first === newest).map(({ runId }) => runId);
}

async function mailsIn(client: Client, workflowId: string, runId: string): Promise<readonly SentMail[]> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  /** By the event in which the mail was asked for. */
  const mails = new Map<string, SentMail>();
  for (const {
    eventId,
    activityTaskScheduledEventAttributes,
    activityTaskCompletedEventAttributes,
  } of history.events ?? []) {
    if (activityTaskScheduledEventAttributes?.activityType?.name === 'sendMail') {
      const order = orderSchema.safeParse(valueOf(activityTaskScheduledEventAttributes.input));
      if (order.success) mails.set(String(eventId), mailOf(order.data));
    }
    const asked = String(activityTaskCompletedEventAttributes?.scheduledEventId);
    const mail = mails.get(asked);
    const outcome = outcomeSchema.safeParse(valueOf(activityTaskCompletedEventAttributes?.result));
    if (mail !== undefined && outcome.success) {
      mails.set(asked, { ...mail, status: outcome.data.kind === 'sent' ? 'verzonden' : 'onbestelbaar' });
    }
  }
  return [...mails.values()];
}

type Payloads = Parameters<typeof defaultPayloadConverter.fromPayload>[0][];

function valueOf(value: { readonly payloads?: Payloads | null } | null | undefined): unknown {
  const payload = value?.payloads?.[0];
  return payload === undefined ? undefined : defaultPayloadConverter.fromPayload(payload);
}

function mailOf({ date, to, content }: z.infer<typeof orderSchema>): SentMail {
  return {
    datum: date,
    soort: words.get(content.kind) ?? content.kind,
    aan: to.map(({ email }) => email),
    status: 'onderweg',
  };
}
