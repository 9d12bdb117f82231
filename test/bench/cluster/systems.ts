import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../machines/domain/clock.ts';
import { readServerRecord } from '../../../worker/server/server-record.ts';
import { fixedClock } from '../../chaos/run.ts';
import { WorkerProcess } from '../../chaos/worker-process.ts';
import type { Database } from './database.ts';
import { freePorts } from './ports.ts';
import type { TemporalProcesses } from './temporal-processes.ts';
import { Workers, type WorkersPlace } from './workers.ts';

/** A way to run the product; what it holds stays when it stops. */
export interface System {
  readonly clock: Clock;
  readonly address: string;
  readonly namespace: string;
  readonly workers: number;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The processes that it consists of. */
  pids(): Readonly<Record<Part, readonly number[]>>;
}

export const parts = ['server', 'database', 'workers'] as const;
export type Part = (typeof parts)[number];

type Place = Omit<WorkersPlace, 'address' | 'namespace'>;

/** Two workers, and a server on PostgreSQL, of however many processes. */
export async function onPostgres(
  temporal: TemporalProcesses,
  database: Database,
  place: Place & { readonly namespace: string },
  stopped: AbortSignal,
): Promise<System> {
  const { address } = temporal;
  await temporal.start();
  const workers = await Workers.prepare({ ...place, address }, stopped).finally(() => temporal.stop());
  return {
    clock: workers.clock,
    address,
    namespace: place.namespace,
    workers: 2,
    async start() {
      await temporal.start();
      workers.start();
    },
    async stop() {
      await workers.stop();
      await temporal.stop();
    },
    pids: () => ({ server: temporal.pids, database: present(database.pid), workers: workers.pids }),
  };
}

/** What `npm start` runs: one worker, and a server of its own on SQLite. */
export async function embedded({ folder, smtpPort, dayMs }: Place): Promise<System> {
  const dataDir = join(folder, 'embedded');
  await mkdir(dataDir, { recursive: true });
  const clock = await fixedClock(dataDir, dayMs);
  const [port] = await freePorts(1);
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, SMTP_URL: `smtp://127.0.0.1:${smtpPort}` };
  let worker: WorkerProcess | null = null;
  return {
    clock,
    address: `127.0.0.1:${port}`,
    namespace: 'default',
    workers: 1,
    async start() {
      worker = new WorkerProcess(dataDir, env, ['--poort', String(port), '--geen-ui']);
      worker.start();
    },
    async stop() {
      await worker?.stop();
    },
    pids: () => {
      const server = present(readServerRecord(dataDir)?.pid);
      return { server, database: [], workers: present(worker?.pid) };
    },
  };
}

function present(pid: number | null | undefined): readonly number[] {
  return pid === null || pid === undefined ? [] : [pid];
}
