import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, type Logger } from '@temporalio/worker';
import { bundleKey } from './bundle-key.ts';
import { bundleOptions } from './bundle-options.ts';
import { cacheDir, projectRoot } from './project.ts';
import type { Report } from './server/report.ts';

/**
 * The workflow code as the worker's sandbox loads it. Bundling takes seconds, so the result is kept under a hash of
 * everything that goes into it.
 */
export async function workflowBundle(
  report: Report,
  logger: Logger,
  failureConverterPath?: string,
): Promise<{ codePath: string }> {
  const kind = failureConverterPath === undefined ? '' : '-versleuteld';
  const codePath = join(
    cacheDir,
    `workflows-${await bundleKey(projectRoot, failureConverterPath)}${kind}.js`,
  );
  if (await exists(codePath)) return { codePath };
  report('De workflows worden klaargezet (alleen de eerste keer) …');
  const options = await bundleOptions();
  const { code } = await bundleWorkflowCode({
    ...options,
    workflowInterceptorModules: [
      ...options.workflowInterceptorModules,
      ...(failureConverterPath === undefined ? [] : [failureConverterPath]),
    ],
    ...(failureConverterPath === undefined ? {} : { failureConverterPath }),
    logger,
  });
  await mkdir(cacheDir, { recursive: true });
  const draft = `${codePath}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, codePath);
  await forgetOthers(codePath, new RegExp(`^workflows-[0-9a-f]{16}${kind}\\.js$`));
  return { codePath };
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
