import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../../worker/project.ts';

/** `traject start` against a server of others: a worker in a process of its own, that is started again after each kill. */
export class MortalWorker {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;
  #stopping = false;
  kills = 0;

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#env = env;
  }

  start(): void {
    const child = spawn(
      process.execPath,
      [join(projectRoot, 'worker', 'traject.js'), 'start', '--gegevensmap', this.#folder],
      { cwd: this.#folder, env: this.#env, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    this.#child = child;
    child.once('exit', (code, signal) => {
      if (this.#stopping) return;
      if (signal === 'SIGKILL') this.start();
      else process.stderr.write(`De worker is gestopt (${code ?? signal}).\n`);
    });
  }

  /** Nothing is finished first: as when the power fails. */
  kill(): void {
    if (this.#child?.kill('SIGKILL') === true) this.kills++;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}
