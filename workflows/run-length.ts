import { allHandlersFinished, workflowInfo } from '@temporalio/workflow';

/** Events in one run: keeps a replay within a second or so. The server itself suggests twice as many. */
export const defaultHistoryLimit = 2_000;

/** Whether the run is long enough to continue as new, and no Update is under way that would get lost by it. */
export function isLongRun(limit: number): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return (continueAsNewSuggested || historyLength > limit) && allHandlersFinished();
}
