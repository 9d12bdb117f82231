import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, type Logger } from '@temporalio/worker';
import { cacheDir, projectRoot } from './project.ts';
import type { Report } from './server/report.ts';

/**
 * The workflow code as the worker's sandbox loads it. Bundling takes seconds, so the result is kept under a hash of
 * everything that goes into it: the sources and the lock file with the packages' versions.
 */
export async function workflowBundle(
  report: Report,
  logger: Logger,
  failureConverterPath?: string,
): Promise<{ codePath: string }> {
  const kind = failureConverterPath === undefined ? '' : '-versleuteld';
  const codePath = join(cacheDir, `workflows-${await hashOfSources(failureConverterPath)}${kind}.js`);
  if (await exists(codePath)) return { codePath };
  report('De workflows worden klaargezet (alleen de eerste keer) …');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(projectRoot, 'workflows', 'index.ts'),
    workflowInterceptorModules: [
      join(projectRoot, 'workflows', 'stale-clock.ts'),
      join(projectRoot, 'workflows', 'trace-context.ts'),
      ...(failureConverterPath === undefined ? [] : [failureConverterPath]),
    ],
    ...(failureConverterPath === undefined ? {} : { failureConverterPath }),
    // The bundler's own mode takes XState's development build. Minifying would take most of the time, for nothing.
    webpackConfigHook: (config) => ({ ...config, mode: 'production', optimization: { minimize: false } }),
    logger,
  });
  await mkdir(cacheDir, { recursive: true });
  const draft = `${codePath}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, codePath);
  await forgetOthers(codePath, new RegExp(`^workflows-[0-9a-f]{16}${kind}\\.js$`));
  return { codePath };
}

async function hashOfSources(failureConverterPath?: string): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['machines', 'workflows']) {
    const files = await readdir(join(projectRoot, folder), { recursive: true });
    for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
      hash.update(`${folder}/${file}\n`).update(await readFile(join(projectRoot, folder, file)));
    }
  }
  hash.update(await readFile(join(projectRoot, 'package-lock.json')));
  if (failureConverterPath !== undefined) hash.update(await readFile(failureConverterPath));
  return hash.digest('hex').slice(0, 16);
}

async function exists(path: string): Promise<boolean> {
  return await readFile(path).then(
    () => true,
    () => false,
  );
}

/** Not those of the other kind: systems with and without encryption can run from one folder. */
async function forgetOthers(kept: string, kind: RegExp): Promise<void> {
  const old = (await readdir(cacheDir)).filter((name) => kind.test(name));
  for (const name of old) if (join(cacheDir, name) !== kept) await rm(join(cacheDir, name), { force: true });
}
