import { parentPort, workerData } from 'node:worker_threads';
import { resumePlanning } from '../../machines/domain/planning/carried.ts';
import { replan } from '../../machines/domain/planning/optimise/replan.ts';
import { suppose } from '../../machines/domain/planning/optimise/suppose.ts';
import { highsSolver } from './highs-solver.ts';
import { loadHighs } from './load-highs.ts';
import type { SolverOrder, ThreadMessage } from './order.ts';

/** The thread in which a planning is worked out: it does one order, tells how far it is, and ends. */

const { planning, supposal, now, seconds } = workerData as SolverOrder; // as `solve-in-thread.ts` gives it
const until = performance.now() + seconds * 1_000;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is for windows, this is a thread
const tell = (message: ThreadMessage): void => parentPort?.postMessage(message);

const today = resumePlanning(planning);
const supposed =
  supposal === null ? { kind: 'supposed' as const, state: today } : suppose(today, supposal, now);
if (supposed.kind === 'refused') throw new Error(supposed.reason);
const solver = highsSolver(await loadHighs(), { left: () => until - performance.now() });
const replanning = replan(today, supposed.state, supposal, now, solver, (measure) =>
  tell({ kind: 'progress', measure }),
);
tell({ kind: 'replanned', replanning });
