import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { resumePlanning } from '../../machines/domain/planning/carried.ts';
import type { TrackHoldings } from '../../machines/domain/planning/rebuild.ts';
import {
  deskId,
  deskMessages,
  planningId,
  planningMessages,
  taskQueue,
  trackId,
  trackMessages,
  workflowTypes,
} from '../../machines/protocol.ts';
import { openAlwaysOpen } from '../../worker/always-open.ts';
import { freePort } from '../../worker/server/ports.ts';
import { startSystem, type System } from '../../worker/system.ts';
import type { CarriedCoordinator } from '../../workflows/planning-queries.ts';
import { startMailServer, type MailServer } from '../activities/mail/mail-server.ts';
import { declarationOf } from '../workflows/papers.ts';
import { narrow } from './live-office.ts';

const roomFor = (maximumOrganisaties: number, versie: string) => ({
  ...narrow,
  versie,
  tranches: narrow.tranches.map((tranche) => ({ ...tranche, maximumOrganisaties })),
});

/** One organisation has a place at a time: who waits would show that it was freed. */
const roomForOne = roomFor(1, 'proef');

let system: System;
let folder: string;
let mailServer: MailServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traject-'));
  mailServer = await startMailServer();
  const { PATH, HOME } = process.env;
  system = await startSystem({
    dataDir: folder,
    port: await freePort(),
    uiPort: null,
    from: '2027-01-04',
    env: { PATH, HOME, SMTP_URL: mailServer.url },
    report: () => {},
  });
  await workflow(planningId).executeUpdate(planningMessages.publish, { args: [roomForOne] });
});
afterAll(async () => {
  await system.stop();
  await mailServer.close();
  await rm(folder, { recursive: true, force: true });
});

const workflow = (id: string, run?: string) => system.client.workflow.getHandle(id, run);
const runOf = async (id: string) => (await workflow(id).describe()).runId;
const act = (id: string, action: string, input: object = {}) =>
  workflow(trackId(id)).executeUpdate<string, [object]>(action, {
    args: [{ door: 'A. de Vries', ...input }],
  });
async function declare(name: string): Promise<string> {
  const { id } = await workflow(deskId).executeUpdate<{ id: string }, [object]>(deskMessages.register, {
    args: [{ door: 'A. de Vries', ...declarationOf(name) }],
  });
  return id;
}
const look = () => workflow(deskId).signal(deskMessages.look);
const waitFor = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 50 });
const stateOfPlanning = () => workflow(planningId).query<CarriedCoordinator>(planningMessages.state);
async function planned(id: string) {
  return resumePlanning((await stateOfPlanning()).planning).organisations[id]?.reservations.berichtenbox;
}
async function held(id: string) {
  const { places } = await workflow(trackId(id)).query<TrackHoldings>(trackMessages.holdings);
  return places[0];
}
const mailsOf = (id: string) =>
  mailServer.received
    .flatMap(({ raw }) => /^message-id:\s*(\S+)/im.exec(raw)?.[1] ?? [])
    .filter((mail) => mail.includes(id));
function expectNoMailTwice(id: string): void {
  const mails = mailsOf(id);
  expect(mails.length).toBeGreaterThan(0);
  expect(mails).toEqual([...new Set(mails)]);
}

type EventId = NonNullable<
  NonNullable<Awaited<ReturnType<ReturnType<typeof workflow>['fetchHistory']>>['events']>[number]['eventId']
>;
/** All points that the UI offers: where a workflow task was finished. */
async function pointsOf(id: string, run: string): Promise<readonly EventId[]> {
  const { events } = await workflow(id, run).fetchHistory();
  return (events ?? []).flatMap(({ eventId, workflowTaskCompletedEventAttributes: completed }) =>
    completed && eventId ? [eventId] : [],
  );
}
/** The kinds of actions that the UI can leave out. */
const nothingAgain = [1, 2];
let resets = 0;
async function reset(id: string, run: string, point: EventId, leftOut: number[] = []): Promise<string> {
  const { runId } = await system.client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: id, runId: run },
    reason: 'proef',
    requestId: `${++resets}`,
    workflowTaskFinishEventId: point,
    resetReapplyExcludeTypes: leftOut,
  });
  return runId;
}

/** How often the planning has told a track something since its reset, or ever. */
async function heard(id: string): Promise<number> {
  const events = (await workflow(trackId(id)).fetchHistory()).events ?? [];
  const at = events.findLastIndex((event) => event.workflowTaskFailedEventAttributes?.newRunId);
  return events
    .slice(at + 1)
    .filter((event) => event.workflowExecutionSignaledEventAttributes?.signalName === trackMessages.planning)
    .length;
}
/** Nothing is under way any more: no task, and no activity. */
async function isSettled(id: string): Promise<void> {
  const { raw } = await workflow(id).describe();
  expect(raw.pendingWorkflowTask ?? null).toBeNull();
  expect(raw.pendingActivities ?? []).toEqual([]);
}
/** The desk has seen the reset, the planning has told what it holds, and the track has taken that in. */
async function isTold(id: string): Promise<void> {
  await waitFor(async () => {
    await look();
    expect(await heard(id)).toBeGreaterThanOrEqual(2); // one for each function
  });
  await waitFor(() => isSettled(trackId(id)));
}

/** The same track, in runs that soon continue as new. */
async function shortRuns(id: string, historyLimit: number): Promise<string> {
  await waitFor(() => isSettled(trackId(id)));
  const machine = await workflow(trackId(id)).query(trackMessages.state);
  await workflow(trackId(id)).terminate('proef');
  const carried = { machine, pending: [], diary: [], answered: [] };
  const { firstExecutionRunId } = await system.client.workflow.start(workflowTypes.track, {
    workflowId: trackId(id),
    taskQueue,
    args: [{ clock: system.clock, historyLimit, carried }],
  });
  return firstExecutionRunId;
}

