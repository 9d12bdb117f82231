import type { Client } from '@temporalio/client';
import { latestRun } from '../../activities/latest-run.ts';
import { isOpen } from '../../activities/run-status.ts';
import { afterStop, endings, stoppedHow } from '../../machines/desk/stopped.ts';
import { trackId } from '../../machines/protocol.ts';

/** Dutch: why nothing can be done with an organisation's track any more; null when it runs, or never was. */
export async function whyEnded(client: Client, id: string): Promise<string | null> {
  const latest = await latestRun(client.workflow, trackId(id));
  if (latest === null || isOpen(latest.status)) return null;
  const how = stoppedHow(latest.status);
  return how === null
    ? `Het traject van '${id}' is afgerond: er kan niets meer.`
    : `Het traject van '${id}' is ${endings[how]}: er kan niets meer. ${afterStop}`;
}
