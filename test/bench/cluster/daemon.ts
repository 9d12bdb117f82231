import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { withoutSecrets } from '../../../worker/server/child-environment.ts';

/** A user to run as; null: whoever we are. */
export type RunAs = { readonly uid: number; readonly gid: number } | null;

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** An existing folder. */
  readonly folder: string;
  /** Added to on each start. */
  readonly logFile: string;
  readonly runAs: RunAs;
  /** By which it stops in good order. */
  readonly stopSignal: NodeJS.Signals;
}

const graceMs = 15_000;
const lastLines = 3;

/** A program of others that keeps running, can be killed, and starts again as it was. */
export class Daemon {
  #program: Program;
  #child: ChildProcess | null = null;

  constructor(program: Program) {
    this.#program = program;
  }

  /** Null when it does not run. */
  get pid(): number | null {
    return this.#isRunning ? (this.#child?.pid ?? null) : null;
  }

  /** The end of what it has printed. */
  async lastWords(): Promise<string> {
    const text = await readFile(this.#program.logFile, 'utf8').catch(() => '');
    return text.trim().split('\n').slice(-lastLines).join(' | ');
  }

  /** Of another version, from its next start on. */
  becomes(command: string): void {
    this.#program = { ...this.#program, command };
  }

  start(): void {
    const { command, args, folder, logFile, runAs } = this.#program;
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, {
      cwd: folder,
      env: withoutSecrets(process.env),
      stdio: ['ignore', log, log],
      detached: true, // a Ctrl-C in the terminal is for who started it, who stops it in good order
      ...runAs,
    });
    closeSync(log);
    this.#child = child;
    const endWithUs = (): void => void child.kill('SIGKILL');
    process.once('exit', endWithUs);
    child.once('exit', () => process.off('exit', endWithUs));
    child.once('error', () => process.off('exit', endWithUs)); // whoever waits for it says that it is not there
  }

  /** Nothing is finished first: as when the power fails. */
  async kill(): Promise<boolean> {
    return await this.#end('SIGKILL');
  }

  async stop(): Promise<boolean> {
    const late = setTimeout(() => this.#child?.kill('SIGKILL'), graceMs);
    const ran = await this.#end(this.#program.stopSignal);
    clearTimeout(late);
    return ran;
  }

  get #isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async #end(signal: NodeJS.Signals): Promise<boolean> {
    const child = this.#child;
    if (child === null || child.pid === undefined || !this.#isRunning) return false;
    child.kill(signal);
    await once(child, 'exit');
    return true;
  }
}
