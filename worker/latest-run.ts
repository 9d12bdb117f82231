import { WorkflowNotFoundError, type Client } from '@temporalio/client';

export interface LatestRun {
  readonly runId: string;
  readonly status: string;
  readonly start: Date;
}

/** Null: there is none, or the server keeps it no longer. */
export async function latestRun(client: Client, workflowId: string): Promise<LatestRun | null> {
  try {
    const { status, runId, startTime } = await client.workflow.getHandle(workflowId).describe();
    return { status: status.name, runId, start: startTime };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
