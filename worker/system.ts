import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { createMailTransport } from '../activities/mail/transport.ts';
import type { Clock } from '../machines/domain/clock.ts';
import { pageLink } from '../machines/desk/links.ts';
import { deskId } from '../machines/protocol.ts';
import { searchAttributes } from '../machines/track/attributes.ts';
import { openAlwaysOpen } from './always-open.ts';
import { watchOver } from './always-watch.ts';
import { workflowBundle } from './bundle.ts';
import { startCodecServer } from './encryption/codec-server.ts';
import { clientConverter, encryptingFailureConverter } from './encryption/data-converter.ts';
import { keyRingFromEnvironment, type KeyRing } from './encryption/key-ring.ts';
import { requireReadable } from './encryption/readable.ts';
import { logTo } from './logging.ts';
import { mailServer } from './mail-server.ts';
import { Mails } from './observation/mails.ts';
import { cacheDir } from './project.ts';
import { releaseFromEnvironment } from './release.ts';
import { connect, connectionFromEnvironment, type ServerConnectionOptions } from './server/address.ts';
import { findBinary } from './server/binary.ts';
import { withoutSecrets } from './server/child-environment.ts';
import { openDataFolder } from './server/data-folder.ts';
import { startEmbedded, type EmbeddedServer } from './server/embedded.ts';
import { requirePrepared } from './server/namespace.ts';
import { freePort, LOOPBACK, requireFreePort } from './server/ports.ts';
import type { Report } from './server/report.ts';
import { retentionFromEnvironment, type Retention } from './server/retention.ts';
import { uiAddress, uiOrigins } from './server/ui-address.ts';
import { startWorker } from './start-worker.ts';
import { tracingFromEnvironment } from './tracing/switch.ts';

export interface SystemOptions {
  readonly dataDir: string;
  readonly port: number;
  /** null: no web interface. */
  readonly uiPort: number | null;
  /** Where Prometheus and health checks may look; left out: nowhere. */
  readonly observationPort?: number;
  /** Where the web interface has payloads decrypted, when they are encrypted; left out: there it can't. */
  readonly codecPort?: number;
  readonly from?: string;
  readonly tempo?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly report: Report;
}

/** Everything that runs: server (our own or another's), worker, and the workflows that are always there. */
export interface System {
  readonly client: Client;
  readonly clock: Clock;
  readonly dataDir: string;
  /** A folder of files, or the address of the mail server, without credentials. */
  readonly mail: { readonly folder: string } | { readonly server: string };
  readonly address: string;
  readonly namespace: string;
  /** Where the desk works in the web interface; null: there is none to link to. */
  readonly startPage: string | null;
  /** Where a web interface has payloads decrypted; null: it can't, or need not. */
  readonly codecUrl: string | null;
  /** Resolves with one Dutch sentence when something ended that should not have. */
  readonly broken: Promise<string>;
  /** Lets the worker finish what it has in hand, and stops all that was started. */
  stop(): Promise<void>;
}

