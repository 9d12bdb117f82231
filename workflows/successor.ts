import { CancellationScope, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { workflowCalls } from './activity-options.ts';
import { refusal } from './refusal.ts';

const { isRegistered } = proxyActivities<Pick<Activities, 'isRegistered'>>(workflowCalls);

/** @throws a refusal when the register knows no organisation by this id. */
export async function assertRegistered(id: string): Promise<void> {
  const known = await CancellationScope.nonCancellable(() =>
    isRegistered.executeWithOptions({ summary: `In het register: ${id}` }, [id]),
  );
  if (!known) {
    throw refusal(
      `Opvolger: verwacht een organisatie uit het register, gevonden: ${id}. Schrijf haar eerst in met haar intentieverklaring.`,
    );
  }
}
