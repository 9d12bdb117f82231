import { isDeepStrictEqual } from 'node:util';
import { temporal } from '@temporalio/proto';
import { expect, vi } from 'vitest';
import type { MailOutcome } from '../../../activities/index.ts';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { planningId, planningMessages, trackId, trackMessages } from '../../../machines/protocol.ts';
import type { Offer } from '../../../machines/track/actions/offers.ts';
import type { MailOrder } from '../../../machines/track/mail.ts';
import { openOffice, type Office } from '../../workflows/office.ts';
import { baselineBundle } from './bundle.ts';

/** Begins what is told of an Update that was refused. */
export const refused = 'geweigerd: ';

const { EventType } = temporal.api.enums.v1;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** What one run asked of the world, in order, and how many events of each kind it took. */
interface Run {
  readonly asked: readonly string[];
  readonly events: Readonly<Record<string, number>>;
}

/** The system twice, on a server each: with our track's workflow and with the baseline's. What is done is done in both. */
export class Pair {
  readonly offices: readonly [Office, Office];

  private constructor(offices: readonly [Office, Office]) {
    this.offices = offices;
  }

  static async opened(): Promise<Pair> {
    const bundle = await baselineBundle();
    const [ours, baseline] = await Promise.all([openOffice({ sendMail }), openOffice({ sendMail, bundle })]);
    return new Pair([ours, baseline]);
  }

  async stop(): Promise<void> {
    await Promise.all(this.offices.map((office) => office.stop()));
  }

  /** Does it in both; the answer, or the refusal, must be the same. */
  async both<Answer>(what: (office: Office) => Promise<Answer>): Promise<Answer> {
    const [ours, baseline] = await Promise.all(this.offices.map(what));
    same(baseline, ours);
    return ours as Answer; // of two
  }

  /** An Update by the id that its sender gave it: what it answers, or why it was refused. */
  async update(organisation: string, name: string, input: unknown, updateId: string): Promise<string> {
    return await this.both(async ({ env }) => {
      const track = env.client.workflow.getHandle(trackId(organisation));
      const answer: unknown = await track
        .executeUpdate<unknown, [unknown]>(name, { args: [input], updateId })
        .catch((error: unknown) => `${refused}${messageOf(error)}`);
      return JSON.stringify(answer);
    });
  }

  async offers(organisation: string): Promise<readonly Offer[]> {
    await this.settled(organisation);
    return await this.both((office) => now<readonly Offer[]>(office, organisation, trackMessages.offers));
  }

  /** Once nothing is under way: all that can be seen of a track from outside. */
  async compare(organisation: string): Promise<void> {
    await this.settled(organisation);
    const { view, diary, holdings } = trackMessages;
    for (const query of [view, diary, holdings])
      await this.both((office) => now(office, organisation, query));
    await this.both(async ({ env }) => {
      const track = env.client.workflow.getHandle(trackId(organisation));
      const { searchAttributes } = await track.describe(); // oxlint-disable-line typescript/no-deprecated -- as this server has them
      return searchAttributes;
    });
    await this.both(async ({ env }) => {
      const track = env.client.workflow.getHandle(trackId(organisation));
      return await track.query<unknown>('__temporal_workflow_metadata');
    });
  }

  async comparePlanning(): Promise<void> {
    await this.both((office) => now(office, null, planningMessages.overview));
  }

  /** All that was asked of the world in the same order, and events of the same kinds, run by run. */
  async compareHistories(organisation: string): Promise<readonly Run[]> {
    return await this.both((office) => runsOf(office, trackId(organisation)));
  }

  /** As above for tracks that continued as new, wherever that was: a run takes over what the one before left open. */
  async compareRenewed(organisation: string): Promise<number> {
    const [ours = [], baseline = []] = await Promise.all(
      this.offices.map((office) => runsOf(office, trackId(organisation))),
    );
    const asked = (runs: readonly Run[]) => [...new Set(runs.flatMap((run) => run.asked))];
    same(asked(baseline), asked(ours));
    return Math.min(ours.length, baseline.length);
  }

