import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Usage, WorkerTask } from './worker-process.ts';

const program = fileURLToPath(new URL('worker-process.ts', import.meta.url));
const graceMs = 15_000;

export interface BenchWorker {
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** Starts a worker in a process of its own, which ends with this one. */
export async function startBenchWorker(task: WorkerTask): Promise<BenchWorker> {
  const child = fork(program, [JSON.stringify(task)], { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit');
  const told = async (): Promise<unknown> => {
    const [message] = (await Promise.race([
      once(child, 'message'),
      ended.then(() => {
        throw new Error('A worker of the benchmark ended by itself');
      }),
    ])) as unknown[]; // an event's arguments
    return message;
  };
  await told();
  return {
    async usage() {
      child.send('usage');
      return (await told()) as Usage; // what the process sends
    },
    async stop() {
      if (child.connected) child.send('stop');
      const late = setTimeout(() => child.kill('SIGKILL'), graceMs); // its server may be gone
      await ended;
      clearTimeout(late);
    },
  };
}
