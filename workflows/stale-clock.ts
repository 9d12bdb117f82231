import { ApplicationFailure, type WorkflowInterceptors } from '@temporalio/workflow';
import { notUpToDate, queryOfEndedRun } from '../machines/protocol.ts';

type Interceptor = NonNullable<WorkflowInterceptors['internals']>[number];
type Activation = Parameters<NonNullable<Interceptor['activate']>>[0]['activation'];

/**
 * Keeps queries from moving a run. A worker that has to read a history back for a query alone is given all that has
 * happened, also what no workflow task was started for yet, under the time of the last one: `Date.now()` stands still
 * while a timer fires. What the run decided then would go out with its next task, and a later replay, which has the
 * right time, would decide otherwise: it could never be replayed again. (Seen with SDK 1.24.0; docs/durability.md.)
 *
 * So what came after the last task is left alone here, and the query refused: the worker then drops the run, and the
 * task that is on its way reads it back with the right time. A run that has ended gets no task any more; programs can
 * ask it, by a name of its own, how it stood after its last one.
 */
export const interceptors = (): WorkflowInterceptors => {
  /** As of its last workflow task: the server tells the size of a history with the start of each. */
  let last = { length: 0, size: '' };
  let isBehind = false;
  return {
    internals: [
      {
        activate(input, next) {
          const { activation } = input;
          const isQuery = (activation.jobs ?? []).some(({ queryWorkflow }) => queryWorkflow != null);
          if (isQuery) {
            const isOfEndedRun = takeMark(activation);
            if (isBehind && !isOfEndedRun) throw behind();
            next(input);
            return;
          }
          if (isBehind) throw behind();
          const length = activation.historyLength ?? 0;
          const size = String(activation.historySizeBytes ?? 0);
          isBehind = size !== '0' && size === last.size && length !== last.length;
          if (isBehind) return;
          last = { length, size };
          next(input);
        },
      },
    ],
  };
};

/** Gives the query the name that the workflow knows it by. */
function takeMark({ jobs }: Activation): boolean {
  let isMarked = false;
  for (const { queryWorkflow } of jobs ?? []) {
    const name = queryWorkflow?.queryType ?? '';
    if (queryWorkflow == null || !name.startsWith(queryOfEndedRun)) continue;
    queryWorkflow.queryType = name.slice(queryOfEndedRun.length);
    isMarked = true;
  }
  return isMarked;
}

function behind(): ApplicationFailure {
  const failure = ApplicationFailure.retryable(notUpToDate);
  failure.stack = '';
  return failure;
}
