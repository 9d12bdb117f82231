import { setTimeout as wait } from 'node:timers/promises';
import { QueryNotRegisteredError, type Client, type WorkflowHandle } from '@temporalio/client';
import { notUpToDate, ofEndedRun } from '../machines/protocol.ts';

const mostAttempts = 5;
/** A question in between can make the server lose the task that is on its way; it sends another after ten seconds. */
const pauseMs = 2_500;

/**
 * Asks a run how it stands: an open one when it has dealt with all that came, one that has ended as of its last task.
 * @throws what the client throws; when it stays behind, an error for which `isBehind` holds.
 */
export async function askRun<Answer>(
  client: Client,
  handle: WorkflowHandle,
  query: string,
  ...args: readonly unknown[]
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await handle.query<Answer, unknown[]>(query, ...args);
    } catch (error) {
      if (!isBehind(error)) throw error;
      const { runId, closeTime } = await handle.describe();
      if (closeTime !== undefined) {
        const ended = client.workflow.getHandle(handle.workflowId, runId); // not one that has begun since
        return await ended.query<Answer, unknown[]>(ofEndedRun(query), ...args);
      }
      if (attempt === mostAttempts) throw error;
      await wait(pauseMs);
    }
  }
}

/** It has yet to deal with something: see workflows/stale-clock.ts. */
export function isBehind(error: unknown): boolean {
  return error instanceof QueryNotRegisteredError && error.message === notUpToDate;
}
