import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { taskQueue, trackId, trackMessages, workflowTypes } from '../../machines/protocol.ts';
import { openLiveOffice, type LiveOffice } from './live-office.ts';

const task = 'annulering-gevraagd';

let office: LiveOffice;
beforeAll(async () => {
  office = await openLiveOffice();
});
afterAll(() => office.stop());

const asked = async (id: string) => (await office.tasksOf(id)).filter((one) => one === task);
const expectAsked = (id: string, times: number) =>
  office.waitFor(async () => expect(await asked(id)).toHaveLength(times));
const dismiss = (id: string) => office.act(id, 'Taak afronden', { taak: task });
/** Nothing is under way any more: no task, and no activity. */
const settled = (id: string) =>
  office.waitFor(async () => {
    const { raw } = await office.track(id).describe();
    expect(raw.pendingWorkflowTask ?? null).toBeNull();
    expect(raw.pendingActivities ?? []).toEqual([]);
  });
const nextRun = (id: string, run: string) =>
  office.waitFor(async () => expect(await office.runOf(trackId(id))).not.toBe(run));

describe('a request to cancel', () => {
  it('is one task, mails nobody, and is seen again after it was dismissed', async () => {
    const { id } = await office.declare('Rhenen');
    await settled(id);
    const before = office.received.length;
    const run = await office.runOf(trackId(id));
    await office.track(id).cancel();
    await expectAsked(id, 1);
    await office.track(id).cancel();
    await settled(id);
    expect(await asked(id)).toHaveLength(1);
    expect(office.received.length).toBe(before);
    await dismiss(id);
    await nextRun(id, run);
    expect(await asked(id)).toHaveLength(0);
    await office.track(id).cancel();
    await expectAsked(id, 1);
    expect(office.received.length).toBe(before);
    await office.act(id, 'Intrekken', { reden: 'Op verzoek' });
    expect(await asked(id)).toHaveLength(0);
    await office.expectAgreement(id);
  });

  it('is a task at once while a mail waits; the next one only once that mail has left', async () => {
    const { id } = await office.declare('Zeist');
    await settled(id);
    const run = await office.runOf(trackId(id));
    office.takeMail(false);
    await office.act(id, 'Opschorten', { reden: 'Verhuizing' });
    await office.track(id).cancel();
    await expectAsked(id, 1);
    await dismiss(id);
    await office.track(id).cancel(); // the server takes one in a run, and this run waits for its mail
    expect(await asked(id)).toHaveLength(0);
    expect(await office.runOf(trackId(id))).toBe(run);
    office.takeMail(true);
    await nextRun(id, run);
    expect(await asked(id)).toHaveLength(0);
    await office.track(id).cancel();
    await expectAsked(id, 1);
    const mails = office.mailsOf(id);
    expect(mails).toEqual([...new Set(mails)]);
  });

  it('is kept when the run continues as new at that very moment', async () => {
    const { id } = await office.declare('Bunnik');
    await settled(id);
    const machine = await office.track(id).query(trackMessages.state);
    await office.track(id).terminate('proef');
    const carried = { machine, pending: [], diary: [], answered: [] };
    await office.system.client.workflow.start(workflowTypes.track, {
      workflowId: trackId(id),
      taskQueue,
      args: [{ clock: office.system.clock, historyLimit: 3, carried }],
    });
    for (const round of [1, 2, 3]) {
      const run = await office.runOf(trackId(id));
      // Each act makes the run so long that it ends; the request comes before, between or after.
      await Promise.all([
        office.act(id, 'Contactmoment vastleggen', { met: 'P. Smit', tekst: `Gesprek ${round}` }),
        office.track(id).cancel(),
      ]);
      await expectAsked(id, 1);
      await nextRun(id, run);
      await dismiss(id);
      await settled(id);
      expect(await asked(id)).toHaveLength(0);
    }
  });
});
