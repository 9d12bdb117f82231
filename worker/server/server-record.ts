import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const RECORD_FILE = 'server.json';

const recordSchema = z.object({
  pid: z.number().int().positive(),
  port: z.number().int(),
  uiPort: z.number().int().nullable(),
});

/** The server that was started last in a data folder, and has not been stopped by us. */
export type ServerRecord = z.infer<typeof recordSchema>;

export function databaseOf(dataDir: string): string {
  return join(dataDir, 'temporal.db');
}

/** Synchronous, so that it follows at once on the start: a server without a record can't be taken over. */
export function recordServer(dataDir: string, record: ServerRecord): void {
  const draft = join(dataDir, `${RECORD_FILE}.nieuw`);
  writeFileSync(draft, `${JSON.stringify(record)}\n`);
  renameSync(draft, join(dataDir, RECORD_FILE));
}

/** null when there is none, or it can't be read. The server itself may have ended since. */
export function readServerRecord(dataDir: string): ServerRecord | null {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(join(dataDir, RECORD_FILE), 'utf8')));
  } catch {
    return null;
  }
}

export function forgetServer(dataDir: string, pid: number): void {
  if (readServerRecord(dataDir)?.pid === pid) rmSync(join(dataDir, RECORD_FILE), { force: true });
}
