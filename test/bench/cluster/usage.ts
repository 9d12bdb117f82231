import { readdir, readFile } from 'node:fs/promises';
import { readStat, type ProcessStat } from '../process-usage.ts';

/** What processes use of this computer, as Linux tells it. */
export interface Usage {
  /** Since they began; with the processes that they began and that have ended. */
  readonly cpuMs: number;
  /** Now, each page divided among those who share it. */
  readonly memoryMb: number;
}

/** By part, its processes and all that come of them; one that comes of two belongs to the first that names it. */
export function familiesOf<Part extends string>(
  roots: Readonly<Record<Part, readonly number[]>>,
  processes: ReadonlyMap<number, Pick<ProcessStat, 'parent'>>,
): Readonly<Record<Part, ReadonlySet<number>>> {
  const families = new Map<string, Set<number>>();
  const taken = new Set<number>();
  for (const [part, pids] of Object.entries<readonly number[]>(roots)) {
    const family = new Set(pids);
    for (let before = -1; before < family.size;) {
      before = family.size;
      for (const [pid, { parent }] of processes) if (family.has(parent) && !taken.has(pid)) family.add(pid);
    }
    for (const pid of family) taken.add(pid);
    families.set(part, family);
  }
  return Object.fromEntries(families) as Record<Part, Set<number>>; // an entry for each part
}

export async function usageOf<Part extends string>(
  roots: Readonly<Record<Part, readonly number[]>>,
): Promise<Readonly<Record<Part, Usage>>> {
  const stats = new Map<number, ProcessStat>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null); // ended in between
    if (text !== null) stats.set(Number(name), readStat(text));
  }
  const usages = new Map<string, Usage>();
  for (const [part, family] of Object.entries<ReadonlySet<number>>(familiesOf(roots, stats))) {
    let cpuMs = 0;
    let memoryKb = 0;
    for (const pid of family) {
      cpuMs += stats.get(pid)?.cpuMs ?? 0;
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
      memoryKb += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
    }
    usages.set(part, { cpuMs, memoryMb: Math.round(memoryKb / 1024) });
  }
  return Object.fromEntries(usages) as Record<Part, Usage>; // an entry for each part
}
