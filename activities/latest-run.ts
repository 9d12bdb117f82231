import {
  WorkflowNotFoundError,
  type WorkflowClient,
  type WorkflowExecutionStatusName,
} from '@temporalio/client';

export interface LatestRun {
  readonly runId: string;
  readonly status: WorkflowExecutionStatusName;
}

/** Null: there is none, or the server keeps it no longer. */
export async function latestRun(workflows: WorkflowClient, workflowId: string): Promise<LatestRun | null> {
  try {
    const { status, runId } = await workflows.getHandle(workflowId).describe();
    return { status: status.name, runId };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
