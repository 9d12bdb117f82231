import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

import { UserError } from '../user-error.ts';
import type { FileSeal } from './manifest.ts';

/** How long the file is, and the hash of what is in it. */
export async function sealOf(file: string): Promise<FileSeal> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    // a stream without an encoding gives buffers
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Waits until the file, or the names in a folder, would outlive a power cut. */
export async function settle(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What the file system refuses (rights, a full disk) is for the user to mend. */
export async function orUserError<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new UserError(`${what}: ${cause.message}.`, { cause });
  }
}
