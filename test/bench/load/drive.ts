import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { dateOf } from '../../../machines/domain/amsterdam.ts';
import { businessTime, realTime, type Clock } from '../../../machines/domain/clock.ts';
import { trackId } from '../../../machines/protocol.ts';
import type { Course } from '../cost/course.ts';
import { startTrack } from '../cost/play.ts';

/** Plays a course with all others that do, up to its last moment; milliseconds for each answer are put in `answers`. */
export async function drive(client: Client, clock: Clock, course: Course, answers: number[]): Promise<void> {
  const timed = async (action: string, work: () => Promise<unknown>): Promise<void> => {
    const asked = performance.now();
    try {
      await work();
    } catch (cause) {
      throw new Error(`${action}, op ${dateOf(businessTime(clock, Date.now()))}`, { cause });
    }
    answers.push(performance.now() - asked);
  };
  await timed('Intentieverklaring', () => startTrack({ client, clock }, course));
  const handle = client.workflow.getHandle(trackId(course.start.organisation.id));
  for (const stop of course.stops) {
    if (stop.kind === 'moment') continue; // its timer fires by itself
    const left = realTime(clock, stop.at) - Date.now();
    if (left > 0) await wait(left);
    await timed(stop.action, () => handle.executeUpdate(stop.action, { args: [stop.input] }));
  }
  await handle.result();
}
