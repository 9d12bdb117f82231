import { fileURLToPath } from 'node:url';

import { runCommand } from '../server/run-command.ts';
import { UserError } from '../user-error.ts';

const SCRIPT = fileURLToPath(new URL('./sqlite.py', import.meta.url));
const TIMEOUT_MS = 60 * 60_000;

/**
 * A copy of a database that a server may be writing to, as it was at one moment, checked.
 * @throws UserError when it can't be made; what there is of it is the caller's to remove.
 */
export async function copyDatabase(database: string, copy: string, env: NodeJS.ProcessEnv): Promise<void> {
  const result = await sqlite(['copy', database, copy], env);
  if (result.ok) return;
  throw new UserError(`De database ${database} is niet te kopiëren: ${result.reason}.`);
}

/** @throws UserError unless SQLite finds every page and index of the database in order. */
export async function checkDatabase(database: string, env: NodeJS.ProcessEnv): Promise<void> {
  const result = await sqlite(['check', database], env);
  if (result.ok) return;
  throw new UserError(`De database in de back-up is niet in orde: ${result.reason}.`);
}

async function sqlite(args: readonly string[], env: NodeJS.ProcessEnv) {
  const result = await runCommand('python3', ['-I', SCRIPT, ...args], { env, timeoutMs: TIMEOUT_MS });
  if (!result.ok && result.reason === 'python3 niet gevonden')
    throw new UserError(
      'Voor een back-up of het terugzetten ervan is python3 nodig (3.7 of nieuwer), en dat is niet gevonden: ' +
        'installeer het, of zet de map met python3 in PATH.',
    );
  return result;
}
