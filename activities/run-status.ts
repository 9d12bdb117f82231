import type { WorkflowExecutionStatusName } from '@temporalio/client';

/** Whether a run has not ended: one that somebody paused still holds all that it has. */
export function isOpen(status: WorkflowExecutionStatusName): boolean {
  return status === 'RUNNING' || status === 'PAUSED';
}
