import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What becomes part of the bundle, or says how it is made. */
const folders = ['machines', 'workflows', 'worker/sandbox'];
const files = ['worker/bundle-options.ts', 'package.json', 'package-lock.json'];
/** What is really installed: with a copied or edited folder that need not be what the lock file says. */
const installed = 'node_modules/.package-lock.json';

/** A hash of everything that goes into the workflow bundle of the project in this folder: another bundle has another. */
export async function bundleKey(root: string, failureConverterPath?: string): Promise<string> {
  const inFolders = await Promise.all(folders.map((folder) => sourcesIn(root, folder)));
  const paths = [...inFolders.flat(), ...files];
  const contents = await Promise.all([
    ...paths.map((path) => readFile(join(root, path))),
    readFile(join(root, installed)).catch(() => ''), // other package managers write none
    failureConverterPath === undefined ? '' : readFile(failureConverterPath),
  ]);
  const hash = createHash('sha256').update(paths.join('\n'));
  for (const content of contents) hash.update(createHash('sha256').update(content).digest());
  return hash.digest('hex').slice(0, 16);
}

async function sourcesIn(root: string, folder: string): Promise<readonly string[]> {
  const found = await readdir(join(root, folder), { recursive: true });
  return found
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => `${folder}/${name}`);
}
