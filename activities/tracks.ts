import { WithStartWorkflowOperation, type WorkflowClient } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import type { Clock } from '../machines/domain/clock.ts';
import {
  ofEndedRun,
  refusals,
  taskQueue,
  trackId,
  trackMessages,
  workflowTypes,
  type DeclarationMessage,
} from '../machines/protocol.ts';
import type { Contact } from '../machines/domain/contacts.ts';
import type { TrackInput } from '../machines/track/context.ts';
import { latestRun, type LatestRun } from './latest-run.ts';
import { isOpen } from './run-status.ts';
import { contactsIn } from '../machines/track/earlier-contacts.ts';
import { startPage } from '../machines/track/start-page.ts';
import { currentVersion } from '../machines/track/versions.ts';
import { refusalIsFinal, updateIdOfActivity } from './send-update.ts';

/** What the desk knows when it hands a declaration to the organisation's track. */
export interface TrackDeclaration {
  readonly clock: Clock;
  /** For a new track; one that runs already has its own. The contacts are looked up here. */
  readonly start: Omit<TrackInput, 'contacts'>;
  readonly message: DeclarationMessage;
}

export function createTrackActivities({ workflows }: { readonly workflows: WorkflowClient }) {
  return {
    /** Starts the organisation's track when none is running, and has it take in the declaration; its answer, in Dutch. */
    declareTrack: async ({ clock, start, message }: TrackDeclaration): Promise<string> => {
      const { id, name, kind } = start.organisation;
      // An Update of a paused track is tried again without end, and holds up who registers next.
      const latest = await latestRun(workflows, trackId(id));
      if (latest?.status === 'PAUSED') {
        throw ApplicationFailure.nonRetryable(
          `Het aansluittraject van ${name} is gepauzeerd. Kies daar eerst Unpause, en registreer dan opnieuw.`,
          refusals.refused,
        );
      }
      const contacts =
        latest === null || isOpen(latest.status) ? [] : await earlierContacts(workflows, id, latest, message);
      const { summary, details } = startPage(start.organisation, message.declaration, contacts);
      const startWorkflowOperation = new WithStartWorkflowOperation(workflowTypes.track, {
        workflowId: trackId(id),
        taskQueue,
        args: [{ clock, version: currentVersion, start: { ...start, contacts } }],
        workflowIdConflictPolicy: 'USE_EXISTING',
        // After a track has closed the same organisation can start another, under the same id.
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        staticSummary: summary,
        staticDetails: details,
        memo: { afnemer: name, soort: kind },
      });
      return await refusalIsFinal(() =>
        workflows.executeUpdateWithStart<Workflow, string, [DeclarationMessage]>(trackMessages.declare, {
          args: [message],
          updateId: updateIdOfActivity(),
          startWorkflowOperation,
        }),
      );
    },
  };
}

/**
 * Whom the organisation's last track knew, in the roles for which the new declaration names nobody. They are personal
 * data: kept nowhere but in that track's own result, and so no longer than the server keeps a closed workflow.
 */
async function earlierContacts(
  workflows: WorkflowClient,
  organisation: string,
  { runId, status }: LatestRun,
  { declaration }: DeclarationMessage,
): Promise<readonly Contact[]> {
  try {
    const named = new Set(declaration.contacts.map(({ role }) => role));
    const view =
      status === 'COMPLETED'
        ? await workflows.getHandle(trackId(organisation), runId).result()
        : await lastView(workflows, organisation, runId);
    return contactsIn(view).filter(({ role }) => !named.has(role));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return [];
    throw error;
  }
}

/** Of a track that was stopped: it can still be asked, unless its own code failed. */
async function lastView(workflows: WorkflowClient, organisation: string, run: string): Promise<unknown> {
  try {
    return await workflows
      .getHandle(trackId(organisation), run)
      .query<unknown>(ofEndedRun(trackMessages.view));
  } catch {
    return null;
  }
}
