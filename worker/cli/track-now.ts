import type { Client } from '@temporalio/client';
import { endings, stoppedHow } from '../../machines/desk/stopped.ts';
import { trackId, trackMessages } from '../../machines/protocol.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { describe, query } from './updates.ts';

/** A track as it stands; one that was stopped from outside as it stood then: its own code never learns of that. */
export interface TrackNow extends Omit<TrackView, 'status'> {
  readonly status: string;
  /** When it was stopped from outside; null: it runs, or came to its own end. */
  readonly gestoptOp: string | null;
}

/** @throws UserError when there is no such track, or nobody to answer. */
export async function trackNow(client: Client, id: string): Promise<TrackNow> {
  const { status, closeTime } = await describe(client, trackId(id));
  const how = stoppedHow(status.name);
  const stoppedAt = how === null ? undefined : closeTime;
  const askedAt = stoppedAt?.getTime() ?? Date.now();
  const view = await query<TrackView>(client, trackId(id), trackMessages.view, askedAt);
  return how === null || stoppedAt === undefined
    ? { ...view, gestoptOp: null }
    : { ...view, status: endings[how], gestoptOp: view.nu };
}
