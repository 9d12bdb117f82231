import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { projectRoot } from '../../worker/project.ts';

const entry = join(projectRoot, 'worker', 'traject.js');
/** A first start bundles the workflows, on a busy machine. */
const startPatienceMs = 150_000;

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A `start` or `demo` that runs in a process of its own. */
export interface RunningTraject {
  readonly pid: number;
  /** What it has printed so far, on both outputs. */
  readonly printed: () => string;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly exited: Promise<number | null>;
}

/** A place to use the command line as a user does: an empty current folder, and no server in the environment. */
export class Workplace {
  readonly folder: string;
  readonly #children: ChildProcess[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<Workplace> {
    return new Workplace(await mkdtemp(join(await realpath(tmpdir()), 'traject-')));
  }

  /** Runs a command to its end. */
  async traject(...args: readonly string[]): Promise<Outcome> {
    return await new Promise((resolve) => {
      const options = { cwd: this.folder, env: this.#env, maxBuffer: 16 * 1024 * 1024 };
      execFile(process.execPath, [entry, ...args], options, (error, out, err) => {
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : null, out, err });
      });
    });
  }

  /** Starts `start` or `demo`; it may still be starting, or may fail. */
  launch(...args: readonly string[]): RunningTraject {
    const child = spawn(process.execPath, [entry, ...args], {
      cwd: this.folder,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    let printed = '';
    const keep = (chunk: Buffer): void => {
      printed += chunk.toString('utf8');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const { pid } = child;
    if (pid === undefined) throw new Error('The process did not start');
    return {
      pid,
      printed: () => printed,
      kill: (signal) => void child.kill(signal),
      exited: once(child, 'close').then(() => child.exitCode),
    };
  }

  /** Starts `start` or `demo`, and waits for the line that begins with `Klaar`. */
  async start(...args: readonly string[]): Promise<RunningTraject> {
    const running = this.launch(...args);
    const until = Date.now() + startPatienceMs;
    let ended = false;
    void running.exited.then(() => {
      ended = true;
    });
    while (!/^Klaar/m.test(running.printed())) {
      if (ended || Date.now() > until) throw new Error(`No 'Klaar': ${running.printed()}`);
      await wait(50);
    }
    return running;
  }

  /** Stops what still runs, and removes the folder. */
  async close(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'close');
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  get #env(): NodeJS.ProcessEnv {
    const { PATH, HOME } = process.env;
    return { PATH, HOME };
  }
}
