import { UserError } from '../user-error.ts';
import { runningProcesses, type RunningProcess } from './processes.ts';
import type { Report } from './report.ts';
import { databaseOf, forgetServer, readServerRecord } from './server-record.ts';

const GRACE_MS = 15_000;
const KILL_MS = 5_000;
const PAUSE_MS = 50;

/** The processes of Temporal servers that have the folder's database open. */
async function serversOn(dataDir: string): Promise<RunningProcess[]> {
  const database = databaseOf(dataDir);
  return (await runningProcesses()).filter(
    ({ command }) => command.includes(' start-dev ') && command.includes(` ${database} `),
  );
}

/**
 * Ends the server that an earlier process left behind when it was killed, and waits for its exit: two servers on one
 * SQLite database would harm it. What it is, is told by its command line and by the record of the last start.
 *
 * @throws UserError when a server runs on the database that we did not start.
 */
export async function stopOrphan(dataDir: string, report: Report): Promise<void> {
  const found = await serversOn(dataDir);
  const group = readServerRecord(dataDir)?.pid;
  const foreign = found.find((server) => server.group !== group);
  if (foreign !== undefined) {
    throw new UserError(
      `Een andere Temporal-server (proces ${foreign.pid}) gebruikt de database ${databaseOf(dataDir)}: stop die eerst.`,
    );
  }
  if (group === undefined) return;
  if (found.length > 0) {
    report(`Een Temporal-server van een vorige keer draait nog (proces ${group}) en wordt eerst gestopt …`);
    await stopGroup(dataDir, group);
  }
  forgetServer(dataDir, group);
}

/**
 * Ends the server in a process group: asks, waits, and after fifteen seconds no longer asks. Returns when all its
 * processes are gone, and its database and ports are free.
 */
export async function stopGroup(dataDir: string, group: number): Promise<void> {
  for (const [signal, patience] of [
    ['SIGTERM', GRACE_MS],
    ['SIGKILL', KILL_MS],
  ] as const) {
    signalGroup(group, signal, await inGroup(dataDir, group));
    const until = Date.now() + patience;
    while (Date.now() < until) {
      if ((await inGroup(dataDir, group)).length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
  throw new UserError(`De Temporal-server (proces ${group}) laat zich niet stoppen.`);
}

async function inGroup(dataDir: string, group: number): Promise<RunningProcess[]> {
  return (await serversOn(dataDir)).filter((server) => server.group === group);
}

function signalGroup(group: number, signal: NodeJS.Signals, present: readonly RunningProcess[]): void {
  if (present.length === 0) return; // never signal a group that may be someone else's by now
  try {
    process.kill(-group, signal);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ESRCH') return;
    throw new UserError(`De Temporal-server (proces ${group}) is niet van ons en niet te stoppen.`, {
      cause,
    });
  }
}
