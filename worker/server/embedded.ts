import { spawn, type ChildProcess } from 'node:child_process';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import { UserError } from '../user-error.ts';
import { withoutSecrets } from './child-environment.ts';
import { prepareNamespace, type SearchAttributes } from './namespace.ts';
import { LOOPBACK, requireFreePort } from './ports.ts';
import { PortTakenError, waitUntilReady } from './readiness.ts';
import type { Report } from './report.ts';
import type { Retention } from './retention.ts';
import { stopGroup, stopOrphan } from './server-processes.ts';
import { databaseOf, forgetServer, recordServer } from './server-record.ts';

export interface EmbeddedServerOptions {
  /** Path of a `temporal` binary. */
  binary: string;
  /** A data folder that is ours alone (see data-folder.ts). */
  dataDir: string;
  port: number;
  /** null: no web interface. */
  uiPort: number | null;
  /** Where the web interface has payloads decrypted; left out: they are not encrypted. */
  codecUrl?: string;
  retention: Retention;
  searchAttributes: SearchAttributes;
  /** Of `start-dev`; left out: those that were chosen. Others are for measuring. */
  settings?: readonly string[];
  report: Report;
}

export interface ServerExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Whether we asked for it, with `stop()`. */
  requested: boolean;
}

/** A Temporal development server of our own. */
export interface EmbeddedServer {
  /** `host:port`, namespace `default`. */
  address: string;
  uiUrl: string | null;
  pid: number;
  /** Ends it and waits until its database is free. May be called more than once. */
  stop(): Promise<void>;
  /** Resolves when it has ended, in whatever way; never rejects. */
  exited: Promise<ServerExit>;
}

const LOG_FILE = 'server.log';
/** It chooses ports of its own, besides ours, and panics when another program is quicker to listen on one. */
const ATTEMPTS = 3;

/**
 * Starts a server on the database in the data folder, which survives restarts, and waits until it can be used: with
 * the search attributes, and the retention. A server that an earlier process left behind there is ended first.
 *
 * @throws UserError when a port is taken, the server ends at once, or is not ready within a minute.
 */
export async function startEmbedded(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { dataDir, port, uiPort, report } = options;
  await stopOrphan(dataDir, report);
  for (let attempt = 1; ; attempt++) {
    await requireFreePort(port, '--poort');
    if (uiPort !== null) await requireFreePort(uiPort, '--ui-poort');
    try {
      return await startOnce(options);
    } catch (error) {
      if (!(error instanceof PortTakenError) || attempt === ATTEMPTS) throw error;
      report('Een ander programma nam een poort in gebruik: de start wordt herhaald.');
    }
  }
}

async function startOnce(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { binary, dataDir, port, retention, searchAttributes, report } = options;
  report('De Temporal-server start …');
  const logFile = join(dataDir, LOG_FILE);
  const log = await open(logFile, 'a');
  const logStart = (await log.stat()).size;
  let server: EmbeddedServer;
  try {
    server = await spawnServer(binary, serverArguments(options), options, log);
  } finally {
    await log.close();
  }
  const address = `${LOOPBACK}:${port}`;
  try {
    const connection = await waitUntilReady({ address, logFile, logStart, exited: server.exited });
    try {
      await prepareNamespace({
        connection,
        namespace: 'default',
        searchAttributes,
        retention,
        report,
      });
    } finally {
      await connection.close();
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/**
 * Half as fast again as the default, and keeps every commit through a power cut just as well; and a list is read three
 * times as cheaply, since the server doesn't ask its database anew for each row what the search attributes are. What
 * else was tried, and why it is not here: docs/performance.md.
 */
// prettier-ignore
export const chosenSettings: readonly string[] = [
  '--sqlite-pragma', 'journal_mode=WAL',
  '--sqlite-pragma', 'synchronous=FULL',
  '--dynamic-config-value', 'system.forceSearchAttributesCacheRefreshOnRead=false',
];

function serverArguments({
  dataDir,
  port,
  uiPort,
  codecUrl,
  searchAttributes,
  settings = chosenSettings,
}: EmbeddedServerOptions): string[] {
  // Of a new database only: what is added to one that is there is known some two seconds later.
  const known = Object.entries(searchAttributes).map(([name, type]) => [
    '--search-attribute',
    `${name}=${type}`,
  ]);
  // prettier-ignore
  return [
    'server', 'start-dev',
    '--db-filename', databaseOf(dataDir),
    '--ip', LOOPBACK,
    '--port', String(port),
    ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...(uiPort === null || codecUrl === undefined ? [] : ['--ui-codec-endpoint', codecUrl]),
    '--log-level', 'warn',
    ...settings,
    ...known.flat(),
    '--dynamic-config-value', 'frontend.workflowPauseEnabled=true',
  ];
}

async function spawnServer(
  binary: string,
  args: string[],
  { dataDir, port, uiPort }: EmbeddedServerOptions,
  log: FileHandle,
): Promise<EmbeddedServer> {
  // A process group of its own: the terminal's Ctrl-C must not end it before the worker has drained.
  const child = spawn(binary, args, {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    cwd: dataDir,
    env: withoutSecrets(process.env),
  });
  const pid = await pidOf(child, binary);
  recordServer(dataDir, { pid, port, uiPort });

  let requested = false;
  const exited = new Promise<ServerExit>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal, requested });
    });
  });
  // Whatever makes our own process exit, the server goes with it; only SIGKILL leaves it behind, for stopOrphan.
  const endWithUs = (): void => {
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      // It has ended already.
    }
  };
  process.once('exit', endWithUs);
  void exited.then(() => {
    process.off('exit', endWithUs);
  });
  return {
    address: `${LOOPBACK}:${port}`,
    uiUrl: uiPort === null ? null : `http://${LOOPBACK}:${uiPort}`,
    pid,
    exited,
    async stop() {
      requested = true;
      await stopGroup(dataDir, pid);
      await exited;
      forgetServer(dataDir, pid);
    },
  };
}

async function pidOf(child: ChildProcess, binary: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      reject(
        new UserError(`De Temporal-server (${binary}) is niet te starten: ${cause.message}.`, { cause }),
      );
    });
    child.once('spawn', () => {
      if (child.pid !== undefined) resolve(child.pid);
    });
  });
}
