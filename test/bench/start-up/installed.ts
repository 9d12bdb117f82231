import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile } from 'node:fs/promises';
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
  const { stdout } = await run('du', ['-sk', '--apparent-size', 'node_modules'], { cwd: place });
  return {
    seconds,
    packages: Object.keys(installedSchema.parse(JSON.parse(lock)).packages).length,
    megabytes: Number.parseInt(stdout, 10) / 1_000,
  };
}
