import { createHash } from 'node:crypto';
import type { WorkflowClient } from '@temporalio/client';
import type { IsoDate } from '../machines/domain/dates.ts';
import type { Lists } from '../machines/desk/morning.ts';
import type { Post } from '../machines/desk/notices.ts';
import { overviewOf, type TrackRow } from '../machines/desk/overview.ts';
import { openTracks } from '../machines/domain/track-queries.ts';
import type { DeskSettings } from '../machines/desk/workplace.ts';
import { deskId, deskMessages, planningId, planningMessages } from '../machines/protocol.ts';
import { trackRow } from './track-rows.ts';

export interface DeskDependencies {
  readonly workflows: WorkflowClient;
  /** Where the web interface shows the namespace: see `machines/desk/links.ts`. Null: nowhere. */
  readonly ui: string | null;
}

export function createDeskActivities({ workflows, ui }: DeskDependencies) {
  return {
    /** Hands the desk what a track has to tell. Tried until it has arrived; the desk knows what it has by its ids. */
    tellDesk: async (post: Post): Promise<void> => {
      await workflows.getHandle(deskId).signal<[Post]>(deskMessages.post, post);
    },

    /** Policy, closures and tranches as they are now. */
    deskSettings: async (): Promise<DeskSettings> =>
      await workflows.getHandle(planningId).query<DeskSettings>(planningMessages.settings),

    /**
     * The lists of the morning overview of a day, from visibility. That runs a moment behind: what must not be
     * missed is told by the tracks themselves. All open tracks are read, 1,500 in a second or two; what is kept is
     * as long as a mail.
     */
    listOpenTracks: async (today: IsoDate): Promise<Lists> => {
      const rows: TrackRow[] = [];
      for await (const execution of workflows.list({ query: openTracks, pageSize: 500 }))
        rows.push(trackRow(execution));
      return listsOf(rows, today, ui);
    },
  };
}

export function listsOf(rows: readonly TrackRow[], today: IsoDate, ui: string | null): Lists {
  const { sections, content } = overviewOf(rows, today);
  const fingerprint = createHash('sha256').update(content.join('\n')).digest('hex');
  return { ui, sections, fingerprint };
}
