import { isGrpcServiceError, type ClientInterceptors } from '@temporalio/client';

/** One try to ask a workflow something, as the asker saw it: after what the client tries again by itself. */
export interface Call {
  /** Real time at which it began. */
  readonly at: number;
  readonly ms: number;
  /** Null: it was answered. */
  readonly error: string | null;
}

/** Interceptors that write down each Update and each query. */
export function observedCalls(): {
  readonly interceptors: ClientInterceptors;
  readonly calls: readonly Call[];
} {
  const calls: Call[] = [];
  const observed = async <T>(call: () => Promise<T>): Promise<T> => {
    const at = Date.now();
    try {
      const answer = await call();
      calls.push({ at, ms: Date.now() - at, error: null });
      return answer;
    } catch (error) {
      calls.push({ at, ms: Date.now() - at, error: nameOf(error) });
      throw error;
    }
  };
  return {
    calls,
    interceptors: {
      workflow: [
        {
          startUpdate: async (input, next) => observed(async () => next(input)),
          query: async (input, next) => observed(async () => next(input)),
        },
      ],
    },
  };
}

function nameOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  // Of gRPC: "14 UNAVAILABLE: …"
  const [, status] = isGrpcServiceError(cause) ? (/^\d+ (\w+):/.exec(cause.message) ?? []) : [];
  if (status !== undefined) return status;
  return error instanceof Error ? error.name : String(error);
}
