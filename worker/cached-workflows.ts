import { getHeapStatistics } from 'node:v8';

const MiB = 2 ** 20;
/** What a worker needs for itself. */
const reservedMiB = 200;
/**
 * An open track takes some 225 kB of heap (`npm run bench`), since the workflows share the machines' modules; three
 * times that is reckoned for each. Temporal's own rule is 600, for workflows that share nothing.
 */
const perGiB = 1_500;

/** So many workflows a worker keeps in memory; the others are read back from their history when they are needed. */
export function mostCachedWorkflows(heapBytes: number = getHeapStatistics().heap_size_limit): number {
  return Math.max(10, Math.floor(((heapBytes / MiB - reservedMiB) / 1_024) * perGiB));
}
