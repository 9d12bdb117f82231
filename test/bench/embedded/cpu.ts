import { readFile } from 'node:fs/promises';

/** What a process has used since it began; Linux tells it. */
export interface Used {
  readonly cpuMs: number;
  /** Resident now. */
  readonly memoryMb: number;
  /** To files, as it asked for it. */
  readonly writtenKb: number;
}

const msPerTick = 10;
const kbPerPage = 4;

export async function usedBy(pid: number): Promise<Used> {
  const [stat, io] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/io`, 'utf8'),
  ]);
  return { ...readStat(stat), writtenKb: readWritten(io) };
}

/** The name of the program, which may hold anything, stands between brackets; the fields after it are numbers. */
export function readStat(stat: string): Pick<Used, 'cpuMs' | 'memoryMb'> {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, pages] = [11, 12, 21].map((at) => Number(fields[at])) as [number, number, number]; // one for each
  return { cpuMs: (user + system) * msPerTick, memoryMb: (pages * kbPerPage) / 1_024 };
}

export function readWritten(io: string): number {
  return Number(/^write_bytes: (\d+)$/m.exec(io)?.[1] ?? Number.NaN) / 1_024;
}
