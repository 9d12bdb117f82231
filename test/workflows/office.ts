import { MockActivityEnvironment, type TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Worker } from '@temporalio/worker';
import { createActivities, type ActivityDependencies, type MailOutcome } from '../../activities/index.ts';
import { instantAt } from '../../machines/domain/amsterdam.ts';
import type { Clock } from '../../machines/domain/clock.ts';
import { isoDate, type IsoDate } from '../../machines/domain/dates.ts';
import type { PlanningAnswer, PlanningRequest } from '../../machines/domain/planning/requests.ts';
import {
  deskId,
  deskMessages,
  planningId,
  planningMessages,
  taskQueue,
  trackId,
  workflowTypes,
  type KnownOrganisation,
} from '../../machines/protocol.ts';
import { listsOf } from '../../activities/desk.ts';
import type { Look, LookFrom } from '../../machines/desk/stopped.ts';
import type { DeskMailOrder } from '../../machines/desk/mail.ts';
import type { TrackRow } from '../../machines/desk/overview.ts';
import type { MailOrder } from '../../machines/track/mail.ts';
import { workflowBundle as cachedBundle } from '../../worker/bundle.ts';
import { addSearchAttributes, timeSkippingServer } from '../server/time-skipping.ts';
import { quietRuntime } from './bundle.ts';

type Known = Extract<KnownOrganisation, { readonly kind: 'registered' }>;

export interface OfficeOptions {
  /** The workflows of another release. */
  readonly bundle?: { readonly code: string };
  /** Events in a run of the planning. */
  readonly planningHistoryLimit?: number;
  /** The same for the desk. */
  readonly deskHistoryLimit?: number;
  /** Workflows that a worker keeps in memory; without any it knows at each task only what history tells. */
  readonly maxCachedWorkflows?: number;
  /** What a track's mail does instead of being taken. */
  readonly sendMail?: (order: MailOrder) => Promise<MailOutcome>;
  /** The same for the mails of the desk's mornings. */
  readonly sendDeskMail?: (order: DeskMailOrder) => Promise<MailOutcome>;
  /** The desk's look at tracks that were stopped: this server has no lists. */
  readonly lookAtStopped?: (from: LookFrom) => Promise<Look>;
  /** A solver that fails or lies. */
  readonly solve?: ActivityDependencies['solve'];
  /** What lists show: this server has none of its own. */
  readonly rows?: () => readonly TrackRow[];
}

/** The whole system on a server that skips time, without mail going out: business time begins on Monday 4 January 2027 at 08:00. */
export interface Office {
  readonly env: TestWorkflowEnvironment;
  readonly clock: Clock;
  readonly mails: readonly MailOrder[];
  /** The mails of the desk's mornings. */
  readonly deskMails: readonly DeskMailOrder[];
  publish(plan: object): Promise<string>;
  declare(declaration: object): Promise<{ readonly id: string; readonly antwoord: string }>;
  /** Carries out a business action of a track; its answer. */
  act(organisation: string, action: string, input?: object): Promise<string>;
  /** As an activity of a track asks it, tried again until it is answered. */
  ask(request: PlanningRequest): Promise<PlanningAnswer>;
  /** What the register says of a gemeente of this name, which it may have to add. */
  lookUp(name: string): Promise<Known>;
  /** @throws when a workflow's history does not lead to the same commands again. */
  replay(workflowId: string): Promise<void>;
  /** Goes on with another worker. Not with workflows in memory: this server waits for the old one to answer. */
  replaceWorker(): Promise<void>;
  /** Skips to the same time on a later day. */
  skipDays(days: number): Promise<void>;
  stop(): Promise<void>;
}

