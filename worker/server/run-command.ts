import { spawn } from 'node:child_process';

/** How a command ended; `output` is its last output, stdout and stderr together. */
export type CommandResult = { ok: true; output: string } | { ok: false; output: string; reason: string };

const KEPT_OUTPUT = 4_000;
const KEPT_REASON = 160;

/**
 * Runs a command to its end, or ends it after `timeoutMs` milliseconds. Never throws: a command that can't be
 * started is a result too. It stays in our process group, so that the terminal's Ctrl-C ends it with us.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; timeoutMs: number },
): Promise<CommandResult> {
  return await new Promise((resolve) => {
    const child = spawn(command, args, { env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
    // Not spawn's own timeout: for a command that can't be started, that one goes on and keeps our process alive.
    const timer = setTimeout(() => child.kill(), options.timeoutMs);
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => {
      clearTimeout(timer);
      const missing = 'code' in error && error.code === 'ENOENT';
      resolve({ ok: false, output, reason: missing ? `${command} niet gevonden` : error.message });
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve({ ok: true, output });
      else {
        const ended = signal === null ? `gestopt met code ${code}` : `afgebroken (${signal})`;
        resolve({ ok: false, output, reason: lastLine(output) ?? ended });
      }
    });
  });
}

/** The end of the last line: there programs say what was wrong, after where they came from. */
function lastLine(text: string): string | undefined {
  const line = text
    .split('\n')
    .map((part) => part.trim())
    .findLast((part) => part !== '');
  if (line === undefined || line.length <= KEPT_REASON) return line;
  return `… ${line.slice(-KEPT_REASON)}`;
}
