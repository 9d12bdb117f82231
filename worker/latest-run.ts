import { WorkflowNotFoundError, type Client, type WorkflowExecutionStatusName } from '@temporalio/client';

interface LatestRun {
  readonly runId: string;
  readonly status: WorkflowExecutionStatusName;
}

/** Null: there is none, or the server keeps it no longer. */
export async function latestRun(client: Client, workflowId: string): Promise<LatestRun | null> {
  try {
    const { status, runId } = await client.workflow.getHandle(workflowId).describe();
    return { status: status.name, runId };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
