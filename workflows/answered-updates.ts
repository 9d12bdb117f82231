import { currentUpdateInfo } from '@temporalio/workflow';

/** An Update that was carried out, by the id that its sender gave it. */
export interface AnsweredUpdate {
  readonly id: string;
  readonly answer: string;
}

const remembered = 50;

/**
 * The answers of the latest Updates. The server knows a repeated Update within one run only; these are carried
 * over continue-as-new, so that a sender who lost the answer gets it again, and nothing is done twice.
 */
export class AnsweredUpdates {
  #latest: readonly AnsweredUpdate[];

  constructor(carried: readonly AnsweredUpdate[]) {
    this.#latest = carried;
  }

  /** The answer that the Update being handled got before; null when it is new. */
  get earlier(): string | null {
    const id = currentUpdateInfo()?.id;
    return this.#latest.find((update) => update.id === id)?.answer ?? null;
  }

  /** Of the Update being handled. */
  remember(answer: string): string {
    const id = currentUpdateInfo()?.id;
    if (id !== undefined) this.#latest = [...this.#latest, { id, answer }].slice(-remembered);
    return answer;
  }

  carried(): readonly AnsweredUpdate[] {
    return this.#latest;
  }
}
