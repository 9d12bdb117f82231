import { setTimeout as wait } from 'node:timers/promises';
import { Client, type ClientInterceptors } from '@temporalio/client';
import proto from '@temporalio/proto';
import { taskQueue } from '../../../machines/protocol.ts';
import { connect } from '../../../worker/server/address.ts';
import { publish } from '../../chaos/run.ts';
import type { System } from './systems.ts';

const patienceMs = 120_000;
const pauseMs = 100;

/** A client of a system that runs, once its planning has room for so many tracks and all its workers look for work. */
export async function connected(
  { address, namespace, workers }: Pick<System, 'address' | 'namespace' | 'workers'>,
  tracks: number,
  stopped: AbortSignal,
  interceptors: ClientInterceptors = {},
): Promise<Client> {
  const patience = AbortSignal.any([stopped, AbortSignal.timeout(patienceMs)]);
  const client = await reached(address, namespace, patience, interceptors);
  await publish(client, tracks, patience);
  while ((await pollers(client)) < workers) {
    patience.throwIfAborted();
    await wait(pauseMs);
  }
  return client;
}

async function reached(
  address: string,
  namespace: string,
  patience: AbortSignal,
  interceptors: ClientInterceptors,
): Promise<Client> {
  for (;;) {
    try {
      return new Client({ connection: await connect({ address }, 1_000), namespace, interceptors });
    } catch {
      patience.throwIfAborted(); // it is starting
      await wait(pauseMs);
    }
  }
}

/** Workers that look for workflow tasks. */
async function pollers(client: Client): Promise<number> {
  const { pollers: found } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  });
  return new Set((found ?? []).map(({ identity }) => identity)).size;
}
