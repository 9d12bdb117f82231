/** It waited so long for its turn that whoever asked has given up on it. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

interface Waiting {
  readonly since: number;
  readonly begin: () => void;
  readonly giveUp: () => void;
}

/**
 * So many at once, the others in the order in which they came. A workflow takes ten Updates at a time; who asks for
 * more is told to come back, later each time, so that a burst would take three times as long.
 */
export class Turns {
  readonly #most: number;
  readonly #patienceMs: number;
  #busy = 0;
  #waiting: Waiting[] = [];

  /** Who waits longer than `patienceMs` gets no turn any more. */
  constructor(most: number, patienceMs: number) {
    this.#most = most;
    this.#patienceMs = patienceMs;
  }

  /** @throws Overtaken; whatever `work` throws. */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#busy >= this.#most) {
      await new Promise<void>((begin, reject) => {
        const giveUp = (): void => reject(new Overtaken('The planning was too busy: asked again'));
        this.#waiting.push({ since: performance.now(), begin, giveUp });
      });
    } else this.#busy++;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  /** The turn that came free goes to the first who still waits for it. */
  #next(): void {
    for (;;) {
      const first = this.#waiting.shift();
      if (first === undefined) {
        this.#busy--;
        return;
      }
      if (performance.now() - first.since <= this.#patienceMs) {
        first.begin();
        return;
      }
      first.giveUp();
    }
  }
}
