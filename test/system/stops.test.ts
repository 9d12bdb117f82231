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
  trackId,
  trackMessages,
} from '../../machines/protocol.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { isReset } from '../../activities/mail/replaced-runs.ts';
import { openAlwaysOpen } from '../../worker/always-open.ts';
import { freePort } from '../../worker/server/ports.ts';
import { startSystem, type System } from '../../worker/system.ts';
import type { CarriedCoordinator } from '../../workflows/planning-queries.ts';
import { startMailServer, type MailServer } from '../activities/mail/mail-server.ts';
import { declarationOf } from '../workflows/papers.ts';

/** One function of one organisation has a place at a time: who waits shows that it was freed. */
const narrow = {
  door: 'A. de Vries',
  versie: 'proef',
  tranches: [
    {
      naam: '2027-T1',
      van: '2027-01-04',
      totEnMet: '2027-09-30',
      ketentesten: { van: '2027-03-01', totEnMet: '2027-08-31' },
      maximumOrganisaties: 2,
      tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 1 }],
    },
  ],
};

let system: System;
let folder: string;
let mailServer: MailServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traject-'));
  mailServer = await startMailServer({});
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, SMTP_URL: mailServer.url };
  const port = await freePort();
  system = await startSystem({
    dataDir: folder,
    port,
    uiPort: null,
    from: '2027-01-04',
    env,
    report: () => {},
  });
  await workflow(planningId).executeUpdate(planningMessages.publish, { args: [narrow] });
});
afterAll(async () => {
  await system.stop();
  await mailServer.close();
  await rm(folder, { recursive: true, force: true });
});

const workflow = (id: string) => system.client.workflow.getHandle(id);
const track = (id: string) => workflow(trackId(id));
const act = (id: string, action: string, input: object = {}) =>
  track(id).executeUpdate<string, [object]>(action, { args: [{ door: 'A. de Vries', ...input }] });
const declare = (name: string, change: object = {}) =>
  workflow(deskId).executeUpdate<{ id: string; antwoord: string }, [object]>(deskMessages.register, {
    args: [{ door: 'A. de Vries', ...declarationOf(name), ...change }],
  });
const view = (id: string) => track(id).query<TrackView>(trackMessages.view);
const placeOf = async (id: string) => (await view(id)).functies[0]?.plaats ?? '';
const look = () => workflow(deskId).signal(deskMessages.look);
const waitFor = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 200 });
async function page(): Promise<string> {
  const metadata = await workflow(deskId).query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return metadata.currentDetails ?? '';
}
async function planned(id: string) {
  const { planning } = await workflow(planningId).query<CarriedCoordinator>(planningMessages.state);
  return resumePlanning(planning).organisations[id]?.reservations.berichtenbox;
}
async function held(id: string) {
  const { places } = await track(id).query<TrackHoldings>(trackMessages.holdings);
  return places[0]?.place;
}
/** What the planning holds is what the track believes. */
async function expectAgreement(id: string): Promise<void> {
  const [there, here] = [await planned(id), await held(id)];
  expect(there).toMatchObject(
    here !== undefined && 'slot' in here
      ? { status: here.status, slot: here.slot.id }
      : { status: 'released' },
  );
}
async function reset(
  id: string,
  workflowTaskFinishEventId: Awaited<ReturnType<typeof lastTask>>,
): Promise<void> {
  const { runId } = await track(id).describe();
  await system.client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: trackId(id), runId },
    reason: 'proef',
    requestId: `${runId}/${String(workflowTaskFinishEventId)}`,
    workflowTaskFinishEventId,
  });
}
async function finishedTasks(id: string) {
  const { events } = await track(id).fetchHistory();
  return (events ?? []).flatMap(({ eventId, workflowTaskCompletedEventAttributes: completed }) =>
    completed && eventId ? [eventId] : [],
  );
}

async function lastTask(id: string) {
  const last = (await finishedTasks(id)).at(-1);
  if (last === undefined) throw new Error('Nothing was done yet');
  return last;
}

describe('a request to cancel', () => {
  it('is one task, mails nobody, and is seen again after it was dismissed', async () => {
    const { id } = await declare('Rhenen');
    const asked = async () =>
      (await view(id)).taken.map(({ taak }) => taak).filter((task) => task === 'annulering-gevraagd');
    const before = mailServer.received.length;
    await track(id).cancel();
    await waitFor(async () => expect(await asked()).toHaveLength(1));
    await track(id).cancel();
    await act(id, 'Opschorten', { reden: 'Wacht op antwoord' });
    expect(await asked()).toHaveLength(1);
    const { runId } = await track(id).describe();
    await act(id, 'Taak afronden', { taak: 'annulering-gevraagd' });
    await waitFor(async () => expect((await track(id).describe()).runId).not.toBe(runId));
    expect(await asked()).toHaveLength(0);
    await track(id).cancel();
    await waitFor(async () => expect(await asked()).toHaveLength(1));
    await act(id, 'Intrekken', { reden: 'Op verzoek' });
    expect(await asked()).toHaveLength(0);
    await expectAgreement(id);
    await waitFor(async () => expect(mailServer.received.length - before).toBeGreaterThanOrEqual(2));
  });
});