/**
 * Starts the system; what was started already is stopped again when a later step fails.
 * @throws UserError
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { env, report } = options;
  const given = connectionFromEnvironment(env);
  const smtp = mailServer(env);
  const keys = keyRingFromEnvironment(env);
  const retention = retentionFromEnvironment(env);
  const tracing = await tracingFromEnvironment(env);
  // Our own server has one worker at a time, the newest: what runs goes on with it.
  const release = given === null ? null : releaseFromEnvironment(env);
  const clock = given === null ? timeOf(options) : {};
  const folder = await openDataFolder(options.dataDir, clock);
  const cleanUp: (() => Promise<void>)[] = [() => folder.close()];
  const stop = async (): Promise<void> => {
    for (const step of cleanUp.splice(0).toReversed()) await step();
  };
  try {
    const { observationPort } = options;
    if (observationPort !== undefined) await requireFreePort(observationPort, '--meetpoort');
    const workerMetrics = observationPort === undefined ? null : `${LOOPBACK}:${await freePort()}`;
    const logger = logTo(join(folder.path, 'worker.log'), workerMetrics);
    const bundle = workflowBundle(report, logger, keys === null ? undefined : encryptingFailureConverter);
    bundle.catch(() => {}); // awaited below; the server may fail first
    const mail = createMailTransport(smtp === null ? { folder: folder.mailDir } : { server: smtp });
    cleanUp.push(async () => mail.close());
    const ownUi = given !== null || options.uiPort === null ? null : `http://${LOOPBACK}:${options.uiPort}`;
    const codec = await codecFor(keys, uiOrigins(env, ownUi), options.codecPort);
    if (codec !== null) cleanUp.push(() => codec.stop());
    const codecUrl = codec?.url ?? null;
    const server = given === null ? await ownServer(options, folder.path, codecUrl, retention) : null;
    if (server !== null) cleanUp.push(() => server.stop());
    const connectionOptions: ServerConnectionOptions = given?.connectionOptions ?? {
      address: server?.address ?? '',
    };
    const namespace = given?.namespace ?? 'default';
    const connection = await connect(connectionOptions);
    cleanUp.push(() => connection.close());
    if (given !== null) await requirePrepared({ connection, namespace, searchAttributes });
    const client = new Client({
      connection,
      namespace,
      dataConverter: clientConverter(keys),
      interceptors: tracing?.client ?? {},
    });
    await requireReadable(client);
    const ui = uiAddress(env, server?.uiUrl ?? null, namespace);
    const mails = new Mails();
    const worker = await startWorker({
      client,
      keys,
      connectionOptions,
      namespace,
      bundle: await bundle,
      release,
      mail,
      mails,
      ui,
      tracing,
    });
    cleanUp.push(() => worker.stop());
    await openAlwaysOpen(client, folder.clock, report);
    const watch = watchOver({ client, clock: folder.clock, report, logger });
    cleanUp.push(() => watch.stop());
    if (observationPort !== undefined) {
      const { observe } = await import('./observation/observe.ts');
      const listener = await observe({
        port: observationPort,
        client,
        clock: folder.clock,
        workerRuns: worker.runs,
        mails,
        workerMetrics: `http://${workerMetrics}/metrics`,
        logger,
      });
      cleanUp.push(() => listener.close());
    }
    return {
      client,
      clock: folder.clock,
      dataDir: folder.path,
      mail: smtp === null ? { folder: folder.mailDir } : { server: smtp.host },
      address: connectionOptions.address,
      namespace,
      startPage: ui === null ? null : pageLink(ui, deskId, await runOfDesk(client)),
      codecUrl,
      broken: Promise.race([worker.failed, ...(server === null ? [] : [serverEnded(server)])]),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function runOfDesk(client: Client): Promise<string> {
  return (await client.workflow.getHandle(deskId).describe()).runId;
}

function timeOf({ from, tempo }: SystemOptions) {
  return { ...(from === undefined ? {} : { from }), ...(tempo === undefined ? {} : { tempo }) };
}

async function ownServer(
  { env, port, uiPort, report }: SystemOptions,
  dataDir: string,
  codecUrl: string | null,
  retention: Retention,
): Promise<EmbeddedServer> {
  const binary = await findBinary({ env: withoutSecrets(env), cacheDir, report });
  return await startEmbedded({
    binary,
    dataDir,
    port,
    uiPort,
    ...(codecUrl === null ? {} : { codecUrl }),
    retention,
    searchAttributes,
    report,
  });
}

/** Null when nothing is encrypted, or no web interface shows it. */
async function codecFor(keys: KeyRing | null, origins: ReadonlySet<string>, port: number | undefined) {
  if (keys === null || origins.size === 0 || port === undefined) return null;
  return await startCodecServer({ keys, port, origins });
}

async function serverEnded(server: EmbeddedServer): Promise<string> {
  const { requested } = await server.exited;
  if (requested) return await new Promise<never>(() => {});
  return 'De Temporal-server is onverwacht gestopt. Kijk in server.log in de gegevensmap, en start opnieuw.';
}
