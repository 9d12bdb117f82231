import { currentUpdateInfo, type Headers, type WorkflowInterceptors } from '@temporalio/workflow';
import { traceHeader } from '../machines/protocol.ts';

/**
 * Passes the trace of an Update on to the activities that are scheduled within it, and makes nothing of it itself. Without
 * the header it does nothing; with it no command changes but in its headers, which a replay does not compare. What
 * comes of a timer or a signal months later is not of the trace that the run began with, so only Updates count.
 */
export const interceptors = (): WorkflowInterceptors => {
  const traces = new WeakMap<object, Headers[string]>();
  return {
    inbound: [
      {
        handleUpdate(input, next) {
          const trace = input.headers[traceHeader];
          const info = currentUpdateInfo();
          if (trace !== undefined && info !== undefined) traces.set(info, trace);
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity(input, next) {
          const info = currentUpdateInfo();
          const trace = info === undefined ? undefined : traces.get(info);
          if (trace === undefined) return next(input);
          return next({ ...input, headers: { ...input.headers, [traceHeader]: trace } });
        },
      },
    ],
  };
};
