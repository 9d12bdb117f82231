import type { Client } from '@temporalio/client';
import { newlyStopped } from '../activities/stopped-tracks.ts';
import { noneStopped, type LookFrom } from '../machines/desk/stopped.ts';
import type { Clock } from '../machines/domain/clock.ts';
import { deskId, deskMessages } from '../machines/protocol.ts';
import { openAlwaysOpen } from './always-open.ts';
import type { Report } from './server/report.ts';

const everyMs = 60_000;

/**
 * Sees within a minute that the planning or the desk was terminated, and opens it again; and that a track was
 * terminated or reset, and tells the desk. From outside: what is done each minute would fill a workflow's history.
 */
export function watchOver(client: Client, clock: Clock, report: Report): { stop(): Promise<void> } {
  let from: LookFrom = { ...noneStopped.from, until: Date.now() };
  const watch = async (): Promise<void> => {
    await openAlwaysOpen(client, clock, report);
    const now = Date.now();
    const met: string[] = [];
    let isNews = false;
    for await (const { execution, isKnown } of newlyStopped(client.workflow, from)) {
      met.push(execution.runId);
      isNews ||= !isKnown;
    }
    if (isNews) await client.workflow.getHandle(deskId).signal(deskMessages.look);
    from = { until: now, seen: met };
  };
  let busy = Promise.resolve();
  const timer = setInterval(() => {
    // A server that is away for a moment is asked again the next minute.
    busy = busy.then(watch).catch(() => {});
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await busy;
    },
  };
}
