import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { recordedMails } from '../../activities/mail/recorded-mails.ts';
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
  /** The same for the same mail, in whichever run it is asked for: decisions/mail-identity.md. */
  id: z.string(),
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
  const mails = new Map<string, SentMail>();
  for (const runId of await runsOf(client, workflowId)) {
    for (const [id, mail] of await mailsIn(client, workflowId, runId)) {
      // What was under way when a run ended is asked for again by the next; a reset run repeats what came before it.
      if ((mails.get(id)?.status ?? 'onderweg') === 'onderweg') mails.set(id, mail);
    }
  }
  return [...mails.values()];
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

async function mailsIn(
  client: Client,
  workflowId: string,
  runId: string,
): Promise<readonly (readonly [string, SentMail])[]> {
  const mails = await recordedMails(client.workflow, workflowId, runId);
  return mails.flatMap((mail) => {
    const order = orderSchema.safeParse(mail.order);
    const outcome = outcomeSchema.safeParse(mail.outcome);
    return order.success
      ? [[order.data.id, mailOf(order.data, outcome.success ? outcome.data.kind : null)]]
      : [];
  });
}

const statusOf = { sent: 'verzonden', undeliverable: 'onbestelbaar' } as const;

function mailOf(
  { date, to, content }: z.infer<typeof orderSchema>,
  outcome: keyof typeof statusOf | null,
): SentMail {
  return {
    datum: date,
    soort: words.get(content.kind) ?? content.kind,
    aan: to.map(({ email }) => email),
    status: outcome === null ? 'onderweg' : statusOf[outcome],
  };
}
