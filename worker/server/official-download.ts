import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type { BinarySource } from './binary.ts';
import { requirePinned, TEMPORAL_VERSION } from './pinned-version.ts';
import { runCommand } from './run-command.ts';

const TIMEOUT_MS = 10 * 60_000;

/**
 * The SDK's own download of the official binary, in the pinned version. The SDK does not look at what came: we do.
 *
 * The SDK can only download and start in one go, and does so through its process-wide Runtime, which the worker
 * still has to set up in its own way: hence in a process of its own.
 */
export const officialDownload: BinarySource = {
  name: 'de officiële download',
  announcement: 'Temporal wordt opgehaald van de officiële site (dit kan even duren) …',
  cacheName: `temporal-official-${TEMPORAL_VERSION}`,
  async fetch(folder, env) {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const script = fileURLToPath(new URL('./official-download-process.ts', import.meta.url));
    const result = await runCommand(process.execPath, ['--import', tsx, script, folder, TEMPORAL_VERSION], {
      env,
      timeoutMs: TIMEOUT_MS,
    });
    // What counts is the file: it may be there though the server was not ready within the SDK's five seconds.
    const file = (await readdir(folder)).find(
      (name) => name.startsWith('temporal-') && !name.endsWith('.downloading'),
    );
    if (file === undefined) throw new Error(result.ok ? 'er kwam geen bestand' : result.reason);
    await requirePinned(join(folder, file));
    return join(folder, file);
  },
};
