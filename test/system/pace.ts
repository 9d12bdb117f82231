/** Long enough to be shared out with all else that wants the processor. */
const measuredCpuMs = 600;
/** A moment of great crowding must not make a test last for ever. */
const mostBusyness = 3;

/**
 * A tempo, for `--tempo`, at which business time does not outrun a machine that is busy: the length of a day on an
 * idle one, times how long a piece of work takes now for its share of the processor. Where time outruns the
 * machine, slots pass while their consumers are still being asked: then it is not the system that fails.
 */
export function tempoFor(idleDayMs: number): { readonly tempo: string; readonly dayMs: number } {
  const dayMs = Math.ceil(idleDayMs * busyness());
  return { tempo: `${dayMs}ms`, dayMs };
}

/** 1 when idle; 2 when everything takes twice as long. */
function busyness(): number {
  const began = performance.now();
  const before = process.cpuUsage();
  let cpuMs = 0;
  while (cpuMs < measuredCpuMs) {
    const { user, system } = process.cpuUsage(before);
    cpuMs = (user + system) / 1000;
  }
  return Math.min(mostBusyness, Math.max(1, (performance.now() - began) / cpuMs));
}
