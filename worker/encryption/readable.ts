import type { Client } from '@temporalio/client';
import { openWorkflows } from '../../machines/domain/track-queries.ts';
import { deskId, planningId } from '../../machines/protocol.ts';
import { hasStatus } from '../server/grpc-status.ts';
import { startedInput } from '../started-input.ts';

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

/** Unless it was not started yet. */
async function readInput(client: Client, workflowId: string): Promise<void> {
  try {
    await startedInput(client, workflowId);
  } catch (error) {
    if (!hasStatus(error, 'NOT_FOUND')) throw error;
  }
}
