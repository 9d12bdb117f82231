import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { notUpToDate, ofEndedRun } from '../../machines/protocol.ts';
import { cacheDir } from '../../worker/project.ts';
import { connect } from '../../worker/server/address.ts';
import { findBinary } from '../../worker/server/binary.ts';
import { startEmbedded, type EmbeddedServer } from '../../worker/server/embedded.ts';
import { freePort } from '../../worker/server/ports.ts';
import { defaultRetention } from '../../worker/server/retention.ts';
import { bundleOf, quietRuntime } from '../workflows/bundle.ts';
import { createToyActivities } from '../workflows/toy/activities.ts';
import { quietMinutes, type ParcelContext } from '../workflows/toy/machine.ts';
import { contentsQuery, sealUpdate, type parcel } from '../workflows/toy/workflows.ts';

const taskQueue = 'toys';
/** Ten minutes take some seconds. */
const clock = { anchorReal: 0, anchorBusiness: 0, dayLengthMs: 432_000 };
/** Whether a query or the workflow's own task comes first is up to the server. */
const many = 10;

let folder: string;
let server: EmbeddedServer;
let client: Client;
let connection: NativeConnection;
let workflowBundle: Awaited<ReturnType<typeof bundleOf>>;

beforeAll(async () => {
  quietRuntime();
  folder = await mkdtemp(join(tmpdir(), 'traject-'));
  workflowBundle = await bundleOf('./toy/workflows.ts');
  const { PATH, HOME } = process.env;
  server = await startEmbedded({
    binary: await findBinary({ env: { PATH, HOME }, cacheDir, report: () => {} }),
    dataDir: folder,
    port: await freePort(),
    uiPort: null,
    retention: defaultRetention,
    searchAttributes: {},
    report: () => {},
  });
  client = new Client({ connection: await connect({ address: server.address }) });
  connection = await NativeConnection.connect({ address: server.address });
});
afterAll(async () => {
  await connection.close();
  await client.connection.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** While a worker runs. */
async function working<Result>(act: () => Promise<Result>): Promise<Result> {
  const { stamp, tell } = createToyActivities();
  const worker = await Worker.create({ connection, taskQueue, workflowBundle, activities: { stamp, tell } });
  return await worker.runUntil(act);
}

/** Parcels that leave while no worker runs, so that their timers have fired and nothing was done about it. */
async function neglected(name: string): Promise<readonly WorkflowHandle<typeof parcel>[]> {
  const handles = await working(
    async () =>
      await Promise.all(
        Array.from({ length: many }, async (_, index) => {
          const handle = await client.workflow.start<typeof parcel>('parcel', {
            taskQueue,
            workflowId: `${name}-${index}`,
            args: [{ clock, historyLimit: 2_000, runs: 1, carried: null }],
          });
          await handle.executeUpdate(sealUpdate);
          return handle;
        }),
      ),
  );
  return handles;
}

const hasFired = async (handle: WorkflowHandle): Promise<boolean> =>
  ((await handle.fetchHistory()).events ?? []).some((event) => event.timerFiredEventAttributes != null);
const allHaveFired = async (handles: readonly WorkflowHandle[]): Promise<void> => {
  await vi.waitFor(async () => expect(await Promise.all(handles.map(hasFired))).not.toContain(false), {
    timeout: 20_000,
    interval: 200,
  });
};
const refusedOr = async (question: Promise<ParcelContext>): Promise<ParcelContext | string> =>
  await question.catch((error: unknown) => (error instanceof Error ? error.message : String(error)));

describe('a query that waited while a timer fired, and meets a worker that has nothing in its memory', () => {
  it('is refused rather than answered with a clock that stands still, and the run goes on as it replays', async () => {
    const handles = await neglected('open');
    const questions = handles.flatMap((handle) => [
      refusedOr(handle.query(contentsQuery)),
      refusedOr(handle.query(contentsQuery)),
    ]);
    await allHaveFired(handles);
    const results = await working(async () => {
      const answers = await Promise.all(questions);
      expect(answers).toContain(notUpToDate);
      return await Promise.all(handles.map(async (handle) => await handle.result()));
    });
    for (const { context } of results)
      expect((context.left ?? 0) - context.lastChange).toBeGreaterThanOrEqual(quietMinutes * 60_000);
    for (const handle of handles)
      await Worker.runReplayHistory({ workflowBundle }, await handle.fetchHistory(), handle.workflowId);
  });

  it('of a run that has ended: programs can ask how it stood after its last task', async () => {
    const handles = await neglected('ended');
    await allHaveFired(handles);
    await Promise.all(handles.map(async (handle) => await handle.terminate()));
    await working(async () => {
      for (const handle of handles) {
        expect(await refusedOr(handle.query(contentsQuery))).toBe(notUpToDate);
        const context = await handle.query<ParcelContext>(ofEndedRun(contentsQuery.name));
        expect(context.left).toBeNull();
        // Also once it is in the worker's memory.
        expect(await refusedOr(handle.query(contentsQuery))).toBe(notUpToDate);
      }
    });
  });
});