export async function openOffice({
  bundle,
  planningHistoryLimit,
  deskHistoryLimit,
  maxCachedWorkflows = 100,
  sendMail,
  sendDeskMail,
  rows = () => [],
  lookAtStopped = async (from) => ({ stopped: [], running: [], next: from }),
  solve,
}: OfficeOptions = {}): Promise<Office> {
  quietRuntime();
  const [workflowBundle, env] = await Promise.all([
    bundle ?? cachedBundle(() => {}, new DefaultLogger('ERROR')),
    timeSkippingServer(),
  ]);
  await addSearchAttributes(env);
  const mails: MailOrder[] = [];
  const deskMails: DeskMailOrder[] = [];
  const activities = {
    ...createActivities({
      workflows: env.client.workflow,
      ui: null,
      ...(solve === undefined ? {} : { solve }),
      sendMail: async (order) => {
        if ('organisation' in order) {
          mails.push(order);
          return sendMail === undefined ? { kind: 'sent' } : await sendMail(order);
        }
        deskMails.push(order);
        return sendDeskMail === undefined ? { kind: 'sent' } : await sendDeskMail(order);
      },
    }),
    lookAtStopped,
    listOpenTracks: async (today: IsoDate) => listsOf(rows(), today, null),
  };
  const startWorker = async () => {
    const created = await Worker.create({
      connection: env.nativeConnection,
      taskQueue,
      workflowBundle,
      activities,
      maxCachedWorkflows,
    });
    const running = created.run();
    const stop = async (): Promise<void> => {
      created.shutdown();
      await running;
    };
    return { stop };
  };
  let worker = await startWorker();
  const { workflow } = env.client;
  const clock: Clock = {
    anchorReal: await env.currentTimeMs(),
    anchorBusiness: instantAt(isoDate('2027-01-04'), '08:00'),
    dayLengthMs: 86_400_000,
  };
  const planningInput =
    planningHistoryLimit === undefined ? { clock } : { clock, historyLimit: planningHistoryLimit };
  await workflow.start(workflowTypes.planning, { workflowId: planningId, taskQueue, args: [planningInput] });
  const deskInput = deskHistoryLimit === undefined ? { clock } : { clock, historyLimit: deskHistoryLimit };
  await workflow.start(workflowTypes.desk, { workflowId: deskId, taskQueue, args: [deskInput] });

  let asked = 0;
  async function asActivity<Answer>(
    run: (context: MockActivityEnvironment) => Promise<Answer>,
  ): Promise<Answer> {
    const context = new MockActivityEnvironment({ activityId: `test-${++asked}` });
    for (let attempt = 1; ; attempt++) {
      try {
        return await run(context);
      } catch (error) {
        if (attempt === 20) throw error; // a run that just ended, or too many at once: as the server would, try again
      }
    }
  }
  return {
    env,
    clock,
    mails,
    deskMails,
    publish: (plan) =>
      workflow.getHandle(planningId).executeUpdate(planningMessages.publish, { args: [plan] }),
    declare: (declaration) =>
      workflow.getHandle(deskId).executeUpdate(deskMessages.register, { args: [declaration] }),
    act: (organisation, action, input = {}) =>
      workflow
        .getHandle(trackId(organisation))
        .executeUpdate(action, { args: [{ door: 'A. de Vries', ...input }] }),
    ask: (request) => asActivity((context) => context.run(activities.askPlanning, request)),
    async lookUp(name) {
      const known = await asActivity<KnownOrganisation>((context) =>
        context.run(activities.registerOrganisation, { name, kind: 'gemeente' as const }),
      );
      if (known.kind !== 'registered') throw new Error(`${name} is not the only one of its name`);
      return known;
    },
    async replay(workflowId) {
      const history = await workflow.getHandle(workflowId).fetchHistory();
      await Worker.runReplayHistory({ workflowBundle }, history, workflowId);
    },
    async replaceWorker() {
      await worker.stop();
      worker = await startWorker();
    },
    skipDays: (days) => env.sleep(days * 86_400_000),
    async stop() {
      await worker.stop();
      await env.teardown();
    },
  };
}

/** The Dutch sentence by which an Update was refused. */
export async function refusalOf(update: Promise<unknown>): Promise<string> {
  const error: unknown = await update.then(
    (answer) => new Error(`Not refused: ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  );
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error) return cause.message;
  throw error;
}
