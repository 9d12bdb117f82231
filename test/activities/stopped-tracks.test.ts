import { MockActivityEnvironment } from '@temporalio/testing';
import type { WorkflowClient } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { expect, it } from 'vitest';
import { createStoppedTrackActivities } from '../../activities/stopped-tracks.ts';
import { noneStopped } from '../../machines/desk/stopped.ts';
import { trackId } from '../../machines/protocol.ts';

const many = 1_500;

/** A server with tracks that ended or run, none of them reset; it tells how many heartbeats there were at each call. */
function serverOf(ended: number, running: number, calls: () => void): WorkflowClient {
  const row = (name: string, i: number) => ({
    workflowId: trackId(`gemeente-${name}${i}`),
    runId: `${name}-${i}`,
    status: { name: name === 'ended' ? 'TERMINATED' : 'RUNNING' },
    typedSearchAttributes: new TypedSearchAttributes(),
  });
  const fake = {
    options: { namespace: 'default' },
    async *list({ query }: { readonly query: string }) {
      const name = query.includes("'Running'") ? 'running' : 'ended';
      for (let i = 0; i < (name === 'running' ? running : ended); i++) yield row(name, i);
    },
    workflowService: {
      // The first event of a run that began by itself.
      async getWorkflowExecutionHistory({ execution }: { readonly execution: { readonly runId: string } }) {
        calls();
        const begun = { originalExecutionRunId: execution.runId, continuedExecutionRunId: '' };
        return { history: { events: [{ workflowExecutionStartedEventAttributes: begun }] } };
      },
    },
    // Each of those that ended has a newer run, so that there is nothing to free.
    getHandle: () => ({
      async describe() {
        calls();
        return { status: { name: 'RUNNING' }, runId: 'newer' };
      },
    }),
  };
  return fake as unknown as WorkflowClient; // just what the look asks
}

it('the first look of a desk tells that it lives between any two calls, at any number of tracks', async () => {
  const context = new MockActivityEnvironment();
  let beats = 0;
  context.on('heartbeat', () => void beats++);
  const between: number[] = [];
  let before = 0;
  const workflows = serverOf(many, many, () => {
    between.push(beats - before);
    before = beats;
  });
  const { lookAtStopped } = createStoppedTrackActivities({ workflows });
  const look = await context.run(lookAtStopped, noneStopped.from, ['gemeente-utrecht']);
  expect(between).toEqual(Array.from({ length: 2 * many + 1 }, () => 1));
  expect(look).toMatchObject({ stopped: [], running: ['gemeente-utrecht'] });
});
