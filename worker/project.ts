import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Where the project's own files are, whatever folder a command is given in. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** What can be made again: the server's binary, the workflow bundle. */
export const cacheDir = join(projectRoot, 'node_modules', '.cache', 'traject');

export const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')));
