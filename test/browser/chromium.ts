import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** The variables in which other tools look for a browser as well. */
const variables = ['CHROME_PATH', 'CHROME_BIN', 'PUPPETEER_EXECUTABLE_PATH'] as const;
const names = ['chromium', 'chromium-browser', 'google-chrome'] as const;

/** The system's Chromium; null when there is none. */
export function findChromium(env: NodeJS.ProcessEnv): string | null {
  const given = variables.flatMap((name) => env[name] ?? []);
  const folders = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...given, ...found].find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A suite that skips itself proves nothing: where it must run, it fails without a browser. */
export function mayBeSkipped(env: NodeJS.ProcessEnv): boolean {
  return env['CI'] === undefined || env['CI'] === '' || env['CI'] === 'false';
}
