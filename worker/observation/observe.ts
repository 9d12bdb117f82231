import type { Client } from '@temporalio/client';
import { trackRow } from '../../activities/track-rows.ts';
import { openTracks } from '../../machines/domain/track-queries.ts';
import { dateOf } from '../../machines/domain/amsterdam.ts';
import { businessTime, type Clock } from '../../machines/domain/clock.ts';
import type { PlanningOverview } from '../../machines/domain/planning/overview.ts';
import { deskId, planningId, planningMessages } from '../../machines/protocol.ts';
import { businessMetrics } from './business.ts';
import { exposition } from './exposition.ts';
import { listen, type ObservationListener } from './listener.ts';
import type { Mails } from './mails.ts';

/** The business changes by the hour: asked for by whoever comes, it is worked out so often at most. */
const FRESH_MS = 30_000;
const PATIENCE_MS = 3_000;

export interface Observable {
  readonly port: number;
  readonly client: Client;
  readonly clock: Clock;
  readonly workerRuns: () => boolean;
  readonly mails: Mails;
  /** Where the SDK tells of the worker. */
  readonly workerMetrics: string;
}

/** Lets Prometheus, and whoever guards the process, look at a running system. */
export async function observe(observable: Observable): Promise<ObservationListener> {
  const { port, mails, workerMetrics } = observable;
  const business = kept(() => businessText(observable), FRESH_MS);
  return await listen(port, {
    metrics: async () => {
      const worker = await fetch(workerMetrics, { signal: AbortSignal.timeout(PATIENCE_MS) });
      return exposition(mails.metrics()) + (await business()) + (await worker.text());
    },
    faults: () => faultsOf(observable),
  });
}

async function businessText({ client, clock }: Observable): Promise<string> {
  const rows = [];
  for await (const execution of client.workflow.list({ query: openTracks })) rows.push(trackRow(execution));
  const now = Date.now();
  const planning = await client.workflow
    .getHandle(planningId)
    .query<PlanningOverview, [number]>(planningMessages.overview, now);
  return exposition(businessMetrics(rows, planning, dateOf(businessTime(clock, now))));
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

/** The answer of a while ago is good enough; who asks at the same time shares one. */
function kept<T>(work: () => Promise<T>, forMs: number): () => Promise<T> {
  let last: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return async () => {
    if (last === undefined || Date.now() - last.at > forMs) {
      const answer = work();
      answer.catch(() => {
        last = undefined; // a failure is not kept
      });
      last = { at: Date.now(), answer };
    }
    return await last.answer;
  };
}
