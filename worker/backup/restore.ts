import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { databaseOf } from '../server/server-record.ts';
import { UserError } from '../user-error.ts';
import { checkDatabase } from './database.ts';
import { orUserError, sealOf, settle } from './files.ts';
import { CLOCK, DATABASE, MANIFEST, manifestSchema, type Manifest } from './manifest.ts';

export interface RestoreOptions {
  readonly backup: string;
  /** Where the system goes on: a data folder that is not there yet, or an empty one. */
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Makes a data folder from a backup, after a look at all of it; `start` goes on in it from the backup's moment.
 * The folder is there as a whole or not at all.
 *
 * @throws UserError when the folder is in use or holds something, or the backup is not whole.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const [backup, target] = [resolve(options.backup), resolve(options.dataDir)];
  if ((await namesIn(target)).length > 0)
    throw new UserError(
      `De map ${target} is niet leeg en wordt niet overschreven: geef met --gegevensmap een nieuwe map.`,
    );
  const manifest = await readManifest(backup);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.onaf`);
  await orUserError(
    `De map ${target} is niet te maken`,
    fill({ ...options, backup, dataDir: target }, manifest, draft),
  );
  return manifest;
}

async function fill(options: RestoreOptions, manifest: Manifest, draft: string): Promise<void> {
  const { backup, dataDir, env } = options;
  await mkdir(draft, { recursive: true, mode: 0o700 });
  try {
    for (const [name, path] of [
      [DATABASE, databaseOf(draft)],
      [CLOCK, join(draft, CLOCK)],
    ] as const) {
      await copyFile(join(backup, name), path);
      const [expected, found] = [manifest.bestanden[name], await sealOf(path)];
      if (found.sha256 !== expected.sha256)
        throw new UserError(
          `De back-up ${backup} is beschadigd: ${name} is niet het bestand dat erin is gezet ` +
            `(verwacht ${expected.bytes} bytes met sha256 ${expected.sha256}, gevonden ${found.bytes} bytes met ${found.sha256}).`,
        );
    }
    await checkDatabase(databaseOf(draft), env);
    for (const path of [databaseOf(draft), join(draft, CLOCK), draft]) await settle(path);
    await rename(draft, dataDir); // fails when something was put there meanwhile
    await settle(dirname(dataDir));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function namesIn(dir: string): Promise<readonly string[]> {
  return await readdir(dir).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new UserError(`De map ${dir} is niet te gebruiken: ${String(error)}.`, { cause: error });
  });
}

async function readManifest(backup: string): Promise<Manifest> {
  const file = join(backup, MANIFEST);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError(`${backup} is geen back-up: ${MANIFEST} is er niet of niet te lezen.`, { cause });
  });
  const manifest = manifestSchema.safeParse(parsed(text));
  if (manifest.success) return manifest.data;
  const [issue] = manifest.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  throw new UserError(`${file} is niet te lezen: ${where}${issue?.message ?? 'onbekende fout'}.`, {
    exitCode: 2,
    cause: manifest.error,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
