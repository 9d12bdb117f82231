import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { taskQueue, trackId, trackMessages, workflowTypes } from '../../machines/protocol.ts';
import type { DiaryEntry } from '../../machines/track/diary.ts';
import { currentVersion } from '../../machines/track/versions.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { openOffice, type Office } from './office.ts';
import { declarationOf, plan } from './papers.ts';

let office: Office;
let mailIsDown = false;
beforeAll(async () => {
  office = await openOffice({
    async sendMail() {
      if (mailIsDown) throw new Error('451 try again later');
      return { kind: 'sent' };
    },
  });
  await office.publish(plan);
});
afterAll(async () => {
  await office.stop();
});

const track = (organisation: string) => office.env.client.workflow.getHandle(trackId(organisation));

// By itself: after a run that ended with an activity under way, this server skips no time any more.
describe('a track with a long history', () => {
  it('continues as new under way, with its state, its diary and what it had promised to do', async () => {
    mailIsDown = true;
    const { organisation, settings, usedAdviceMinutes, live, agreement } = await office.lookUp('Vianen');
    const { id } = organisation;
    const begunAt = office.clock.anchorBusiness;
    const known = { settings, usedAdviceMinutes, liveBefore: live, agreement };
    const start = { organisation, begunAt, contacts: [], ...known };
    const { firstExecutionRunId } = await office.env.client.workflow.start(workflowTypes.track, {
      workflowId: trackId(id),
      taskQueue,
      args: [{ clock: office.clock, historyLimit: 10, version: currentVersion, start }],
    });
    await office.declare(declarationOf('Vianen'));
    await office.act(id, 'Intentieverklaring goedkeuren');
    await office.act(id, 'Akkoord vastleggen', { met: 'P. Smit' });
    const { runId } = await track(id).describe();
    expect(runId).not.toBe(firstExecutionRunId);
    expect((await track(id).query<TrackView>(trackMessages.view)).functies[0]?.plaats).toContain(
      'afgesproken',
    );
    const { currentDetails = '' } = await track(id).query<{ currentDetails?: string }>(
      '__temporal_workflow_metadata',
    );
    expect(currentDetails).toMatch(
      /\*\*Akkoord vastleggen\*\*: Vastgelegd\..*\n.*\*\*Intentieverklaring goedkeuren\*\*/,
    );
    const diary = await track(id).query<readonly DiaryEntry[]>(trackMessages.diary);
    expect(diary.filter(({ text }) => text === 'Intentieverklaring goedgekeurd.')).toHaveLength(1);
    // The mail that never left is still there to be sent.
    mailIsDown = false;
    const from = office.mails.length;
    const later = () => office.mails.slice(from).map(({ content }) => content.kind);
    await vi.waitFor(() => {
      expect(later()).toContain('declarationReceived');
      expect(later()).toContain('slotAgreed');
    }, 30_000);
  });
});
