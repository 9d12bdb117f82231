import { ActivityCancellationType, type ActivityOptions } from '@temporalio/workflow';

/**
 * How activities are tried: without end, since a track outlives every outage. All in real time: a tempo speeds
 * up business time only.
 */

/** Calls on another workflow. Its answer takes milliseconds; a busy or absent server shows as a timeout or an error. */
export const workflowCalls: ActivityOptions = {
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '1m' },
};

/**
 * A worker that was killed is noticed by its missing heartbeats, and its mail tried again; a mail server may take
 * its time, as long as the worker lives.
 */
export const mailDelivery: ActivityOptions = {
  startToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '10m' },
};

/** A desk that is open, and lists of its tracks: some seconds at 1,500 of them. */
export const deskLists: ActivityOptions = {
  startToCloseTimeout: '1m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
};

/** Seeing to what was stopped or reset: after a while it is left for the next look, so that the overview goes out. */
export const stoppedLook: ActivityOptions = {
  startToCloseTimeout: '10m',
  heartbeatTimeout: '30s',
  scheduleToCloseTimeout: '15m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
};

/**
 * The solver keeps to its own time limit, and gives an answer whatever happens to it: only a worker that dies, or
 * can't reach the planning, has it tried again. One at a time: others wait for their turn.
 */
export const solving: ActivityOptions = {
  startToCloseTimeout: '25m',
  // A request to cancel comes back with a heartbeat: so within some seconds.
  heartbeatTimeout: '5s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m', maximumAttempts: 20 },
};
