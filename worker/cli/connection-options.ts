import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Client } from '@temporalio/client';
import { keyRingFromEnvironment } from '../encryption/key-ring.ts';
import { connectionFromEnvironment, type ServerAddress } from '../server/address.ts';
import { LOOPBACK } from '../server/ports.ts';
import { readServerRecord, type ServerRecord } from '../server/server-record.ts';
import { tracingFromEnvironment } from '../tracing/switch.ts';
import { UserError } from '../user-error.ts';
import type { Invocation, Option } from './command.ts';

export const defaultDataDir = '.traject';
export const demoDataDir = '.traject-demo';
const defaultNamespace = 'default';

/** How every command but `start` finds the running system: by the same options and environment as `start`. */
export const connectionOptions: Readonly<Record<string, Option>> = {
  gegevensmap: {
    type: 'string',
    value: '<map>',
    description: `de map waarin het systeem draait (standaard ${defaultDataDir}, of de nieuwste demo)`,
  },
  poort: { type: 'string', value: '<poort>', description: 'de poort van de Temporal-server' },
};

/** @throws UserError when nothing runs there. */
export async function connectToSystem(invocation: Invocation): Promise<Client> {
  const client = await connectIfAny(invocation);
  if (client !== null) return client;
  throw new UserError(
    `Er draait geen systeem in de map ${resolve(defaultDataDir)}, en geen demo in ${resolve(demoDataDir)}. Start het met 'npm start' of 'npm run demo', of noem de map met --gegevensmap.`,
  );
}

/**
 * Null when nobody said where a system runs, and none is found where one would be.
 * @throws UserError when nothing runs at the place that was given, or TRAJECT_SLEUTELS can't be used.
 */
export async function connectIfAny(invocation: Invocation): Promise<Client | null> {
  const address = addressOf(invocation);
  if (address === undefined) return null;
  const keys = keyRingFromEnvironment(invocation.env);
  const { connectTo } = await import('../client.ts');
  const tracing = await tracingFromEnvironment(invocation.env);
  return await connectTo(address.connectionOptions, address.namespace, keys, tracing);
}

/** An option says more than the environment, and that more than where a system is found by default. */
function addressOf(invocation: Invocation): ServerAddress | undefined {
  const port = portOption(invocation, 'poort');
  const dir = invocation.text('gegevensmap');
  const running = port ?? (dir === undefined ? undefined : portOf(dir));
  if (running !== undefined) return local(running);
  const given = connectionFromEnvironment(invocation.env);
  if (given !== null) return given;
  if (dir !== undefined)
    throw new UserError(
      `Er draait geen systeem in de map ${resolve(dir)}. Start het met 'npm start' of 'npm run demo'.`,
    );
  const found = portByDefault();
  return found === undefined ? undefined : local(found);
}

function local(port: number): ServerAddress {
  return { namespace: defaultNamespace, connectionOptions: { address: `${LOOPBACK}:${port}` } };
}

/** Where a command without options finds the server: in the data folder of `start`, else in that of the newest demo that runs. */
export function portByDefault(): number | undefined {
  const dir = folderByDefault();
  return dir === undefined ? undefined : portOf(dir);
}

/** The data folder of that system; undefined when none runs. */
export function folderByDefault(): string | undefined {
  return [defaultDataDir, ...demoFolders()].find((dir) => portOf(dir) !== undefined);
}

/** The port of the server that `start` runs in a data folder. */
export function portOf(dir: string): number | undefined {
  return runningIn(dir)?.port;
}

function runningIn(dir: string): ServerRecord | null {
  const record = readServerRecord(resolve(dir));
  return record !== null && isAlive(record.pid) ? record : null;
}

/** The web interface of the server that these options find, when it is one that `start` runs; null: it is not known. */
export function ownUi(invocation: Invocation): string | null {
  const dir = invocation.text('gegevensmap');
  const address = addressOf(invocation)?.connectionOptions.address;
  const dirs = [...(dir === undefined ? [] : [dir]), defaultDataDir, ...demoFolders()];
  const port = dirs
    .map(runningIn)
    .find((record) => record !== null && address === `${LOOPBACK}:${record.port}`)?.uiPort;
  return port === undefined || port === null ? null : `http://${LOOPBACK}:${port}`;
}

/** Newest first: their names begin with the time at which they were made. */
function demoFolders(): readonly string[] {
  try {
    return readdirSync(demoDataDir)
      .sort()
      .toReversed()
      .map((name) => join(demoDataDir, name));
  } catch {
    return []; // no demo was ever started here
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // there, and another user's
  }
}

/** @throws UserError unless it is a port. */
export function portOption(invocation: Invocation, name: string): number | undefined {
  const text = invocation.text(name);
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new UserError(`--${name}: verwacht een poort van 1 tot en met 65535, gevonden: '${text}'.`, {
    exitCode: 2,
  });
}
