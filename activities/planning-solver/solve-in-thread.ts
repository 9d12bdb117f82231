import { Worker } from 'node:worker_threads';
import type { MeasureName } from '../../machines/domain/planning/optimise/measures.ts';
import type { Replanning } from '../../machines/domain/planning/optimise/replan.ts';
import type { SolverOrder, ThreadMessage } from './order.ts';

export interface SolveOptions {
  /** Ends the thread at once. */
  readonly signal: AbortSignal;
  readonly progress: (measure: MeasureName) => void;
  /** The program of the thread, for tests. */
  readonly program?: URL;
}

/** It ended without an answer; the message says how, for the log. */
export class ThreadFailure extends Error {
  override readonly name = 'ThreadFailure';
}

/** After its own time limit the thread is given so many milliseconds to come to an end by itself. */
const graceMs = 10_000;
/** More than the largest planning takes; one that takes more must not take the worker along. */
const mostMegabytes = 2_048;

/** Works out a planning off the event loop. @throws ThreadFailure */
export async function solveInThread(
  order: SolverOrder,
  { signal, progress, program = new URL('thread.js', import.meta.url) }: SolveOptions,
): Promise<Replanning> {
  signal.throwIfAborted();
  const thread = new Worker(program, {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  });
  let overtime: NodeJS.Timeout | undefined;
  const stop = (): void => void thread.terminate();
  try {
    return await new Promise<Replanning>((resolve, reject) => {
      const fail = (how: string, cause?: unknown): void => reject(new ThreadFailure(how, { cause }));
      overtime = setTimeout(() => fail('It did not stop in time.'), order.seconds * 1_000 + graceMs);
      signal.addEventListener('abort', () => fail('It was cancelled.'), { once: true });
      thread.on('message', (message: ThreadMessage) => {
        if (message.kind === 'progress') progress(message.measure);
        else resolve(message.replanning);
      });
      thread.on('error', (error) => fail(error.message, error));
      thread.on('exit', (code) => fail(`It ended with code ${code}.`));
    });
  } finally {
    clearTimeout(overtime);
    stop();
  }
}
