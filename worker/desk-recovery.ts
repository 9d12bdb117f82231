import { QueryNotRegisteredError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { isOpen } from '../activities/run-status.ts';
import { deskId, deskMessages } from '../machines/protocol.ts';
import type { CarriedDesk } from '../workflows/servicecentrum.ts';
import { askRun } from './ask-run.ts';
import { latestRun } from '../activities/latest-run.ts';
import type { Report } from './server/report.ts';

/**
 * What a desk that was terminated left behind: notices that wait for the morning, and what its page shows. Null when it
 * runs, when there was none, or when it can't tell.
 * @throws when there is nobody to ask now: a desk that is begun anew would forget them.
 */
export async function leftByDesk(client: Client, report: Report): Promise<CarriedDesk | null> {
  const latest = await latestRun(client.workflow, deskId);
  if (latest === null || isOpen(latest.status)) return null;
  try {
    const ended = client.workflow.getHandle(deskId, latest.runId);
    const left = await askRun<CarriedDesk>(client, ended, deskMessages.state);
    report('Het Servicecentrum was gestopt. Het gaat verder waar het was.');
    return left;
  } catch (error) {
    // Of a release that kept it to itself, or its history is gone or can't be read any more.
    if (!(error instanceof QueryNotRegisteredError || error instanceof WorkflowNotFoundError)) throw error;
    report('Het Servicecentrum was gestopt. Het begint opnieuw, zonder de meldingen die nog wachtten.');
    return null;
  }
}
