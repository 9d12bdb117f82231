import { currentUpdateInfo } from '@temporalio/workflow';

/** An Update that was carried out, by the id that its sender gave it. */
export interface AnsweredUpdate<Answer> {
  readonly id: string;
  readonly answer: Answer;
}

const remembered = 50;

/**
 * The answers of the latest Updates. The server knows a repeated Update within one run only; these are carried
 * over continue-as-new, so that a sender who lost the answer gets it again, and nothing is done twice.
 */
export class AnsweredUpdates<Answer> {
  #latest: readonly AnsweredUpdate<Answer>[];

  constructor(carried: readonly AnsweredUpdate<Answer>[]) {
    this.#latest = carried;
  }

  /** The answer that the Update being handled got before; null when it is new. */
  get earlier(): Answer | null {
    const id = currentUpdateInfo()?.id;
    return this.#latest.find((update) => update.id === id)?.answer ?? null;
  }

  /** Of the Update being handled. */
  remember(answer: Answer): Answer {
    const id = currentUpdateInfo()?.id;
    if (id !== undefined) this.#latest = [...this.#latest, { id, answer }].slice(-remembered);
    return answer;
  }

  carried(): readonly AnsweredUpdate<Answer>[] {
    return this.#latest;
  }
}
