import { access, chmod, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { version } from '../project.ts';
import { databaseOf } from '../server/server-record.ts';
import { UserError } from '../user-error.ts';
import { copyDatabase } from './database.ts';
import { orUserError, sealOf, settle } from './files.ts';
import { CLOCK, DATABASE, MANIFEST, type Manifest } from './manifest.ts';

export interface BackupOptions {
  readonly dataDir: string;
  /** The backup itself: a folder that is not there yet. */
  readonly target: string;
  /** Of the server that runs on the database; null when none does. */
  readonly temporalVersion: string | null;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Makes a backup of the system in a data folder, which goes on running. It is there as a whole or not at all, also
 * when the machine fails while it is made.
 *
 * @throws UserError when there is nothing to back up, something has that name already, or it can't be written.
 */
export async function createBackup(options: BackupOptions): Promise<Manifest> {
  const target = resolve(options.target);
  if (!(await exists(databaseOf(options.dataDir))))
    throw new UserError(`In de map ${options.dataDir} is geen systeem om een back-up van te maken.`);
  if (await exists(target))
    throw new UserError(`${target} bestaat al en wordt niet overschreven: geef een nieuwe naam.`);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.onaf`);
  return await orUserError(`De back-up ${target} is niet te maken`, fill(options, target, draft));
}

async function fill(options: BackupOptions, target: string, draft: string): Promise<Manifest> {
  const { dataDir, temporalVersion, env } = options;
  await mkdir(draft, { recursive: true, mode: 0o700 }); // personal data: for the administrator alone
  try {
    const moment = new Date().toISOString();
    const [database, clock, manifest] = [join(draft, DATABASE), join(draft, CLOCK), join(draft, MANIFEST)];
    await copyDatabase(databaseOf(dataDir), database, env);
    await chmod(database, 0o600);
    await copyFile(join(dataDir, CLOCK), clock);
    const content: Manifest = {
      vorm: 1,
      moment,
      versies: { traject: version, temporal: temporalVersion, node: process.versions.node },
      bestanden: { [DATABASE]: await sealOf(database), [CLOCK]: await sealOf(clock) },
    };
    await writeFile(manifest, `${JSON.stringify(content, null, 2)}\n`);
    for (const path of [database, clock, manifest, draft]) await settle(path);
    await rename(draft, target);
    await settle(dirname(target));
    return content;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
