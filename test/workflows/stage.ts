import type { Client } from '@temporalio/client';
import { dateOf, instantAt, type Instant } from '../../machines/domain/amsterdam.ts';
import type { IsoDate } from '../../machines/domain/dates.ts';
import type { PlanningOverview } from '../../machines/domain/planning/overview.ts';
import {
  deskId,
  deskMessages,
  planningId,
  planningMessages,
  trackId,
  trackMessages,
} from '../../machines/protocol.ts';
import type { DiaryEntry } from '../../machines/track/diary.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { query, queryNow, update, viewNow } from '../../worker/cli/updates.ts';

/** A mail by what it is about ("herinnering") and to whom. */
export interface StagedMail {
  readonly soort: string;
  readonly aan: readonly string[];
}

/** Where a scenario is played: on a real server at a tempo, or on one that skips time. Refusals reject with their Dutch sentence. */
export interface Stage {
  publish(plan: object): Promise<string>;
  declare(declaration: object): Promise<{ readonly id: string; readonly antwoord: string }>;
  act(organisation: string, action: string, input?: object): Promise<string>;
  view(organisation: string): Promise<TrackView>;
  diary(organisation: string): Promise<readonly DiaryEntry[]>;
  mails(organisation: string): Promise<readonly StagedMail[]>;
  planning(): Promise<PlanningOverview>;
  /** The first run of the newest track of this organisation, whatever it continued as; null when there is no track. */
  run(organisation: string): Promise<string | null>;
  today(): Promise<IsoDate>;
  /** Until the working day is over, at 18:00. */
  passUntil(day: IsoDate): Promise<void>;
}

/** What differs between the places. */
export interface Place {
  readonly client: Client;
  /** Business time. */
  readonly now: () => Promise<Instant>;
  readonly passUntil: (moment: Instant) => Promise<void>;
  readonly mails: (organisation: string) => Promise<readonly StagedMail[]>;
}

export function stageAt({ client, now, passUntil, mails }: Place): Stage {
  return {
    publish: async (plan) => String(await update(client, planningId, planningMessages.publish, plan)),
    declare: async (declaration) =>
      // the desk's answer, as DeskAnswer in workflows/servicecentrum.ts
      (await update(client, deskId, deskMessages.register, declaration)) as Awaited<
        ReturnType<Stage['declare']>
      >,
    act: async (organisation, action, input = {}) =>
      String(await update(client, trackId(organisation), action, { door: 'A. de Vries', ...input })),
    view: (organisation) => viewNow(client, organisation),
    diary: (organisation) => query(client, trackId(organisation), trackMessages.diary),
    mails,
    planning: () => queryNow(client, planningId, planningMessages.overview),
    async run(organisation) {
      const description = await client.workflow
        .getHandle(trackId(organisation))
        .describe()
        .catch(() => null);
      return description?.raw.workflowExecutionInfo?.firstRunId ?? null;
    },
    today: async () => dateOf(await now()),
    passUntil: (day) => passUntil(instantAt(day, '18:00')),
  };
}