describe('a track that is reset', () => {
  it('to any point of its history keeps its agreed slot, and mails nobody twice', async () => {
    const id = await declare('Gouda');
    await declare('Ede'); // waits
    await act(id, 'Intentieverklaring goedkeuren');
    await act(id, 'Akkoord vastleggen', { met: 'P. Smit' });
    await act(id, 'Tijdslot vrijgeven', { reden: 'Later' });
    await act(id, 'Alternatieven opvragen');
    await act(id, 'Nieuwe inroostering vastleggen', { met: 'P. Smit' });
    await waitFor(() => isSettled(trackId(id)));
    const run = await runOf(trackId(id));
    const before = await planned(id);
    expect(before).toMatchObject({ status: 'agreed' });
    const points = await pointsOf(trackId(id), run);
    expect(points.length).toBeGreaterThan(10);
    expect(await heard(id)).toBe(0); // so that there is nothing to hear again
    for (const leftOut of [[], nothingAgain]) {
      for (const point of points) {
        const newRun = await reset(trackId(id), run, point, leftOut);
        await isTold(id);
        expect(await runOf(trackId(id))).toBe(newRun);
        const [there, here] = [await planned(id), await held(id)];
        const about = `${String(point)} ${leftOut.length === 0 ? 'with' : 'without'} later actions`;
        if (here === undefined) continue; // as if it was never declared
        expect(there, about).toMatchObject({
          status: 'agreed',
          slot: before && 'slot' in before && before.slot,
        });
        expect(here, about).toMatchObject({
          generation: there?.generation,
          place: { status: 'agreed', slot: { id: before && 'slot' in before && before.slot } },
        });
        expect(await planned('gemeente-ede'), about).toMatchObject({ status: 'waiting' });
      }
    }
    expectNoMailTwice(id);
  });

  it('is told what the planning holds, also when it has gone on in a next run by then', async () => {
    await workflow(planningId).executeUpdate(planningMessages.publish, { args: [roomFor(20, 'ruim')] });
    const id = await declare('Hoorn');
    const first = await shortRuns(id, 5);
    const calmly = async (action: string, input: object) => {
      await act(id, action, input);
      await waitFor(() => isSettled(trackId(id)));
    };
    await calmly('Intentieverklaring goedkeuren', {});
    await calmly('Akkoord vastleggen', { met: 'P. Smit' });
    const [begin] = await pointsOf(trackId(id), first);
    if (begin === undefined) throw new Error('Nothing was done yet');
    const set = await reset(trackId(id), first, begin, nothingAgain);
    await calmly('Opschorten', { reden: 'Verhuizing' });
    expect(await runOf(trackId(id))).not.toBe(set);
    await isTold(id);
    const there = await planned(id);
    expect(there).toMatchObject({ status: 'agreed' });
    expect(await held(id)).toMatchObject({ generation: there?.generation, place: { status: 'agreed' } });
  });
});

describe('a planning that is reset', () => {
  /** To its beginning, with nothing done again. */
  const setBack = async (run: string) => {
    const before = await stateOfPlanning();
    const [begin] = await pointsOf(planningId, run);
    if (begin === undefined) throw new Error('Nothing was done yet');
    const set = await reset(planningId, run, begin, nothingAgain);
    expect((await stateOfPlanning()).planning).not.toEqual(before.planning);
    return { before, set };
  };
  const expectUndone = ({ before, set }: Awaited<ReturnType<typeof setBack>>) =>
    waitFor(async () => {
      await openAlwaysOpen(system.client, system.clock, () => {});
      expect(await runOf(planningId)).not.toBe(set);
      expect((await stateOfPlanning()).planning).toEqual(before.planning);
    });

  it('is as it was before, twice over', async () => {
    for (const name of ['Tiel', 'Ermelo']) {
      await declare(name);
      const undone = await setBack(await runOf(planningId));
      await expectUndone(undone);
      expect((await stateOfPlanning()).planning).toEqual(undone.before.planning);
    }
  });

  it('is as it was before, when its undoing was broken off, or it was terminated then', async () => {
    await declare('Nijkerk');
    const undone = await setBack(await runOf(planningId));
    await workflow(planningId).terminate('as the undoing begins');
    await expectUndone(undone);
    expect((await stateOfPlanning()).planning).toEqual(undone.before.planning);
  });

  it('is as it was before, also when it has gone on in a next run by then', async () => {
    const carried = await stateOfPlanning();
    await workflow(planningId).terminate('proef');
    const { firstExecutionRunId: first } = await system.client.workflow.start(workflowTypes.planning, {
      workflowId: planningId,
      taskQueue,
      args: [{ clock: system.clock, historyLimit: 30, carried }],
    });
    const goOn = async (from: string, names: readonly string[]) => {
      for (const name of names) if ((await runOf(planningId)) === from) await declare(name);
      await waitFor(async () => expect(await runOf(planningId)).not.toBe(from));
    };
    await goOn(first, ['Almere', 'Zeist', 'Bunnik', 'Rhenen', 'Breukelen', 'Vianen', 'Houten']);
    const undone = await setBack(first);
    await goOn(undone.set, ['Urk', 'Baarn', 'Soest', 'Doorn', 'Leusden', 'Wijk', 'Oss']);
    await expectUndone({ ...undone, set: await runOf(planningId) });
  });
});
