import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { isoDate } from '../../../machines/domain/dates.ts';
import { carryPlanning } from '../../../machines/domain/planning/carried.ts';
import type { PlanningOverview } from '../../../machines/domain/planning/overview.ts';
import type { PlanningAnswer } from '../../../machines/domain/planning/requests.ts';
import type { PlanningState } from '../../../machines/domain/planning/state.ts';
import {
  planningId,
  planningMessages,
  taskQueue,
  workflowTypes,
  type KnownOrganisation,
} from '../../../machines/protocol.ts';
import { planningTurns } from '../../../activities/planning.ts';
import { Overtaken } from '../../../activities/turns.ts';
import { hasStatus } from '../../../worker/server/grpc-status.ts';
import { freePort } from '../../../worker/server/ports.ts';
import { startSystem } from '../../../worker/system.ts';
import { spreadOf, type Spread } from './rules-time.ts';

export interface CoordinatorResult {
  readonly organisationsBefore: number;
  readonly declarations: number;
  readonly seconds: number;
  /** Milliseconds from asking to the answer, while all the others ask too. */
  readonly answer: Spread;
  /** Milliseconds, one after the other. */
  readonly alone: Spread;
  readonly placed: number;
  readonly waiting: number;
  readonly lost: number;
  readonly overbooked: number;
  /** Of a run to the next, while they came in. */
  readonly continuedAsNew: number;
  readonly eventsPerRequest: number;
}

const { PATH, HOME } = process.env;
const turns = planningTurns();

/** The coordinator on a real server, full already, when many declare at once. */
export async function measureCoordinator(
  state: PlanningState,
  declarations: number,
): Promise<CoordinatorResult> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'traject-planningmeting-'));
  try {
    const system = await startSystem({
      dataDir: join(folder, 'systeem'),
      port: await freePort(),
      uiPort: null,
      from: '2027-01-04',
      env: { PATH, HOME },
      report: () => {},
    });
    try {
      return await measured(system.client, { ...state, proposals: [] }, declarations);
    } finally {
      await system.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(
  client: Client,
  state: PlanningState,
  declarations: number,
): Promise<CoordinatorResult> {
  const before = await startWith(client, state);
  const times: number[] = [];
  const began = performance.now();
  const answers = await Promise.all(
    Array.from({ length: declarations }, async (_, i) => {
      const asked = performance.now();
      const answer = await declare(client, `Dorp ${i}`);
      times.push(performance.now() - asked);
      return answer;
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  const runs = await runsSince(client, before);
  const alone: number[] = [];
  for (let i = 0; i < 50; i++) {
    const asked = performance.now();
    await request(client, `Dorp ${i}`, 2);
    alone.push(performance.now() - asked);
  }
  const { tranches, waiting } = await client.workflow
    .getHandle(planningId)
    .query<PlanningOverview>(planningMessages.overview);
  const slots = tranches.flatMap((tranche) => tranche.slots);
  const known = new Set(
    [...slots.flatMap(({ occupants }) => occupants), ...waiting].map(({ organisation }) => organisation),
  );
  return {
    organisationsBefore: Object.keys(state.organisations).length,
    declarations,
    seconds,
    answer: spreadOf(times),
    alone: spreadOf(alone),
    placed: answers.filter(({ kind }) => kind === 'placed').length,
    waiting: answers.filter(({ kind }) => kind === 'waiting').length,
    lost: Array.from({ length: declarations }, (_, i) => `gemeente-dorp-${i}`).filter((id) => !known.has(id))
      .length,
    overbooked: slots.filter(({ occupants, capacity }) => occupants.length > capacity).length,
    continuedAsNew: runs.length - 1,
    eventsPerRequest: runs.reduce((sum, { historyLength }) => sum + historyLength, 0) / (declarations * 2),
  };
}

/** Another coordinator, that takes up this state; the run that it begins with. */
async function startWith(client: Client, state: PlanningState): Promise<string> {
  const handle = client.workflow.getHandle(planningId);
  const basis = await handle.query<{ readonly clock: object }>(planningMessages.basis);
  await handle.terminate('Meting');
  const carried = { planning: carryPlanning(state), notices: [], answered: [] };
  const started = await client.workflow.start(workflowTypes.planning, {
    workflowId: planningId,
    taskQueue,
    args: [{ clock: basis.clock, carried }],
  });
  return started.firstExecutionRunId;
}

/** Into the register, and a place or one on the waiting list. */
async function declare(client: Client, name: string): Promise<PlanningAnswer> {
  await patiently(() =>
    client.workflow
      .getHandle(planningId)
      .executeUpdate<KnownOrganisation, [object]>(planningMessages.register, {
        args: [{ naam: name, soort: 'gemeente' }],
      }),
  );
  return await request(client, name, 1);
}

async function request(client: Client, name: string, generation: number): Promise<PlanningAnswer> {
  const organisation = `gemeente-${name.toLowerCase().replaceAll(' ', '-')}`;
  return await patiently(() =>
    client.workflow.getHandle(planningId).executeUpdate<PlanningAnswer, [object]>(planningMessages.request, {
      args: [
        {
          kind: 'reserve',
          organisation,
          function: 'berichtenbox',
          generation,
          earliest: isoDate('2027-03-01'),
          requestedGoLive: isoDate('2027-06-01'),
        },
      ],
    }),
  );
}

/** Too many at once, or just between two runs: tried again, as an activity does. */
async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await turns.take(ask);
    } catch (error) {
      const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
      const isBusy =
        hasStatus(cause, 'RESOURCE_EXHAUSTED') ||
        hasStatus(cause, 'NOT_FOUND') ||
        error instanceof Overtaken ||
        attempt < 5;
      if (!isBusy || attempt === 60) throw error;
      await wait(Math.min(1_000, 20 * 2 ** attempt));
    }
  }
}

async function runsSince(
  client: Client,
  first: string,
): Promise<readonly { readonly historyLength: number }[]> {
  const runs: { historyLength: number }[] = [];
  const handle = client.workflow.getHandle(planningId);
  let runId = (await handle.describe()).runId;
  for (;;) {
    const run = client.workflow.getHandle(planningId, runId);
    const { historyLength } = await run.describe();
    runs.push({ historyLength });
    if (runId === first) return runs;
    const { events } = await run.fetchHistory();
    const begun = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (typeof begun !== 'string' || begun === '') return runs;
    runId = begun;
  }
}
