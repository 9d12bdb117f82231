import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { dateOf } from '../../machines/domain/amsterdam.ts';
import { businessTime, clockSchema } from '../../machines/domain/clock.ts';
import type { IsoDate } from '../../machines/domain/dates.ts';
import { deskId } from '../../machines/protocol.ts';
import { startedInput } from '../started-input.ts';

const inputSchema = z.object({ clock: clockSchema });

/** Today in a system's business time, by the clock that its desk was started with. */
export async function businessDate(client: Client): Promise<IsoDate> {
  return await businessDateAt(client, Date.now());
}

/** `at`: real time, in epoch milliseconds. */
export async function businessDateAt(client: Client, at: number): Promise<IsoDate> {
  const { clock } = inputSchema.parse(await startedInput(client, deskId));
  return dateOf(businessTime(clock, at));
}
