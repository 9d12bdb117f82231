import type { WorkflowClient } from '@temporalio/client';
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import { recordedMails } from './recorded-mails.ts';
import type { SendResult } from './send-mail.ts';

/**
 * What became of mails in the runs that a reset replaced. A reset takes a workflow back and carries out its
 * later actions anew, with all their mails; those that are on record as sent are not sent a second time.
 */
export function outcomesBeforeReset({ workflows }: { readonly workflows: WorkflowClient }) {
  const known = new Map<string, Promise<Outcomes>>();

  /** The outcome that is on record for the mail of this activity; null when there is none, or no reset. */
  return async (orderId: string): Promise<SendResult | null> => {
    const { workflowExecution } = Context.current().info;
    if (workflowExecution === undefined || !(await isReset(workflows, workflowExecution))) return null;
    const { workflowId, runId } = workflowExecution;
    for (const replaced of await closedRuns(workflows, workflowId, runId)) {
      let outcomes = known.get(replaced);
      if (outcomes === undefined) {
        outcomes = outcomesOf(workflows, workflowId, replaced);
        known.set(replaced, outcomes); // a run that has closed changes no more
        outcomes.catch(() => known.delete(replaced));
      }
      const outcome = (await outcomes).get(orderId);
      if (outcome !== undefined) return outcome;
    }
    return null;
  };
}

type Outcomes = ReadonlyMap<string, SendResult>;
export interface Run {
  readonly workflowId: string;
  readonly runId: string;
}

/** A reset copies the history under a new run id, and leaves the first event as it was written. */
export async function isReset(workflows: WorkflowClient, { workflowId, runId }: Run): Promise<boolean> {
  const { history } = await workflows.workflowService.getWorkflowExecutionHistory({
    namespace: workflows.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: 1,
  });
  const original = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId;
  return original !== undefined && original !== null && original !== '' && original !== runId;
}

async function closedRuns(
  workflows: WorkflowClient,
  workflowId: string,
  runId: string,
): Promise<readonly string[]> {
  const runs: string[] = [];
  for await (const run of workflows.list({ query: `WorkflowId = '${workflowId}'` })) {
    if (run.runId !== runId && run.status.name !== 'RUNNING') runs.push(run.runId);
  }
  return runs;
}

const orderSchema = z.object({ id: z.string() });
const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sent') }),
  z.object({ kind: z.literal('undeliverable'), to: z.string(), reason: z.string() }),
]) satisfies z.ZodType<SendResult>;

async function outcomesOf(workflows: WorkflowClient, workflowId: string, runId: string): Promise<Outcomes> {
  const mails = await recordedMails(workflows, workflowId, runId);
  return new Map(
    mails.flatMap((mail) => {
      const order = orderSchema.safeParse(mail.order);
      const outcome = outcomeSchema.safeParse(mail.outcome);
      return order.success && outcome.success ? [[order.data.id, outcome.data] as const] : [];
    }),
  );
}
