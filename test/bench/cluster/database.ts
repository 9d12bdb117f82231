import { chown, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BackUp } from './back-up.ts';
import { Daemon } from './daemon.ts';
import type { Programs } from './programs.ts';
import { runProgram } from './run-program.ts';
import { databaseUser } from './server-config.ts';

const patienceMs = 60_000;
const pauseMs = 50;

/** PostgreSQL in a folder of its own, on this computer alone, with the settings of a new installation: every commit is on disk. */
export class Database {
  readonly port: number;
  readonly #folder: string;
  readonly #daemon: Daemon;

  private constructor(
    folder: string,
    port: number,
    { postgres, postgresUser }: Programs,
    settings: readonly string[],
  ) {
    this.port = port;
    this.#folder = folder;
    this.#daemon = new Daemon({
      command: postgres,
      // prettier-ignore
      args: [
        '-D', join(folder, 'data'), '-h', '127.0.0.1', '-p', String(port),
        ...['unix_socket_directories=', 'max_connections=300', ...settings].flatMap((setting) => ['-c', setting]),
      ],
      folder,
      logFile: join(folder, 'postgres.log'),
      runAs: postgresUser,
      stopSignal: 'SIGINT', // without waiting for those who are connected
    });
  }

  /** A new one; settings are those that it would have in its file. */
  static async create(
    programs: Programs,
    port: number,
    stopped: AbortSignal,
    settings: readonly string[] = [],
  ): Promise<Database> {
    const { initdb, postgresUser: runAs } = programs;
    const options = ['-U', databaseUser, '--auth=trust', '-E', 'UTF8', '--locale=C'];
    return await Database.#in(programs, port, async (folder, data) => {
      await runProgram(initdb, ['-D', data, ...options], { folder, runAs, stopped });
      return settings;
    });
  }

  /** Another one, with what was backed up until a moment. */
  static async restored(programs: Programs, port: number, backUp: BackUp, until: number): Promise<Database> {
    return await Database.#in(programs, port, async (_folder, data) => backUp.restoreTo(data, until));
  }

  static async #in(
    programs: Programs,
    port: number,
    fill: (folder: string, data: string) => Promise<readonly string[]>,
  ): Promise<Database> {
    const folder = await mkdtemp(join(await realpath(tmpdir()), 'traject-postgres-'));
    const { postgresUser } = programs;
    if (postgresUser !== null) await chown(folder, postgresUser.uid, postgresUser.gid);
    try {
      return new Database(folder, port, programs, await fill(folder, join(folder, 'data')));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get pid(): number | null {
    return this.#daemon.pid;
  }

  /** And waits until it takes connections; those of the ones before a kill can need a moment to end. */
  async start(): Promise<void> {
    for (const until = Date.now() + patienceMs; ; await wait(pauseMs)) {
      if (this.#daemon.pid === null) this.#daemon.start();
      if (await this.#isReady()) return;
      if (Date.now() > until)
        throw new Error(`PostgreSQL wil niet starten: ${await this.#daemon.lastWords()}`);
    }
  }

  async kill(): Promise<boolean> {
    return await this.#daemon.kill();
  }

  /** For good. */
  async remove(): Promise<void> {
    await this.#daemon.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** As it tells in its own file: whose it is, and, on the eighth line, how it stands. */
  async #isReady(): Promise<boolean> {
    const text = await readFile(join(this.#folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
    const lines = text.split('\n');
    return Number(lines[0]) === this.#daemon.pid && lines[7]?.trim() === 'ready';
  }
}
