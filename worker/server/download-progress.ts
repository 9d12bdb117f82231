import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Report } from './report.ts';

const INTERVAL_MS = 2_000;

/**
 * Reports every two seconds how much a download and its unpacking have brought into a folder, as neither source tells us itself.
 * @returns a function that ends the reporting.
 */
export function reportDownload(folder: string, report: Report): () => void {
  let reported = 0;
  const timer = setInterval(() => {
    void megabytesIn(folder).then((megabytes) => {
      if (megabytes > reported) {
        reported = megabytes;
        report(`  … ${megabytes} MB ontvangen en uitgepakt`);
      }
    });
  }, INTERVAL_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

async function megabytesIn(folder: string): Promise<number> {
  let bytes = 0;
  // Files come and go while the download runs: what has just disappeared counts as nothing.
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  for (const entry of entries) {
    const file = await stat(join(folder, entry)).catch(() => null);
    if (file?.isFile() === true) bytes += file.size;
  }
  return Math.round(bytes / 1_000_000);
}
