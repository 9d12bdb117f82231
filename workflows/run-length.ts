import { allHandlersFinished, workflowInfo } from '@temporalio/workflow';

/** Events in one run: keeps a replay within a second or so. The server itself suggests twice as many. */
export const defaultHistoryLimit = 2_000;

/** Times the limit: so long a run waits for a moment at which nothing is under way. */
const patience = 2;

/**
 * Whether a run is long enough to continue as new. An Update that is refused leaves no trace in the history, but has
 * the workflow look around: what it decides then, a replay would not decide. So a length counts only as of something
 * that has happened.
 */
export class RunLength {
  readonly #limit: number;
  #measuredAt = 0;
  #isLong = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `happened`: how much has, in this run; and no Update is under way that would get lost by it. */
  isLong(happened: number): boolean {
    if (happened !== this.#measuredAt) {
      const { continueAsNewSuggested, historyLength } = workflowInfo();
      this.#measuredAt = happened;
      this.#isLong = continueAsNewSuggested || historyLength > this.#limit;
    }
    return this.#isLong && allHandlersFinished();
  }

  /** Whether it should have continued by far, and found no moment to: for validators only, which no replay runs. */
  get isOverdue(): boolean {
    return workflowInfo().historyLength > patience * this.#limit;
  }
}
