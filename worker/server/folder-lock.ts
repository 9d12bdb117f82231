import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

import { UserError } from '../user-error.ts';
import { startMark } from './processes.ts';

const LOCK_FILE = 'start.lock';

/** `started` tells the owner from a later process with the same pid (in a container every start may be pid 1). */
const lockSchema = z.object({ pid: z.number().int().positive(), started: z.string() });

/**
 * Makes this process the only one that runs in the data folder, until the returned function is called or the process
 * ends, in whatever way. Sees processes of this computer only: a folder shared by two machines is not guarded.
 *
 * @throws UserError when another process runs in it.
 */
export async function lockFolder(dir: string): Promise<() => Promise<void>> {
  const file = join(dir, LOCK_FILE);
  const own = JSON.stringify({
    pid: process.pid,
    started: await startMark(process.pid),
    token: randomUUID(),
  });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, own);
  try {
    // Linking fails when the lock exists, and shows the others a whole file or none.
    while (!(await linked(draft, file))) {
      const found = await readFile(file, 'utf8').catch(() => null);
      if (found === null) continue; // released in between
      const owner = await livingOwner(found);
      if (owner !== null) {
        throw new UserError(
          `In de map ${dir} draait al een traject (proces ${owner}): stop dat eerst, of kies een andere map.`,
        );
      }
      await removeStale(file, found);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await readFile(file, 'utf8').catch(() => null)) === own) await rm(file, { force: true });
  };
}

async function linked(existing: string, created: string): Promise<boolean> {
  try {
    await link(existing, created);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function livingOwner(lock: string): Promise<number | null> {
  const owner = lockSchema.safeParse(parsed(lock));
  if (!owner.success) return null;
  return (await startMark(owner.data.pid)) === owner.data.started ? owner.data.pid : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Takes the lock of a dead process away; one that another process has just put in its place goes back. */
async function removeStale(file: string, stale: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  if (!(await renamed(file, aside))) return;
  if ((await readFile(aside, 'utf8')) !== stale) await linked(aside, file);
  await rm(aside, { force: true });
}

async function renamed(from: string, to: string): Promise<boolean> {
  return await rename(from, to).then(
    () => true,
    () => false,
  );
}
