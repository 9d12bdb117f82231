import type { Client } from '@temporalio/client';
import type { Logger } from '@temporalio/worker';
import { newlyStopped } from '../activities/stopped-tracks.ts';
import type { LookFrom } from '../machines/desk/stopped.ts';
import type { Clock } from '../machines/domain/clock.ts';
import { deskId, deskMessages } from '../machines/protocol.ts';
import { openAlwaysOpen } from './always-open.ts';
import { repeat } from './repeated.ts';
import type { Report } from './server/report.ts';

const everyMs = 60_000;

interface Watched {
  readonly client: Client;
  readonly clock: Clock;
  readonly report: Report;
  readonly logger: Logger;
}

/**
 * Sees within a minute that the planning or the desk was terminated, and opens it again; and that a track was
 * terminated or reset, and tells the desk. From outside: what is done each minute would fill a workflow's history.
 */
export function watchOver({ client, clock, report, logger }: Watched): { stop(): Promise<void> } {
  const stoppedTracks = lookForStopped(client);
  const looks = [
    { name: 'the planning and the desk', look: () => openAlwaysOpen(client, clock, report) },
    { name: 'stopped tracks', look: stoppedTracks },
  ];
  const untilAborted = looks.map(({ name, look }) => ({
    name,
    look: (signal: AbortSignal) => client.withAbortSignal(signal, look),
  }));
  return repeat(untilAborted, everyMs, logger);
}

/** The first time the desk is told in any case: what was stopped while no worker ran, it must find by itself. */
function lookForStopped(client: Client): () => Promise<void> {
  let from: LookFrom | null = null;
  return async () => {
    const now = Date.now();
    const met: string[] = [];
    let isNews = from === null;
    for await (const { execution, isKnown } of newlyStopped(
      client.workflow,
      from ?? { until: now, seen: [] },
    )) {
      met.push(execution.runId);
      isNews ||= !isKnown;
    }
    if (isNews) await client.workflow.getHandle(deskId).signal(deskMessages.look);
    from = { until: now, seen: met };
  };
}
