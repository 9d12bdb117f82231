import type { WorkflowClient } from '@temporalio/client';
import type { DeskMailOrder } from '../machines/desk/mail.ts';
import type { MailOrder } from '../machines/track/mail.ts';
import { createDeskActivities } from './desk.ts';
import { createPlanningActivities } from './planning.ts';
import { createCalculationActivities, type CalculationDependencies } from './planning-solver/calculate.ts';
import { createStoppedTrackActivities } from './stopped-tracks.ts';
import { createTrackActivities } from './tracks.ts';

/** `undeliverable`: refused for good. While a mail server refuses temporarily, or is down, it throws, and is tried again. */
export type MailOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'undeliverable'; readonly to: string; readonly reason: string };

export interface ActivityDependencies {
  readonly workflows: WorkflowClient;
  readonly sendMail: (order: MailOrder | DeskMailOrder) => Promise<MailOutcome>;
  /** Where Temporal's web interface shows the namespace; null: there is none to link to. */
  readonly ui: string | null;
  /** For tests: a solver that fails or lies. */
  readonly solve?: CalculationDependencies['solve'];
}

/** The outside world, as workflows reach it. */
export function createActivities({ workflows, sendMail, ui, solve }: ActivityDependencies) {
  return {
    ...createPlanningActivities({ workflows }),
    ...createTrackActivities({ workflows }),
    ...createDeskActivities({ workflows, ui }),
    ...createStoppedTrackActivities({ workflows }),
    ...createCalculationActivities({ workflows, ...(solve === undefined ? {} : { solve }) }),
    sendMail,
  };
}

export type Activities = ReturnType<typeof createActivities>;
