import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

/** A mail that was refused some times waits longer each time, a minute and more. */
const patienceMs = 150_000;
const pauseMs = 1_000;
/** At rest more than once, since one thing leads to another. */
const restsInARow = 3;

/**
 * Waits until nothing is under way any more in any workflow: no activity, no task that is tried again. The desk's
 * mornings go on for ever, so it is asked until it is at rest between two of them.
 */
export async function settled(client: Client, stopped: AbortSignal): Promise<void> {
  const end = Date.now() + patienceMs;
  for (let rests = 0; rests < restsInARow && Date.now() < end && !stopped.aborted;) {
    rests = (await isQuiet(client)) ? rests + 1 : 0;
    await wait(pauseMs);
  }
}

async function isQuiet(client: Client): Promise<boolean> {
  for await (const { workflowId, runId } of client.workflow.list({ query: 'ExecutionStatus = "Running"' })) {
    const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
    const isBusy = (raw.pendingActivities ?? []).length > 0 || (raw.pendingWorkflowTask?.attempt ?? 0) > 1;
    if (isBusy && workflowId !== 'servicecentrum') return false;
  }
  return true;
}
