import { activityInfo } from '@temporalio/activity';
import { WorkflowUpdateFailedError, type WorkflowClient } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { refusals } from '../machines/protocol.ts';

/** The same for every attempt of one activity: an Update whose answer got lost is not carried out again. */
export function updateIdOfActivity(): string {
  const { workflowExecution, activityId } = activityInfo();
  return `${workflowExecution?.runId ?? ''}/${activityId}`;
}

/**
 * Sends an Update to a workflow that is there, and waits for its answer.
 * @throws a failure that is not retried when it was refused, with the refusal's own words; any other error is retried.
 */
export async function sendUpdate(
  workflows: WorkflowClient,
  workflowId: string,
  name: string,
  input: unknown,
): Promise<unknown> {
  return await refusalsAreFinal(() =>
    workflows
      .getHandle(workflowId)
      .executeUpdate<unknown, [unknown]>(name, { args: [input], updateId: updateIdOfActivity() }),
  );
}

/** A refusal stays one however often it is tried; a track that is about to close makes room by itself. */
export async function refusalsAreFinal<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
    if (cause instanceof ApplicationFailure && cause.type === refusals.refused) {
      throw ApplicationFailure.nonRetryable(cause.message, refusals.refused);
    }
    throw error;
  }
}
