import type { RunLength } from './run-length.ts';

/** An Update that takes longer waits for something else: to keep others away does not help it. */
const quickMs = 30_000;

/**
 * Updates that overlap without end leave a run no moment to continue as new. So, once it is overdue, new ones must wait
 * until those under way are done; but not for one that has been waiting itself for a while already.
 */
export class OverlappingUpdates {
  readonly #length: RunLength;
  readonly #begun = new Map<object, number>();

  constructor(length: RunLength) {
    this.#length = length;
  }

  async take<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const update = {};
    this.#begun.set(update, Date.now());
    try {
      return await work();
    } finally {
      this.#begun.delete(update);
    }
  }

  /** For validators, which no replay runs. */
  get mustWait(): boolean {
    if (this.#begun.size === 0 || !this.#length.isOverdue) return false;
    const longAgo = Date.now() - quickMs;
    return [...this.#begun.values()].every((since) => since > longAgo);
  }
}
