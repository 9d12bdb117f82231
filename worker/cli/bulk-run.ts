import { inBulk, type BulkOutcome } from './bulk.ts';
import type { Invocation } from './command.ts';
import { interruption } from './interrupt.ts';

/** Enough to keep a worker busy, and leaves room for the desk's own work. */
const atOnce = 8;
const progressLines = 10;

interface BulkRun {
  readonly ids: readonly string[];
  /** False: a trial, which Ctrl-C ends at once. */
  readonly isCarriedOut: boolean;
  readonly ask: (id: string) => Promise<string | null>;
  readonly invocation: Invocation;
}

/** Asks many tracks the same on the command line. On Ctrl-C what is in flight is finished, and no other track is begun. */
export async function bulkRun({ ids, isCarriedOut, ask, invocation }: BulkRun): Promise<BulkOutcome> {
  const onProgress = progress(ids.length, invocation);
  if (!isCarriedOut) return await inBulk({ ids, ask, atOnce, onProgress });
  const stop = new AbortController();
  const ended = new AbortController();
  void interruption(ended.signal).then(() => {
    stop.abort();
    invocation.complain('Stoppen: waar al aan begonnen is, wordt afgemaakt …');
  });
  try {
    return await inBulk({ ids, ask, atOnce, onProgress, stop: stop.signal });
  } finally {
    ended.abort();
  }
}

/** A line to stderr now and then. */
function progress(total: number, { complain }: Invocation): (asked: number) => void {
  const step = Math.max(atOnce, Math.ceil(total / progressLines));
  return (asked) => {
    if (asked % step === 0 && asked < total) complain(`Bezig: ${asked} van de ${total} trajecten.`);
  };
}
