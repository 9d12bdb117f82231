import type { Client } from '@temporalio/client';
import { planningId } from '../../machines/protocol.ts';
import { gauge, type Metric } from './exposition.ts';

/**
 * How much the planning took along from the run before: all that it knew then, as one payload, of which a server takes
 * 2 MB. What a run began with never changes, so it is looked at once a run.
 */
export function planningSize({ workflow }: Client): () => Promise<Metric> {
  let known: { readonly run: string; readonly bytes: number } | null = null;
  return async () => {
    const { runId: run } = await workflow.getHandle(planningId).describe();
    if (known?.run !== run) known = { run, bytes: await inputBytes(workflow, run) };
    return gauge('traject_planning_bytes', 'What the planning takes along from run to run.', [
      { labels: {}, value: known.bytes },
    ]);
  };
}

async function inputBytes({ workflowService, options }: Client['workflow'], runId: string): Promise<number> {
  const { history } = await workflowService.getWorkflowExecutionHistory({
    namespace: options.namespace,
    execution: { workflowId: planningId, runId },
    maximumPageSize: 1,
  });
  const input = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input;
  return (input?.payloads ?? []).reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
}