  private async settled(organisation: string): Promise<void> {
    await Promise.all(
      this.offices.map((office) =>
        vi.waitFor(
          async () => {
            for (const id of [trackId(organisation), planningId]) {
              const { events } = await office.env.client.workflow.getHandle(id).fetchHistory();
              const open = underWay(events ?? []);
              if (open !== '') throw new Error(`${id} is not done: ${open}`);
            }
          },
          { timeout: 20_000, interval: 20 },
        ),
      ),
    );
  }
}

/** Mails of some kinds are refused for good. */
async function sendMail({ content, to }: MailOrder): Promise<MailOutcome> {
  const isRefused = content.kind === 'accessReady' || content.kind === 'suspended';
  const [first] = to;
  if (!isRefused || first === undefined) return { kind: 'sent' };
  return { kind: 'undeliverable', to: first.email, reason: '550 bestaat niet' };
}

/** As of this moment: between events a workflow does not know the time. */
async function now<Answer>(office: Office, organisation: string | null, query: string): Promise<Answer> {
  const workflow = office.env.client.workflow.getHandle(
    organisation === null ? planningId : trackId(organisation),
  );
  const asked = query === trackMessages.diary ? [] : [await office.env.currentTimeMs()];
  return await workflow.query<Answer, unknown[]>(query, ...asked);
}

function messageOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

function nameOf({ eventType }: HistoryEvent): string {
  return EventType[eventType ?? 0] ?? '';
}

/** What is still to come of itself, but for timers. */
function underWay(events: readonly HistoryEvent[]): string {
  const names = events.map(nameOf);
  const count = (pattern: RegExp) => names.filter((name) => pattern.test(name)).length;
  const open = count(/ACTIVITY_TASK_SCHEDULED/) - count(/ACTIVITY_TASK_COMPLETED/);
  const last = names.at(-1) ?? '';
  if (open > 0) return `${open} activities`;
  return /WORKFLOW_TASK_(SCHEDULED|STARTED)|TIMER_FIRED|SIGNALED|INITIATED|ACTIVITY/.test(last) ? last : '';
}

async function runsOf(office: Office, workflowId: string, runId?: string): Promise<readonly Run[]> {
  const { workflow } = office.env.client;
  const { events } = await workflow.getHandle(workflowId, runId).fetchHistory();
  const before = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
  const earlier = before ? await runsOf(office, workflowId, before) : [];
  const asked: string[] = [];
  const counts: Record<string, number> = {};
  for (const event of events ?? []) {
    const name = nameOf(event);
    // Whether two outcomes that come in together share a workflow task depends on the moment.
    if (!name.includes('WORKFLOW_TASK')) counts[name] = (counts[name] ?? 0) + 1;
    const activity = event.activityTaskScheduledEventAttributes;
    if (!activity) continue;
    const [input] = await decodeArrayFromPayloads(
      workflow.options.loadedDataConverter,
      activity.input?.payloads,
    );
    asked.push(`${activity.activityType?.name ?? ''} ${JSON.stringify(input)}`);
  }
  return [...earlier, { asked, events: counts }];
}

/** The same but for the moments, which differ by the real time that a server has been up; days are compared. */
function same(baseline: unknown, ours: unknown): void {
  const [one, other] = [plain(baseline), plain(ours)];
  if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
}

function plain(value: unknown): unknown {
  const text = JSON.stringify(value) ?? 'null';
  return JSON.parse(
    text
      .replaceAll(/(gemeente-[a-z]+)\.[0-9a-z]{8}/g, '$1.begun')
      .replaceAll(/(gemeente-[a-z]+)\.\d{13}/g, '$1.at')
      .replaceAll(/"(at|recorded)":\d{13}/g, '"$1":0')
      .replaceAll(/(?<!\d)\d\d:\d\d(:\d\d(\.\d+)?)?\b/g, 'uu:mm'),
  );
}
