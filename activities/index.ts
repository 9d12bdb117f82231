import type { WorkflowClient } from '@temporalio/client';
import type { MailOrder } from '../machines/track/mail.ts';
import { createPlanningActivities } from './planning.ts';
import { createTrackActivities } from './tracks.ts';

/** `undeliverable`: refused for good. While a mail server refuses temporarily, or is down, it throws, and is tried again. */
export type MailOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'undeliverable'; readonly to: string; readonly reason: string };

export interface ActivityDependencies {
  readonly workflows: WorkflowClient;
  readonly sendMail: (order: MailOrder) => Promise<MailOutcome>;
}

/** The outside world, as workflows reach it. */
export function createActivities({ workflows, sendMail }: ActivityDependencies) {
  return {
    ...createPlanningActivities({ workflows }),
    ...createTrackActivities({ workflows }),
    sendMail,
  };
}

export type Activities = ReturnType<typeof createActivities>;
