export type Tell = (line: string) => void;

/** A part of a long measurement: what it does, and how many seconds that takes on two cores that do little else. */
export interface Part<Value> {
  readonly title: string;
  readonly seconds: number;
  readonly measure: (tell: Tell) => Promise<Value>;
}

/** What came of a part. One that fails leaves the others as they are. */
export type Outcome<Value> = { readonly title: string; readonly seconds: number } & (
  | { readonly kind: 'measured'; readonly value: Value }
  | { readonly kind: 'missing'; readonly reason: string }
);

/** So many times its own seconds, and at least two minutes: then a part will not end by itself. */
const patience = 4;
const leastSeconds = 120;

export class Programme {
  readonly #parts: readonly Part<unknown>[];
  readonly #tell: Tell;
  readonly #cleanUp: () => Promise<void>;

  /** `cleanUp`: after a part that failed, so that the next one is alone. */
  constructor(parts: readonly Part<unknown>[], tell: Tell, cleanUp: () => Promise<void>) {
    this.#parts = parts;
    this.#tell = tell;
    this.#cleanUp = cleanUp;
  }

  async carryOut<Value>(part: Part<Value>): Promise<Outcome<Value>> {
    const { title } = part;
    const at = this.#parts.indexOf(part);
    const after = this.#parts.slice(at + 1).reduce((sum, { seconds }) => sum + seconds, 0);
    const then = after === 0 ? 'dit is het laatste deel' : `daarna nog ongeveer ${duration(after)}`;
    this.#tell(`[${at + 1}/${this.#parts.length}] ${title}: ongeveer ${duration(part.seconds)}; ${then} …`);
    const began = performance.now();
    const seconds = () => Math.round((performance.now() - began) / 100) / 10;
    try {
      const value = await inTime(part.measure(this.#tell), Math.max(leastSeconds, patience * part.seconds));
      return { kind: 'measured', title, value, seconds: seconds() };
    } catch (error) {
      const reason = reasonOf(error);
      this.#tell(`${title} is mislukt: ${reason}`);
      await this.#cleanUp();
      return { kind: 'missing', title, reason, seconds: seconds() };
    }
  }
}

async function inTime<Value>(work: Promise<Value>, seconds: number): Promise<Value> {
  let alarm: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    alarm = setTimeout(() => reject(new Error(`niet klaar na ${duration(seconds)}`)), seconds * 1_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(alarm);
  }
}

/** An error with its causes: what went wrong is often said by the last. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`;
}

export function duration(seconds: number): string {
  return seconds < 100 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} minuten`;
}
