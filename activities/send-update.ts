import { activityInfo } from '@temporalio/activity';
import { WorkflowUpdateFailedError, type WorkflowClient } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { refusals } from '../machines/protocol.ts';

/** The same for every attempt of one activity: an Update whose answer got lost is not carried out again. */
export function updateIdOfActivity(): string {
  const { workflowExecution, activityId } = activityInfo();
  return `${workflowExecution?.runId ?? ''}/${activityId}`;
}

/** Sends an Update to a workflow that is there, and waits for its answer. */
export async function sendUpdate<Answer>(
  workflows: WorkflowClient,
  workflowId: string,
  name: string,
  input: unknown,
  /** Tells Updates of one activity from each other. */
  which = '',
): Promise<Answer> {
  return await workflows
    .getHandle(workflowId)
    .executeUpdate<Answer, [unknown]>(name, { args: [input], updateId: `${updateIdOfActivity()}${which}` });
}

/** Runs what sends an Update; a refusal of it is not tried again, and keeps its words. */
export async function refusalIsFinal<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
    if (
      cause instanceof ApplicationFailure &&
      (cause.type === refusals.refused || cause.type === refusals.closing)
    ) {
      throw ApplicationFailure.nonRetryable(cause.message, cause.type);
    }
    throw error;
  }
}
