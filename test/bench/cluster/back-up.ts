import { chown, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from './database.ts';
import type { Programs } from './programs.ts';
import { runProgram } from './run-program.ts';
import { databaseUser } from './server-config.ts';

/** Seconds after which what was committed is in the archive, however little it is. */
const archiveSeconds = 5;

/** A base backup of a PostgreSQL, and all that it has written since: enough to go back to any moment after it. */
export class BackUp {
  readonly #folder: string;
  readonly #programs: Programs;
  readonly #stopped: AbortSignal;

  private constructor(folder: string, programs: Programs, stopped: AbortSignal) {
    this.#folder = folder;
    this.#programs = programs;
    this.#stopped = stopped;
  }

  static async open(programs: Programs, stopped: AbortSignal): Promise<BackUp> {
    const folder = await mkdtemp(join(await realpath(tmpdir()), 'traject-back-up-'));
    const archive = join(folder, 'wal');
    await mkdir(archive);
    const user = programs.postgresUser;
    if (user !== null) for (const path of [folder, archive]) await chown(path, user.uid, user.gid);
    return new BackUp(folder, programs, stopped);
  }

  /** Of the PostgreSQL that is backed up: every finished piece of its log goes to the archive. */
  get archiving(): readonly string[] {
    const command = `cp %p '${this.#folder}/wal/%f'`;
    return ['archive_mode=on', `archive_command=${command}`, `archive_timeout=${archiveSeconds}`];
  }

  /** While it runs. */
  async take({ port }: Database): Promise<void> {
    const where = ['-h', '127.0.0.1', '-p', String(port), '-U', databaseUser];
    await this.#run(this.#programs.baseBackup, [
      ...where,
      '-D',
      join(this.#folder, 'base'),
      '--checkpoint=fast',
    ]);
  }

  /** Makes a data folder of it that, once started, goes on from what was committed at a moment. */
  async restoreTo(data: string, at: number): Promise<readonly string[]> {
    await this.#run('cp', ['-a', join(this.#folder, 'base'), data]);
    await this.#run('touch', [join(data, 'recovery.signal')]);
    return [
      `restore_command=cp '${this.#folder}/wal/%f' %p`,
      `recovery_target_time=${new Date(at).toISOString().replace('Z', '+00')}`, // a zone by letter is refused
      'recovery_target_action=promote',
      'hot_standby=off', // else it says that it is ready while it only reads
    ];
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #run(command: string, args: readonly string[]): Promise<void> {
    const runAs = this.#programs.postgresUser;
    await runProgram(command, args, { folder: this.#folder, runAs, stopped: this.#stopped });
  }
}
