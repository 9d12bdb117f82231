import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { z } from 'zod';
import { dateOf } from '../../machines/domain/amsterdam.ts';
import { businessTime, clockSchema } from '../../machines/domain/clock.ts';
import type { IsoDate } from '../../machines/domain/dates.ts';
import { deskId } from '../../machines/protocol.ts';

const inputSchema = z.object({ clock: clockSchema });

/** Today in a system's business time, by the clock that its desk was started with: no worker is needed for it. */
export async function businessDate(client: Client): Promise<IsoDate> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: { workflowId: deskId },
    maximumPageSize: 1,
  });
  const payloads = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
  const [input] = await decodeArrayFromPayloads(client.options.loadedDataConverter, payloads);
  const { clock } = inputSchema.parse(input);
  return dateOf(businessTime(clock, Date.now()));
}
