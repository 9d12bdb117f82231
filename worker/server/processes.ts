import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * The processes of this computer, as far as we may see them. On Linux read from /proc, since `ps` is missing from
 * slim containers; elsewhere from `ps`. A process that has ended but was not collected (a zombie) counts as gone.
 */

export interface RunningProcess {
  pid: number;
  /** Process group: the pid of the process that the group was started with. */
  group: number;
  /** The command with its arguments; those are separated by a space where `ps` tells us no better. */
  command: string;
}

const SEPARATOR = ' ';
const run = promisify(execFile);

export async function runningProcesses(): Promise<RunningProcess[]> {
  return process.platform === 'linux' ? await fromProc() : await fromPs();
}

/**
 * When a process started, as a text that tells it from a later process with the same pid; null when there is no such
 * process.
 */
export async function startMark(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return (await readStat(pid))?.started ?? null;
  const listed = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]).catch(() => null);
  const line = listed?.stdout.trim() ?? '';
  return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
}

async function fromProc(): Promise<RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readStat(pid);
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (stat === null || command === '') return [];
      return [{ pid, group: stat.group, command: command.replaceAll('\0', SEPARATOR) }];
    }),
  );
  return found.flat();
}

/** proc(5): after the command's name in brackets come state (3), parent (4), group (5) … and start time (22). */
async function readStat(pid: number): Promise<{ group: number; started: string } | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, group, started] = [fields[0], fields[2], fields[19]];
  if (state === 'Z' || group === undefined || started === undefined) return null;
  return { group: Number(group), started };
}

async function fromPs(): Promise<RunningProcess[]> {
  const { stdout } = await run('ps', ['-axww', '-o', 'pid=,pgid=,stat=,args='], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, group, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || command === undefined || state?.startsWith('Z') === true) return [];
    return [{ pid: Number(pid), group: Number(group), command: `${command}${SEPARATOR}` }];
  });
}
