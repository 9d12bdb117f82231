import type { Client, WorkflowStartOptions } from '@temporalio/client';
import type { Clock } from '../machines/domain/clock.ts';
import { deskId, planningId, taskQueue, workflowTypes } from '../machines/protocol.ts';
import { leftByDesk } from './desk-recovery.ts';
import { isOpen } from '../activities/run-status.ts';
import { latestRun } from '../activities/latest-run.ts';
import { plannedBefore } from './planning-recovery.ts';
import type { Report } from './server/report.ts';

/**
 * The planning and the desk are always open: started once, and left alone when they run already. A planning that
 * was ended goes on from where it was, and so does the desk: for that, the worker must run.
 */
export async function openAlwaysOpen(client: Client, clock: Clock, report: Report): Promise<void> {
  const carried = await plannedBefore(client, report);
  const start = async (
    workflowId: string,
    type: string,
    shown: Pick<WorkflowStartOptions, 'staticSummary' | 'staticDetails'>,
    more: object,
  ): Promise<void> => {
    const latest = await latestRun(client.workflow, workflowId);
    if (latest !== null && isOpen(latest.status)) return;
    await client.workflow.start(type, {
      workflowId,
      taskQueue,
      args: [{ clock, ...more }],
      workflowIdConflictPolicy: 'USE_EXISTING',
      ...shown,
    });
  };
  await start(
    planningId,
    workflowTypes.planning,
    {
      staticSummary: 'Planning van tranches en ketentesten',
      staticDetails: besides('de planning'),
    },
    carried === null ? {} : { carried },
  );
  await start(
    deskId,
    workflowTypes.desk,
    {
      staticSummary: 'Startpagina van het Servicecentrum',
      staticDetails: besides('de startpagina'),
    },
    (await leftByDesk(client, report)) ?? {},
  );
}

/** What the UI shows above the page, also when there is no worker to make it (Dutch). */
function besides(page: string): string {
  return `Hiernaast, bij Current Details, staat ${page}. Blijft die leeg, dan draait Traject niet: waarschuw de beheerder.`;
}
