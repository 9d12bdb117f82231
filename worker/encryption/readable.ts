import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { openWorkflows } from '../../machines/desk/queries.ts';
import { deskId, planningId } from '../../machines/protocol.ts';
import { hasStatus } from '../server/grpc-status.ts';

/**
 * Reads something of all of ours that runs: what it holds can be encrypted with a key that we don't have, and then its
 * workflow tasks would fail until we do.
 *
 * @throws UserError that names the key.
 */
export async function requireReadable(client: Client): Promise<void> {
  const tracks = client.workflow.list({ query: openWorkflows })[Symbol.asyncIterator]();
  // Listing a track decrypts its memo, which was encrypted when the track began.
  while ((await tracks.next()).done !== true);
  for (const workflowId of [planningId, deskId]) await readInput(client, workflowId);
}

/** Of the newest run. */
async function readInput({ workflow }: Client, workflowId: string): Promise<void> {
  try {
    const { history } = await workflow.workflowService.getWorkflowExecutionHistory({
      namespace: workflow.options.namespace,
      execution: { workflowId },
      maximumPageSize: 1,
    });
    const input = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
    await decodeArrayFromPayloads(workflow.options.loadedDataConverter, input);
  } catch (error) {
    if (!hasStatus(error, 'NOT_FOUND')) throw error; // not started yet
  }
}