describe('a track that was terminated', () => {
  it('leaves its place to who waits, is told to the desk once, and can be declared anew', async () => {
    const first = await declare('Utrecht');
    await declare('Ede');
    const waiting = await declare('Gouda');
    expect(waiting.antwoord).toContain('wachtlijst');
    await act(first.id, 'Intentieverklaring goedkeuren');
    await act(first.id, 'Akkoord vastleggen', { met: 'P. Smit' });
    const { runId } = await track(first.id).describe();
    await track(first.id).terminate('Vergissing');
    await waitFor(async () => {
      await look();
      expect(await page()).toContain('**Utrecht**');
    });
    await waitFor(async () => expect(await placeOf(waiting.id)).toContain('voorlopig'));
    const before = await page();
    expect(before).toContain('1 melding voor het Servicecentrum');
    await look();
    await declare('Utrecht');
    expect((await track(first.id).describe()).runId).not.toBe(runId);
    expect(await placeOf(first.id)).toContain('wachtlijst');
    expect((await view(first.id)).contactpersonen.map(({ naam }) => naam)).toContain('P. Smit');
    await waitFor(async () => {
      await look();
      expect(await page()).not.toContain('**Utrecht**');
    });
  });

  it('is freed by a new declaration when that comes first, which waits for its turn like others', async () => {
    const { id } = await declare('Ede');
    await track(id).terminate('Vergissing');
    expect((await declare('Ede')).antwoord).toContain('wachtlijst');
    await waitFor(async () => expect(await placeOf('gemeente-utrecht')).toContain('voorlopig'));
    await act(id, 'Intrekken', { reden: 'Toch niet' });
    await look();
    await expectAgreement(id);
  });

  it('gets its agreed slot back when it is reset', async () => {
    const id = 'gemeente-utrecht';
    await act(id, 'Intentieverklaring goedkeuren');
    await act(id, 'Akkoord vastleggen', { met: 'P. Smit' });
    const slot = await held(id);
    await waitFor(async () =>
      expect(mailServer.received.some(({ raw }) => raw.includes('Utrecht'))).toBe(true),
    );
    await track(id).terminate('Vergissing');
    await waitFor(async () => {
      await look();
      expect((await planned(id))?.status).not.toBe('agreed');
    });
    await reset(id, await lastTask(id));
    await waitFor(async () => {
      await look();
      expect((await planned(id))?.status).toBe('agreed');
      await expectAgreement(id);
    });
    expect(await held(id)).toEqual(slot);
  });
});

describe('a track that is reset', () => {
  it('to any point of its history agrees with the planning, and mails nobody twice', async () => {
    const id = 'gemeente-gouda';
    await act(id, 'Intentieverklaring goedkeuren');
    await act(id, 'Akkoord vastleggen', { met: 'P. Smit' });
    await act(id, 'Tijdslot vrijgeven', { reden: 'Later' });
    await act(id, 'Alternatieven opvragen');
    await act(id, 'Nieuwe inroostering vastleggen', { met: 'P. Smit' });
    await expectAgreement(id);
    const points = (await finishedTasks(id)).filter((_, i) => i % 3 === 0).toReversed();
    expect(points.length).toBeGreaterThan(3);
    for (const point of points) {
      await reset(id, point);
      await waitFor(async () => {
        await look();
        await expectAgreement(id);
      });
    }
    const ids = mailServer.received.map(({ raw }) => /^message-id:\s*(\S+)/im.exec(raw)?.[1]);
    expect(ids).toEqual([...new Set(ids)]);
  });
});

describe('a track that is paused', () => {
  it('holds up nobody else, and hears afterwards what the planning had to tell', async () => {
    const id = 'gemeente-utrecht';
    const { runId } = await track(id).describe();
    const run = { namespace: 'default', workflowId: trackId(id), runId, identity: 'proef', reason: 'proef' };
    await system.client.workflowService.pauseWorkflowExecution({ ...run, requestId: 'pauze' });
    await expect(act(id, 'Opschorten', { reden: 'Vakantie' })).rejects.toThrow(Error);
    // Its slot goes out of the plan: the planning tells that to the track.
    const elsewhere = narrow.tranches.map((tranche) => ({
      ...tranche,
      tijdsloten: [{ dagen: ['woensdag'], begin: '09:00', plaatsen: 1 }],
    }));
    await workflow(planningId).executeUpdate(planningMessages.publish, {
      args: [{ ...narrow, versie: 'later', tranches: elsewhere }],
    });
    expect(await act('gemeente-gouda', 'Opschorten', { reden: 'Vakantie' })).not.toBe('');
    await system.client.workflowService.unpauseWorkflowExecution({ ...run, requestId: 'verder' });
    await waitFor(async () => {
      const tasks = (await view(id)).taken.map(({ taak }) => taak);
      expect(tasks).toContain('geen-tijdslot:berichtenbox');
    });
    await expectAgreement(id);
  });
});

describe('the planning', () => {
  it('is not set back by a reset', async () => {
    const before = await Promise.all(['gemeente-utrecht', 'gemeente-gouda'].map(planned));
    const handle = workflow(planningId);
    const { events } = await handle.fetchHistory();
    const first = (events ?? []).find(({ workflowTaskCompletedEventAttributes: completed }) => completed);
    const { runId } = await handle.describe();
    await system.client.workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: planningId, runId },
      reason: 'proef',
      requestId: 'planning',
      workflowTaskFinishEventId: first?.eventId ?? null,
    });
    await waitFor(async () => {
      await openAlwaysOpen(system.client, system.clock, () => {});
      const now = await Promise.all(['gemeente-utrecht', 'gemeente-gouda'].map(planned));
      expect(now).toEqual(before);
      expect(
        await isReset(system.client.workflow, {
          workflowId: planningId,
          runId: (await handle.describe()).runId,
        }),
      ).toBe(false);
    });
  });
});
