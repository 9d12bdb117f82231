import { isGrpcServiceError, type WorkflowClient } from '@temporalio/client';
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import { isOpen } from '../run-status.ts';
import { recordedMails } from './recorded-mails.ts';
import type { SendResult } from './send-mail.ts';

/**
 * What became of mails in the runs that a reset replaced. A reset takes a workflow back and carries out its
 * later actions anew, with all their mails; those that are on record as sent are not sent a second time.
 */
export function outcomesBeforeReset({ workflows }: { readonly workflows: WorkflowClient }) {
  const known = new Map<string, Outcomes>();

  /** The outcome that is on record for the mail of this activity; null when there is none, or no reset. */
  return async (orderId: string): Promise<SendResult | null> => {
    const { workflowExecution } = Context.current().info;
    if (workflowExecution === undefined || !(await isReset(workflows, workflowExecution))) return null;
    const { workflowId, runId } = workflowExecution;
    for (const { run, isClosed } of await otherRuns(workflows, workflowId, runId)) {
      const outcomes = known.get(run) ?? (await outcomesOf(workflows, workflowId, run));
      if (isClosed) known.set(run, outcomes); // it changes no more
      const outcome = outcomes.get(orderId);
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

/**
 * Whether a workflow was reset: in this run, or in one that it goes on from by continue-as-new. It walks back over all
 * of them once; what a run began as never changes.
 */
export async function isReset(workflows: WorkflowClient, { workflowId, runId }: Run): Promise<boolean> {
  const known = beginnings.get(workflows) ?? new Map<string, Beginning>();
  beginnings.set(workflows, known);
  for (let run = runId; run !== '';) {
    const beginning = known.get(run) ?? (await beginningOf(workflows, { workflowId, runId: run }));
    if (beginning === null) return false; // the server keeps it no longer
    known.set(run, beginning);
    if (beginning.isReset) return true;
    run = beginning.continues;
  }
  return false;
}

interface Beginning {
  readonly isReset: boolean;
  /** The run before it; empty: it is the first. */
  readonly continues: string;
}

/** gRPC's status, by number. */
const notFound = 5;

const beginnings = new WeakMap<WorkflowClient, Map<string, Beginning>>();

/** A reset copies the history under a new run id, and leaves the first event as it was written. */
async function beginningOf(workflows: WorkflowClient, { workflowId, runId }: Run): Promise<Beginning | null> {
  try {
    const { history } = await workflows.workflowService.getWorkflowExecutionHistory({
      namespace: workflows.options.namespace,
      execution: { workflowId, runId },
      maximumPageSize: 1,
    });
    const started = history?.events?.[0]?.workflowExecutionStartedEventAttributes;
    const original = started?.originalExecutionRunId || runId;
    return { isReset: original !== runId, continues: started?.continuedExecutionRunId ?? '' };
  } catch (error) {
    const code: number | null = isGrpcServiceError(error) ? error.code : null;
    if (code === notFound) return null;
    throw error;
  }
}

/** Also one that stands there as running: visibility runs behind, and the run that was replaced has only just closed. */
async function otherRuns(workflows: WorkflowClient, workflowId: string, runId: string) {
  const runs: { readonly run: string; readonly isClosed: boolean }[] = [];
  for await (const { runId: run, status } of workflows.list({ query: `WorkflowId = '${workflowId}'` })) {
    if (run !== runId) runs.push({ run, isClosed: !isOpen(status.name) });
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
