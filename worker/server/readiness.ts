import { readFile } from 'node:fs/promises';
import { connect as connectTcp } from 'node:net';

import { Connection } from '@temporalio/client';

import { UserError } from '../user-error.ts';
import type { ServerExit } from './embedded.ts';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;
const ATTEMPT_MS = 2_000;
const LOG_LINES = 3;

/** It ended because a port was taken: its own checks passed, so that happened while it started. */
export class PortTakenError extends UserError {}

/**
 * A connection to a server that was just started, as soon as it answers for its namespace `default`.
 *
 * @throws UserError with the last lines of its log, when it ends first or is not ready within a minute; PortTakenError
 * when it says why, and that is a port.
 */
export async function waitUntilReady(server: {
  address: string;
  logFile: string;
  /** Length of the log, in bytes, before this start. */
  logStart: number;
  exited: Promise<ServerExit>;
}): Promise<Connection> {
  const { address, logFile, exited } = server;
  let ended: ServerExit | undefined;
  void exited.then((exit) => {
    ended = exit;
  });
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    // Asking gRPC before the port answers costs a second: a failed channel waits that long before it tries again.
    const connection = (await accepts(address)) ? await attempt(address) : null;
    if (connection !== null) return connection;
    if (ended !== undefined) {
      const how = ended.signal ?? `code ${ended.code}`;
      const words = await wordsOf(server);
      const Fault = words.includes('address already in use') ? PortTakenError : UserError;
      throw new Fault(`De Temporal-server stopte meteen weer (${how}). ${lastLines(logFile, words)}`);
    }
    if (Date.now() > until) {
      throw new UserError(
        `De Temporal-server is na ${PATIENCE_MS / 1_000} seconden nog niet klaar. ${lastLines(logFile, await wordsOf(server))}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function accepts(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${address}`);
  return await new Promise((resolve) => {
    const socket = connectTcp({ host: hostname, port: Number(port), timeout: ATTEMPT_MS });
    const end = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => {
      end(true);
    });
    socket.once('timeout', () => {
      end(false);
    });
    socket.once('error', () => {
      end(false);
    });
  });
}

async function attempt(address: string): Promise<Connection | null> {
  const connection = Connection.lazy({ address });
  try {
    await connection.withDeadline(Date.now() + ATTEMPT_MS, () =>
      connection.workflowService.describeNamespace({ namespace: 'default' }),
    );
    return connection;
  } catch {
    // Not ready yet: the caller says so when it lasts.
    await connection.close();
    return null;
  }
}

/** What it logged in this start. When it panics, its reason stands before the stacks: those are left out. */
async function wordsOf({ logFile, logStart }: { logFile: string; logStart: number }): Promise<string> {
  const log = (await readFile(logFile)).subarray(logStart).toString('utf8');
  return log.split('\n\ngoroutine ', 1)[0] ?? '';
}

function lastLines(logFile: string, words: string): string {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return `Het logboek (${logFile}) zegt er niets over.`;
  return `Het einde van het logboek (${logFile}): ${lines.slice(-LOG_LINES).join(' | ')}`;
}
