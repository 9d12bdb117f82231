import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { planningId, planningMessages } from '../../machines/protocol.ts';
import { searchAttributes } from '../../machines/track/attributes.ts';
import { connect } from '../../worker/server/address.ts';
import { openDataFolder } from '../../worker/server/data-folder.ts';
import { cacheDir, projectRoot } from '../../worker/project.ts';
import { findBinary } from '../../worker/server/binary.ts';
import { startEmbedded } from '../../worker/server/embedded.ts';
import { freePort } from '../../worker/server/ports.ts';
import { defaultRetention } from '../../worker/server/retention.ts';
import { databaseOf } from '../../worker/server/server-record.ts';
import { planningFor } from '../chaos/papers.ts';
import { onStop } from './on-stop.ts';

/** The first day of the planning that is published. */
const from = '2027-01-04';

export interface Office {
  readonly client: Client;
  readonly serverPid: number;
  readonly workerPid: () => number;
  readonly database: string;
  /** The port at which the worker tells of itself. */
  readonly observation: number;
  /** Nothing is finished first. */
  killWorker(): Promise<void>;
  /** It takes a moment until it is ready. */
  startWorker(): void;
  close(): Promise<void>;
}

/**
 * The embedded server, and `traject start` in a process of its own on it: so each one's CPU is known. With a planning
 * that has room for so many tracks, and its business time begun on a fixed day.
 */
export async function openOffice(options: {
  readonly tracks: number;
  /** Of the server; left out: those that were chosen. */
  readonly settings?: readonly string[];
  /** Of the worker's process; left out: none. */
  readonly nodeOptions?: string;
}): Promise<Office> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'traject-meting-'));
  const cleanUp: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 10 })];
  const close = async (): Promise<void> => {
    for (const step of cleanUp.splice(0).toReversed()) await step();
  };
  let worker: Worker | null = null;
  // At once: whoever started this process does not wait for a worker that finishes its work.
  cleanUp.push(
    onStop(async () => {
      await worker?.end('SIGKILL');
      await close();
    }),
  );
  try {
    const [serverDir, dataDir] = [join(folder, 'server'), join(folder, 'worker')];
    for (const path of [serverDir, dataDir]) await mkdir(path);
    const server = await startEmbedded({
      binary: await findBinary({ env: process.env, cacheDir, report: () => {} }),
      dataDir: serverDir,
      port: await freePort(),
      uiPort: null,
      retention: defaultRetention,
      searchAttributes,
      report: () => {},
      ...(options.settings === undefined ? {} : { settings: options.settings }),
    });
    cleanUp.push(() => server.stop());
    // Before the worker starts: against a server of others it would take real time.
    await (await openDataFolder(dataDir, { from })).close();
    const observation = await freePort();
    const started = new Worker(dataDir, server.address, observation, options.nodeOptions ?? '');
    worker = started;
    started.start();
    cleanUp.push(() => started.end('SIGTERM'));
    const connection = await connect({ address: server.address });
    cleanUp.push(() => connection.close());
    const client = new Client({ connection });
    await publish(client, options.tracks);
    return {
      client,
      serverPid: server.pid,
      workerPid: () => started.pid,
      database: databaseOf(serverDir),
      observation,
      killWorker: () => started.end('SIGKILL'),
      startWorker: () => started.start(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

class Worker {
  readonly #folder: string;
  readonly #address: string;
  readonly #observation: number;
  readonly #nodeOptions: string;
  #child: ReturnType<typeof spawn> | null = null;

  constructor(folder: string, address: string, observation: number, nodeOptions: string) {
    this.#folder = folder;
    this.#address = address;
    this.#observation = observation;
    this.#nodeOptions = nodeOptions;
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error('No worker has been started');
    return pid;
  }

  start(): void {
    const program = join(projectRoot, 'worker', 'traject.js');
    const { PATH, HOME } = process.env;
    const child = spawn(
      process.execPath,
      [program, 'start', '--gegevensmap', this.#folder, '--meetpoort', String(this.#observation)],
      {
        cwd: this.#folder,
        env: { PATH, HOME, TEMPORAL_ADDRESS: this.#address, NODE_OPTIONS: this.#nodeOptions },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const endWithUs = (): void => void child.kill('SIGKILL');
    process.once('exit', endWithUs);
    child.once('exit', () => process.off('exit', endWithUs));
    this.#child = child;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }
}

/** As soon as there is a planning to be told. */
async function publish(client: Client, tracks: number): Promise<void> {
  for (;;) {
    try {
      await client.withDeadline(Date.now() + 5_000, () =>
        client.workflow.getHandle(planningId).executeUpdate<unknown, [object]>(planningMessages.publish, {
          updateId: 'meting',
          args: [{ door: 'meting', ...planningFor(tracks) }],
        }),
      );
      return;
    } catch {
      await wait(100);
    }
  }
}
