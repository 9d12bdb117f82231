import type { ClientInterceptors } from '@temporalio/client';

/** An Update, in real time. */
export interface Asked {
  /** When it was asked for the first time. */
  readonly from: number;
  /** When it was answered; null: it never was. */
  readonly until: number | null;
}

/** An interceptor that writes down when each Update was asked and answered, by its id. */
export function askedUpdates(): {
  readonly interceptors: ClientInterceptors;
  readonly asked: ReadonlyMap<string, Asked>;
} {
  const asked = new Map<string, Asked>();
  return {
    asked,
    interceptors: {
      workflow: [
        {
          startUpdate: async (input, next) => {
            const id = input.options.updateId ?? '';
            const from = asked.get(id)?.from ?? Date.now();
            asked.set(id, { from, until: null });
            const answer = await next(input);
            asked.set(id, { from, until: Date.now() });
            return answer;
          },
        },
      ],
    },
  };
}
