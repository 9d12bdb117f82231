import { execFile } from 'node:child_process';
import { cp, lstat, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { projectRoot } from '../../../worker/project.ts';

export interface Installed {
  readonly seconds: number;
  readonly packages: number;
  readonly megabytes: number;
}

const run = promisify(execFile);
const installedSchema = z.object({ packages: z.record(z.string(), z.unknown()) });

/** `npm ci` in a folder of its own, with what npm has in its cache. */
export async function installed(folder: string, options: readonly string[]): Promise<Installed> {
  const place = await mkdtemp(join(folder, 'npm-'));
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    await cp(join(projectRoot, file), join(place, file)).catch((error: unknown) => {
      if (file !== '.npmrc') throw error;
    });
  const begin = performance.now();
  await run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline', ...options], { cwd: place });
  const seconds = (performance.now() - begin) / 1_000;
  const lock = await readFile(join(place, 'node_modules', '.package-lock.json'), 'utf8');
  return {
    seconds: Math.round(seconds * 10) / 10,
    packages: Object.keys(installedSchema.parse(JSON.parse(lock)).packages).length,
    megabytes: Math.round((await bytesIn(join(place, 'node_modules'))) / 1_000_000),
  };
}

/** Of all files in it. */
async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for (const path of await readdir(folder, { recursive: true })) {
    const found = await lstat(join(folder, path));
    if (found.isFile()) bytes += found.size;
  }
  return bytes;
}
