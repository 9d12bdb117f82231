import { execFile } from 'node:child_process';
import type { RunAs } from './daemon.ts';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly folder?: string;
  readonly runAs?: RunAs;
  readonly stopped: AbortSignal;
}

const mostOutput = 16 * 1024 * 1024;
const lastLines = 5;

/** What a program prints, once it has ended well. @throws Error with its last words, in Dutch. */
export async function runProgram(
  command: string,
  args: readonly string[],
  { env, folder, runAs, stopped }: RunOptions,
): Promise<string> {
  return await new Promise((resolve, reject) => {
    const options = { env, cwd: folder, signal: stopped, maxBuffer: mostOutput, ...runAs };
    execFile(command, [...args], options, (error, out, err) => {
      if (error === null) return resolve(out);
      const words = `${out}\n${err}`.trim().split('\n').slice(-lastLines).join(' | ');
      reject(new Error(`${command} ${args.join(' ')} mislukte: ${words || error.message}`, { cause: error }));
    });
  });
}
