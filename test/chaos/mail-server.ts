import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { withoutSecrets } from '../../worker/server/child-environment.ts';

const program = fileURLToPath(new URL('./mail-server-process.ts', import.meta.url));

/** The mail server that can be killed; its mails stay in the folder. */
export class MailServer {
  readonly #folder: string;
  readonly #port: number;
  readonly #seed: number;
  #child: ChildProcess | null = null;
  #starts = 0;

  constructor(folder: string, port: number, seed: number) {
    this.#folder = folder;
    this.#port = port;
    this.#seed = seed;
  }

  async start(): Promise<void> {
    const seed = this.#seed + this.#starts++;
    const child = fork(program, [this.#folder, String(this.#port), String(seed)], {
      execArgv: ['--import', 'tsx'],
      env: withoutSecrets(process.env),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    await once(child, 'message');
  }

  async kill(): Promise<boolean> {
    return await ended(this.#child, 'SIGKILL');
  }

  /** From now on it takes every mail at once. */
  calm(): void {
    this.#child?.send('calm');
  }

  async stop(): Promise<void> {
    await ended(this.#child, 'SIGTERM');
  }
}

async function ended(child: ChildProcess | null, signal: NodeJS.Signals): Promise<boolean> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return false;
  child.kill(signal);
  await once(child, 'exit');
  return true;
}
