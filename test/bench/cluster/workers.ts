import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../machines/domain/clock.ts';
import { projectRoot } from '../../../worker/project.ts';
import { fixedClock } from '../../chaos/run.ts';
import { WorkerProcess } from '../../chaos/worker-process.ts';
import { runProgram } from './run-program.ts';

export interface WorkersPlace {
  /** Does not exist yet. */
  readonly folder: string;
  readonly address: string;
  readonly namespace: string;
  readonly smtpPort: number;
  /** Of a calendar day. */
  readonly dayMs: number;
}

/** Two workers of ours at a server of others: the program that people start, told where to go by its environment alone. */
export class Workers {
  readonly clock: Clock;
  readonly #folders: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  #all: readonly WorkerProcess[] = [];

  private constructor(clock: Clock, folders: readonly string[], env: NodeJS.ProcessEnv) {
    this.clock = clock;
    this.#folders = folders;
    this.#env = env;
  }

  /** Prepares the namespace as the administrator does, and a data folder for each. */
  static async prepare(place: WorkersPlace, stopped: AbortSignal): Promise<Workers> {
    const { folder, address, namespace, smtpPort, dayMs } = place;
    const folders = [join(folder, 'worker-1'), join(folder, 'worker-2')] as const;
    for (const path of folders) await mkdir(path, { recursive: true });
    // The planning and the desk begin with the clock of whoever is first.
    const clock = await fixedClock(folders[0], dayMs);
    await copyFile(join(folders[0], 'klok.json'), join(folders[1], 'klok.json'));
    // Without the keys of who runs this: the audit reads payloads as they are.
    const { PATH, HOME } = process.env;
    const server = { PATH, HOME, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
    const traject = join(projectRoot, 'worker', 'traject.js');
    await runProgram(process.execPath, [traject, 'inrichten'], { env: server, folder, stopped });
    return new Workers(clock, folders, { ...server, SMTP_URL: `smtp://127.0.0.1:${smtpPort}` });
  }

  get all(): readonly WorkerProcess[] {
    return this.#all;
  }

  get pids(): readonly number[] {
    return this.#all.flatMap(({ pid }) => pid ?? []);
  }

  start(): void {
    this.#all = this.#folders.map((folder) => new WorkerProcess(folder, this.#env));
    for (const worker of this.#all) worker.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map(async (worker) => worker.stop()));
  }
}
