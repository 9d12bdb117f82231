import type { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import { outcomesBeforeReset } from '../activities/mail/replaced-runs.ts';
import { createMailActivities } from '../activities/mail/send-mail.ts';
import type { createMailTransport } from '../activities/mail/transport.ts';
import { taskQueue } from '../machines/protocol.ts';
import { mostCachedWorkflows } from './cached-workflows.ts';
import { workerConverter } from './encryption/data-converter.ts';
import type { KeyRing } from './encryption/key-ring.ts';
import type { Mails } from './observation/mails.ts';
import type { Release } from './release.ts';
import type { ServerConnectionOptions } from './server/address.ts';
import type { Tracing } from './tracing/spans.ts';

interface WorkerOptions {
  readonly client: Client;
  readonly keys: KeyRing | null;
  readonly connectionOptions: ServerConnectionOptions;
  readonly namespace: string;
  readonly bundle: { readonly codePath: string };
  /** null: without Worker Versioning. */
  readonly release: Release | null;
  readonly mail: ReturnType<typeof createMailTransport>;
  readonly mails: Mails;
  readonly ui: string | null;
  readonly tracing: Tracing | null;
}

/** Carries out the workflows and activities, until it is stopped. */
export async function startWorker({
  client,
  keys,
  connectionOptions,
  namespace,
  bundle,
  release,
  mail,
  mails,
  ui,
  tracing,
}: WorkerOptions) {
  const { sendMail } = createMailActivities({
    transport: mail,
    outcomeBefore: outcomesBeforeReset({ workflows: client.workflow }),
  });
  const connection = await NativeConnection.connect(connectionOptions);
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: bundle,
    maxCachedWorkflows: mostCachedWorkflows(),
    dataConverter: workerConverter(keys),
    ...(release === null
      ? {}
      : {
          workerDeploymentOptions: {
            version: release,
            useWorkerVersioning: true,
            defaultVersioningBehavior: 'AUTO_UPGRADE', // workflows/index.ts says which are pinned
          },
        }),
    activities: createActivities({
      workflows: client.workflow,
      sendMail: mails.counted(sendMail),
      ui,
    }),
    interceptors: tracing === null ? {} : { activity: [tracing.activity] },
    // A mail server that hangs holds each of its mails in an activity for minutes: others must go on beside them.
    maxConcurrentActivityTaskExecutions: 1_000,
    shutdownGraceTime: '10s',
    shutdownForceTime: '20s',
  });
  const run = worker.run();
  const failed = run.then(
    () => new Promise<never>(() => {}), // stopped, as asked
    (error: unknown) =>
      `De worker is gestopt door een fout: ${error instanceof Error ? error.message : String(error)}`,
  );
  return {
    failed,
    runs: () => worker.getState() === 'RUNNING',
    async stop(): Promise<void> {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await run.catch(() => {}); // `failed` tells
      await connection.close();
    },
  };
}
