import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';

/** What the newest run of a workflow was started with, decrypted: no worker is needed for it. */
export async function startedInput({ workflow }: Client, workflowId: string): Promise<unknown> {
  const { history } = await workflow.workflowService.getWorkflowExecutionHistory({
    namespace: workflow.options.namespace,
    execution: { workflowId },
    maximumPageSize: 1,
  });
  const payloads = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
  const [input] = await decodeArrayFromPayloads(workflow.options.loadedDataConverter, payloads);
  return input;
}
