import { setTimeout as wait } from 'node:timers/promises';
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { WorkflowNotFoundError, type Workflow } from '@temporalio/common';
import type proto from '@temporalio/proto';
import type { Instant } from '../../../machines/domain/amsterdam.ts';
import type { Clock } from '../../../machines/domain/clock.ts';
import {
  taskQueue,
  trackId,
  trackMessages,
  workflowTypes,
  type DeclarationMessage,
} from '../../../machines/protocol.ts';
import { currentVersion } from '../../../machines/track/versions.ts';
import type { Course } from './course.ts';
import type { Gate } from './gate.ts';
import { openWork } from './history.ts';

export type HistoryEvents = readonly proto.temporal.api.history.v1.IHistoryEvent[];

/** A server on which a course is played. */
export interface Ground {
  readonly client: Client;
  readonly clock: Clock;
  /** The server's, in epoch milliseconds. */
  readonly now: () => Promise<number>;
  readonly passUntil: (moment: Instant) => Promise<void>;
}

/** Often enough to be on time, and seldom enough to leave the server to the tracks. */
const pollMs = 20;

/** Starts the track as the desk does: with its declaration. */
export async function startTrack(
  { client, clock }: Pick<Ground, 'client' | 'clock'>,
  { start, message }: Course,
): Promise<string> {
  const startWorkflowOperation = new WithStartWorkflowOperation(workflowTypes.track, {
    workflowId: trackId(start.organisation.id),
    taskQueue,
    args: [{ clock, version: currentVersion, start }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    memo: { afnemer: start.organisation.name, soort: start.organisation.kind },
  });
  return await client.workflow.executeUpdateWithStart<Workflow, string, [DeclarationMessage]>(
    trackMessages.declare,
    { args: [message], startWorkflowOperation },
  );
}

/**
 * Plays a course, one thing after another: the next only begins when all that came of the last is in the history. So the
 * same course always gives the same history.
 */
export async function playAlone(ground: Ground, course: Course, gate: Gate): Promise<HistoryEvents> {
  const workflowId = trackId(course.start.organisation.id);
  const handle = ground.client.workflow.getHandle(workflowId);
  const history = async (): Promise<HistoryEvents> => (await handle.fetchHistory()).events ?? [];
  const mayBeSettled = async (): Promise<boolean> => {
    try {
      const { raw } = await handle.describe();
      return (
        raw.pendingWorkflowTask == null && (raw.pendingActivities ?? []).length === gate.count(workflowId)
      );
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false; // it is being started
      throw error;
    }
  };
  const settled = async (isAnswered: () => boolean): Promise<HistoryEvents> => {
    for (;;) {
      const answered = isAnswered();
      // Cheap, but not always the latest: the history has the last word.
      if (await mayBeSettled()) {
        const events = await history();
        const { isBusy, activities, isClosed } = openWork(events, await ground.now());
        if (isClosed) return events;
        if (!isBusy && activities === gate.count(workflowId)) {
          if (activities > 0) gate.letOneThrough(workflowId);
          else if (answered) return events;
        }
      }
      await wait(pollMs);
    }
  };
  const answer = async (update: () => Promise<unknown>): Promise<void> => {
    let isAnswered = false;
    const answered = update().then(() => {
      isAnswered = true;
    });
    await Promise.all([answered, settled(() => isAnswered)]);
  };
  await answer(() => startTrack(ground, course));
  for (const stop of course.stops) {
    await ground.passUntil(stop.at);
    if (stop.kind === 'act') await answer(() => handle.executeUpdate(stop.action, { args: [stop.input] }));
    else await settled(() => true);
  }
  return await settled(() => false); // until it has closed
}
