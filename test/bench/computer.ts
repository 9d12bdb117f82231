import { cpus } from 'node:os';

/** What was measured on, for a reader. */
export function computerText(): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? 'onbekend'}, Node ${process.version}`;
}
