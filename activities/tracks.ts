import { WithStartWorkflowOperation, type WorkflowClient } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import type { Clock } from '../machines/domain/clock.ts';
import {
  taskQueue,
  trackId,
  trackMessages,
  workflowTypes,
  type DeclarationMessage,
} from '../machines/protocol.ts';
import type { TrackInput } from '../machines/track/context.ts';
import { refusalIsFinal, updateIdOfActivity } from './send-update.ts';

/** What the desk knows when it hands a declaration to the organisation's track. */
export interface TrackDeclaration {
  readonly clock: Clock;
  /** For a new track; one that runs already has its own. */
  readonly start: TrackInput;
  readonly message: DeclarationMessage;
}

export function createTrackActivities({ workflows }: { readonly workflows: WorkflowClient }) {
  return {
    /** Starts the organisation's track when none is running, and has it take in the declaration; its answer, in Dutch. */
    declareTrack: async ({ clock, start, message }: TrackDeclaration): Promise<string> => {
      const { id, name, kind } = start.organisation;
      const startWorkflowOperation = new WithStartWorkflowOperation(workflowTypes.track, {
        workflowId: trackId(id),
        taskQueue,
        args: [{ clock, start }],
        workflowIdConflictPolicy: 'USE_EXISTING',
        // After a track has closed the same organisation can start another, under the same id.
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        staticSummary: `Aansluittraject van ${name}`,
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
