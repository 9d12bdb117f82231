import type { Logger } from '@temporalio/worker';
import { repeat } from '../repeated.ts';
import { gauge, type Metric } from './exposition.ts';

const everyMs = 30_000;
/** Prometheus waits for ten seconds. */
const patienceMs = 5_000;

type Gather = (signal: AbortSignal) => Promise<readonly Metric[]>;

/**
 * What takes a while to gather, and longer the more tracks there are: in the background, from the first time that
 * somebody asks, at most twice a minute. Who asks gets the last that was gathered, and when that was.
 */
export class Figures {
  readonly #gather: Gather;
  readonly #logger: Pick<Logger, 'warn'>;
  #last: readonly Metric[] = [];
  #gathering: { readonly first: Promise<void>; stop(): Promise<void> } | null = null;

  constructor(gather: Gather, logger: Pick<Logger, 'warn'>) {
    this.#gather = gather;
    this.#logger = logger;
  }

  /** Who asks before the first are there waits for them, but not for long; empty: they are not there yet. */
  async metrics(): Promise<readonly Metric[]> {
    this.#gathering ??= this.#begin();
    await atMost(patienceMs, this.#gathering.first);
    return this.#last;
  }

  async stop(): Promise<void> {
    await this.#gathering?.stop();
  }

  #begin() {
    let told = (): void => {};
    const first = new Promise<void>((resolve) => {
      told = resolve;
    });
    const look = async (signal: AbortSignal): Promise<void> => {
      try {
        this.#last = [...(await this.#gather(signal)), gatheredAt(Date.now())];
      } finally {
        told();
      }
    };
    return { first, ...repeat([{ name: 'the figures of the business', look }], everyMs, this.#logger) };
  }
}

function gatheredAt(ms: number): Metric {
  return gauge('traject_gathered_timestamp_seconds', 'When the figures of the business were gathered.', [
    { labels: {}, value: ms / 1_000 },
  ]);
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
}
