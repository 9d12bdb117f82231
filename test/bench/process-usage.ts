import { readFile } from 'node:fs/promises';

/** What a process has used since it began; Linux tells it. */
export interface Used {
  /** With that of its children that have ended. */
  readonly cpuMs: number;
  /** Resident now. */
  readonly memoryMb: number;
  /** To files, as it asked for it. */
  readonly writtenKb: number;
}

export interface ProcessStat extends Pick<Used, 'cpuMs' | 'memoryMb'> {
  readonly parent: number;
}

/** Of a Linux kernel for programs, whatever its own. */
const msPerTick = 10;
const kbPerPage = 4;

export async function usedBy(pid: number): Promise<Used> {
  const [stat, io] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/io`, 'utf8'),
  ]);
  const { cpuMs, memoryMb } = readStat(stat);
  return { cpuMs, memoryMb, writtenKb: readWritten(io) };
}

/** A line of `/proc/<pid>/stat`: the name, between brackets, can hold anything; the fields after it are numbers. */
export function readStat(line: string): ProcessStat {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  // By proc(5): field 4 is the parent, 14 to 17 are utime, stime, and those of children that have ended, 24 is rss.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return {
    parent: Number(fields[1]),
    cpuMs: ticks * msPerTick,
    memoryMb: (Number(fields[21]) * kbPerPage) / 1_024,
  };
}

export function readWritten(io: string): number {
  return Number(/^write_bytes: (\d+)$/m.exec(io)?.[1] ?? Number.NaN) / 1_024;
}
