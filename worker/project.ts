import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the project's own files are, whatever folder a command is given in. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** What can be made again: the server's binary, the workflow bundle. */
export const cacheDir = join(projectRoot, 'node_modules', '.cache', 'traject');
