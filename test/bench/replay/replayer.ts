import { Worker } from '@temporalio/worker';
import type { HistoryEvents } from '../cost/play.ts';
import type { Bundle } from '../variants.ts';

/** What one replay took: CPU of this process, and time. */
export interface Taken {
  readonly cpuMs: number;
  readonly ms: number;
}

export interface Replayer {
  /** Reads one history back, from its first event to its last. The first one starts the worker. */
  replay(history: HistoryEvents): Promise<Taken>;
  close(): Promise<void>;
}

/** A worker that reads a history back when it is asked: so that two of them can take turns. */
export function openReplayer(workflowBundle: Bundle): Replayer {
  let asked: HistoryEvents = [];
  let count = 0;
  async function* histories() {
    for (;;) yield { workflowId: `naspelen-${count++}`, history: { events: [...asked] } };
  }
  const replays = Worker.runReplayHistories({ workflowBundle }, histories());
  return {
    async replay(history) {
      asked = history;
      const cpu = process.cpuUsage();
      const began = performance.now();
      const { value, done } = await replays.next();
      const { user, system } = process.cpuUsage(cpu);
      if (done === true) throw new Error('The worker that reads histories back has stopped');
      if (value.error !== undefined) throw value.error;
      return { cpuMs: (user + system) / 1_000, ms: performance.now() - began };
    },
    async close() {
      await replays.return?.();
    },
  };
}
