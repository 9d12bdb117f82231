import { setMaxListeners } from 'node:events';
import type { Logger } from '@temporalio/worker';

export interface Look {
  /** As the log tells it. */
  readonly name: string;
  /** Soon rejects when the signal is aborted. */
  readonly look: (signal: AbortSignal) => Promise<void>;
}

/**
 * Has all looks one after another, at once and then again and again: a round begins so long after the one before has
 * ended. A look that fails is logged, and holds up no other.
 */
export function repeat(
  looks: readonly Look[],
  pauseMs: number,
  logger: Pick<Logger, 'warn'>,
): { stop(): Promise<void> } {
  let isStopped = false;
  let breaking = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let busy: Promise<void>;
  const begin = (): void => {
    busy = round();
  };
  const round = async (): Promise<void> => {
    for (const { name, look } of looks) {
      if (isStopped) return;
      // Of this look alone: the client leaves a listener behind with each call.
      breaking = new AbortController();
      setMaxListeners(0, breaking.signal);
      try {
        await look(breaking.signal);
      } catch (error) {
        if (!isStopped) logger.warn(`A look at ${name} failed; another follows`, { error });
      }
    }
    if (!isStopped) timer = setTimeout(begin, pauseMs);
  };
  begin();
  return {
    async stop() {
      isStopped = true;
      breaking.abort();
      clearTimeout(timer);
      await busy;
    },
  };
}
