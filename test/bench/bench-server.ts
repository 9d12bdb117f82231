import { rmSync } from 'node:fs';
import { mkdtemp, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { searchAttributes } from '../../machines/track/attributes.ts';
import { cacheDir } from '../../worker/project.ts';
import { connect } from '../../worker/server/address.ts';
import { findBinary } from '../../worker/server/binary.ts';
import { startEmbedded } from '../../worker/server/embedded.ts';
import { prepareNamespace } from '../../worker/server/namespace.ts';
import { freePort } from '../../worker/server/ports.ts';
import { databaseOf } from '../../worker/server/server-record.ts';
import { defaultRetention } from '../../worker/server/retention.ts';
import { usedBy } from './process-usage.ts';

export interface BenchServer {
  readonly address: string;
  client(namespace: string): Client;
  /** Billable actions in a namespace so far, by the server's own counter. It lags some seconds. */
  actions(namespace: string): Promise<number>;
  /** Of all its threads, so far; NaN where there is no /proc to tell. */
  cpuSeconds(): Promise<number>;
  /** Ends it; the bytes of its database, with all that was written. */
  stop(): Promise<number>;
}

const silent = (): void => {};
const open = new Set<BenchServer>();

/** Whatever is still open. */
export async function stopServers(): Promise<void> {
  await Promise.allSettled([...open].map((server) => server.stop()));
}

/** A server as every installation has it, with a folder of its own, that leaves nothing behind. */
export async function openServer(namespaces: readonly string[]): Promise<BenchServer> {
  const dataDir = await mkdtemp(join(await realpath(tmpdir()), 'traject-bench-'));
  const server = await startEmbedded({
    binary: await findBinary({ env: process.env, cacheDir, report: silent }),
    dataDir,
    port: await freePort(),
    uiPort: null,
    retention: defaultRetention,
    searchAttributes,
    report: silent,
  });
  // After the server's own, which ends it: also when a signal comes between.
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const { address } = server;
  const connection = await connect({ address });
  for (const namespace of namespaces) {
    const needs = { connection, namespace, searchAttributes, retention: defaultRetention };
    await prepareNamespace({ ...needs, report: silent });
  }
  const metrics = /Metrics:\s+(http:\S+)/.exec(await readFile(join(dataDir, 'server.log'), 'utf8'))?.[1];
  let size: Promise<number> | null = null;
  const opened: BenchServer = {
    address,
    client: (namespace) => new Client({ connection, namespace }),
    async actions(namespace) {
      if (metrics === undefined) throw new Error('The server did not tell where its metrics are');
      return actionsIn(await (await fetch(metrics.replace('localhost', '127.0.0.1'))).text(), namespace);
    },
    async cpuSeconds() {
      return await usedBy(server.pid).then(
        ({ cpuMs }) => cpuMs / 1_000,
        () => Number.NaN,
      );
    },
    async stop() {
      size ??= (async () => {
        await connection.close();
        await server.stop();
        const { size: bytes } = await stat(databaseOf(dataDir));
        open.delete(opened);
        await rm(dataDir, { recursive: true, force: true });
        return bytes;
      })();
      return await size;
    },
  };
  open.add(opened);
  return opened;
}

/** Of Prometheus' text: a line for each type of action. */
export function actionsIn(metrics: string, namespace: string): number {
  return metrics
    .split('\n')
    .filter((line) => line.startsWith('action{') && line.includes(`namespace="${namespace}"`))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
