import { isAbsolute, relative } from 'node:path';
import type { System } from '../system.ts';
import { portByDefault, portOf } from './connection-options.ts';

/** What the user wants to know of a system that runs: where to look, and what to add to other commands to reach it. */
export function whereabouts({ startPage, codecUrl, mail, address, dataDir }: System): {
  readonly lines: readonly string[];
  /** Empty, or `--gegevensmap …` with a space before it. */
  readonly option: string;
} {
  const ui = startPage === null ? [] : [`Servicecentrum: ${startPage}`];
  const port = portOf(dataDir); // none: the server is another's, and found by the environment
  const isFound = port === undefined || port === portByDefault();
  return {
    lines: [
      ...ui,
      `Mail:           ${'server' in mail ? `via ${mail.server}` : shortest(mail.folder)}`,
      `Temporal:       ${address}`,
      ...(codecUrl === null ? [] : [`Ontsleutelen:   ${codecUrl} (voor de Temporal UI)`]),
    ],
    option: isFound ? '' : ` --gegevensmap ${shortest(dataDir)}`,
  };
}

/** As the user would type it: relative when it lies below the current folder. */
export function shortest(path: string): string {
  const below = relative(process.cwd(), path);
  return below === '' || below.startsWith('..') || isAbsolute(below) ? path : below;
}
