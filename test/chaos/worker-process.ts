import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../../worker/project.ts';

/** Where the server can't be reached a worker ends by itself: whoever keeps it running tries again. */
const pauseMs = 500;

/** `traject start`, mostly against a server of others, kept running as a service manager would. */
export class WorkerProcess {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #options: readonly string[];
  #child: ChildProcess | null = null;
  #isStopping = false;
  /** How often it ended without being killed. */
  endedByItself = 0;

  constructor(folder: string, env: NodeJS.ProcessEnv, options: readonly string[] = []) {
    this.#folder = folder;
    this.#env = env;
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    if (this.#isStopping) return;
    const program = join(projectRoot, 'worker', 'traject.js');
    const child = spawn(
      process.execPath,
      [program, 'start', '--gegevensmap', this.#folder, ...this.#options],
      {
        cwd: this.#folder,
        env: this.#env,
        stdio: 'ignore',
        detached: true, // a Ctrl-C in the terminal is for who started it, who stops it in good order
      },
    );
    this.#child = child;
    const endWithUs = (): void => void child.kill('SIGKILL');
    process.once('exit', endWithUs);
    child.once('exit', (_code, signal) => {
      process.off('exit', endWithUs);
      if (this.#isStopping || signal === 'SIGKILL') return;
      this.endedByItself++;
      void wait(pauseMs).then(() => this.start());
    });
  }

  /** Nothing is finished first: as when the power fails. */
  async kill(): Promise<boolean> {
    return await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<boolean> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return false;
    child.kill(signal);
    await once(child, 'exit');
    return true;
  }
}
