import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { NativeConnection, Worker } from '@temporalio/worker';
import { z } from 'zod';
import { taskQueue } from '../../machines/protocol.ts';
import { quietRuntime } from '../workflows/bundle.ts';
import { trackActivities } from './cost/activities.ts';
import { begin } from './cost/planning-rules.ts';

/** A worker in a process of its own, so that its CPU and memory are its own. Its argument says what it works on. */
export const workerTaskSchema = z.object({
  address: z.string(),
  namespace: z.string(),
  codePath: z.string(),
  cached: z.number().int(),
  /** Workflows on the main thread: their memory can be told. */
  inMainThread: z.boolean(),
});
export type WorkerTask = z.infer<typeof workerTaskSchema>;

export interface Usage {
  readonly cpuSeconds: number;
  /** What is left after everything that could go has gone. */
  readonly heapBytes: number;
  readonly residentBytes: number;
}

const task = workerTaskSchema.parse(JSON.parse(process.argv[2] ?? 'null'));
quietRuntime();
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void; // V8's, once the flag is set

const connection = await NativeConnection.connect({ address: task.address });
const worker = await Worker.create({
  connection,
  namespace: task.namespace,
  taskQueue,
  workflowBundle: { codePath: task.codePath },
  activities: trackActivities(async () => begin, null),
  maxCachedWorkflows: task.cached,
  maxConcurrentActivityTaskExecutions: 1_000, // as worker/start-worker.ts has it
  debugMode: task.inMainThread,
});

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  if (task.inMainThread) for (let i = 0; i < 4; i++) collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { cpuSeconds: (user + system) / 1_000_000, heapBytes: heapUsed + external, residentBytes: rss };
}

process.on('message', (message) => {
  if (message === 'usage') process.send?.(usage());
  else worker.shutdown();
});
process.once('disconnect', () => process.exit(1)); // who started it has gone
const running = worker.run();
process.send?.('ready');
await running;
await connection.close();
process.exit(0);
