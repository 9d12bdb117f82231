import { MockActivityEnvironment, type TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Worker } from '@temporalio/worker';
import { createActivities, type MailOutcome } from '../../activities/index.ts';
import { instantAt } from '../../machines/domain/amsterdam.ts';
import type { Clock } from '../../machines/domain/clock.ts';
import { isoDate } from '../../machines/domain/dates.ts';
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
import type { MailOrder } from '../../machines/track/mail.ts';
import { workflowBundle as cachedBundle } from '../../worker/bundle.ts';
import { addSearchAttributes, timeSkippingServer } from '../server/time-skipping.ts';
import { quietRuntime } from './bundle.ts';

type Known = Extract<KnownOrganisation, { readonly kind: 'registered' }>;

export interface OfficeOptions {
  /** Events in a run of the planning. */
  readonly planningHistoryLimit?: number;
  readonly sendMail?: (order: MailOrder) => Promise<MailOutcome>;
}

/** The whole system on a server that skips time, without mail going out: business time begins on Monday 4 January 2027 at 08:00. */
export interface Office {
  readonly env: TestWorkflowEnvironment;
  readonly clock: Clock;
  readonly mails: readonly MailOrder[];
  publish(plan: object): Promise<string>;
  declare(declaration: object): Promise<{ readonly id: string; readonly antwoord: string }>;
  /** Carries out a business action of a track; its answer. */
  act(organisation: string, action: string, input?: object): Promise<string>;
  /** As an activity of a track asks it, tried again until it is answered. */
  ask(request: PlanningRequest): Promise<PlanningAnswer>;
  /** What the register says of a gemeente of this name, which it may have to add. */
  lookUp(name: string): Promise<Known>;
  /** @throws when a track's history does not lead to the same commands again. */
  replay(organisation: string): Promise<void>;
  /** Skips to the same time on a later day. */
  skipDays(days: number): Promise<void>;
  stop(): Promise<void>;
}

export async function openOffice({ planningHistoryLimit, sendMail }: OfficeOptions = {}): Promise<Office> {
  quietRuntime();
  const [workflowBundle, env] = await Promise.all([
    cachedBundle(() => {}, new DefaultLogger('ERROR')),
    timeSkippingServer(),
  ]);
  await addSearchAttributes(env);
  const mails: MailOrder[] = [];
  const activities = createActivities({
    workflows: env.client.workflow,
    sendMail: async (order) => {
      mails.push(order);
      return sendMail === undefined ? { kind: 'sent' } : await sendMail(order);
    },
  });
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle,
    activities,
  });
  const running = worker.run();
  const { workflow } = env.client;
  const clock: Clock = {
    anchorReal: await env.currentTimeMs(),
    anchorBusiness: instantAt(isoDate('2027-01-04'), '08:00'),
    dayLengthMs: 86_400_000,
  };
  const planningInput =
    planningHistoryLimit === undefined ? { clock } : { clock, historyLimit: planningHistoryLimit };
  await workflow.start(workflowTypes.planning, { workflowId: planningId, taskQueue, args: [planningInput] });
  await workflow.start(workflowTypes.desk, { workflowId: deskId, taskQueue, args: [{ clock }] });

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
    async replay(organisation) {
      const history = await workflow.getHandle(trackId(organisation)).fetchHistory();
      await Worker.runReplayHistory({ workflowBundle }, history, trackId(organisation));
    },
    skipDays: (days) => env.sleep(days * 86_400_000),
    async stop() {
      worker.shutdown();
      await running;
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
