import type { Client } from '@temporalio/client';
import type { Logger } from '@temporalio/worker';
import { trackRow } from '../../activities/track-rows.ts';
import { openTracks } from '../../machines/domain/track-queries.ts';
import { dateOf } from '../../machines/domain/amsterdam.ts';
import { businessTime, type Clock } from '../../machines/domain/clock.ts';
import type { PlanningOverview } from '../../machines/domain/planning/overview.ts';
import { deskId, planningId, planningMessages } from '../../machines/protocol.ts';
import { businessMetrics } from './business.ts';
import { exposition, type Metric } from './exposition.ts';
import { Figures } from './figures.ts';
import { listen, type ObservationListener } from './listener.ts';
import type { Mails } from './mails.ts';
import { planningSize } from './planning-size.ts';

const PATIENCE_MS = 3_000;
/** With the load of the worker itself, which may just be great: Prometheus waits for ten seconds. */
const WORKER_PATIENCE_MS = 8_000;
/** A server that is there, and doesn't answer, holds up no later figures. */
const GATHERING_MS = 60_000;

export interface Observable {
  readonly port: number;
  readonly client: Client;
  readonly clock: Clock;
  readonly workerRuns: () => boolean;
  readonly mails: Mails;
  /** Where the SDK tells of the worker. */
  readonly workerMetrics: string;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Lets Prometheus, and whoever guards the process, look at a running system. */
export async function observe(observable: Observable): Promise<ObservationListener> {
  const { port, client, mails, workerMetrics, logger } = observable;
  const size = planningSize(client);
  const gather = async () => [...(await business(observable)), await size()];
  const figures = new Figures(
    (signal) => client.withAbortSignal(signal, () => client.withDeadline(Date.now() + GATHERING_MS, gather)),
    logger,
  );
  const listener = await listen(port, {
    metrics: async () => {
      const [worker, gathered] = await Promise.all([
        fetch(workerMetrics, { signal: AbortSignal.timeout(WORKER_PATIENCE_MS) }),
        figures.metrics(),
      ]);
      return exposition([...mails.metrics(), ...gathered]) + (await worker.text());
    },
    faults: () => faultsOf(observable),
  });
  return {
    async close() {
      await listener.close();
      await figures.stop();
    },
  };
}

async function business({ client, clock }: Observable): Promise<readonly Metric[]> {
  const rows = [];
  for await (const execution of client.workflow.list({ query: openTracks })) rows.push(trackRow(execution));
  const now = Date.now();
  const planning = await client.workflow
    .getHandle(planningId)
    .query<PlanningOverview, [number]>(planningMessages.overview, now);
  return businessMetrics(rows, planning, dateOf(businessTime(clock, now)));
}

async function faultsOf({ client, workerRuns }: Observable): Promise<Readonly<Record<string, string>>> {
  const faults: Record<string, string> = workerRuns() ? {} : { worker: 'haalt geen werk op' };
  await client.connection.withDeadline(Date.now() + PATIENCE_MS, async () => {
    for (const id of [planningId, deskId]) {
      try {
        const { status } = await client.workflow.getHandle(id).describe();
        if (status.name === 'PAUSED') faults[id] = 'is gepauzeerd';
        else if (status.name !== 'RUNNING') faults[id] = `is geëindigd (${status.name})`;
      } catch (error) {
        faults[id] = `is niet te bereiken: ${error instanceof Error ? error.message : String(error)}`;
      }
    }
  });
  return faults;
}
