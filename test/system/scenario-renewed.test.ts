import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { planningId, trackId } from '../../machines/protocol.ts';
import { releaseWith } from '../workflows/bundle.ts';
import { roomyPlan, stories } from '../workflows/scenario.ts';
import { filedMails } from './mail-folder.ts';
import { openRealStage, type RealStage } from './real-stage.ts';

vi.mock('../../worker/bundle.ts', () => ({
  workflowBundle: () =>
    releaseWith({ '../../workflows/run-length.ts': '../fixtures/renewal/after-every-event.ts' }),
}));

/** Each event is a run more: the machine has a multiple of the work. */
const idleDayMs = 1_200;

/**
 * Those that count what happened by a day need a machine that keeps up with the days: not this one, with a run for each
 * event. What is due and mailed is compared event for event in `renewal.test.ts`, without a server.
 */
const counting = /^(goes with both|takes a consumer back|reminds)/;
const played = Object.entries(stories).filter(([name]) => !counting.test(name));

let real: RealStage;
beforeAll(async () => {
  real = await openRealStage(idleDayMs);
  await real.stage.publish(roomyPlan);
});
afterAll(async () => {
  await real.close();
});

describe('on a real server, with every workflow continuing as new after everything that happens, the system', () => {
  it.concurrent.each(played)('%s', async (_name, play) => {
    await expect(play(real.stage)).resolves.toBeUndefined();
  });
});

describe('then', () => {
  it('no mail was sent twice, though runs ended with mails under way', async () => {
    const ids = (await filedMails(real.folder)).map(({ messageId }) => messageId);
    expect(ids.length).toBeGreaterThan(30);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('there were runs beyond count', async () => {
    const { workflow } = real.system.client;
    const runs = async (id: string) => (await workflow.count(`WorkflowId = '${id}'`)).count;
    expect(await runs(planningId)).toBeGreaterThan(15);
    expect(await runs(trackId('gemeente-almere'))).toBeGreaterThan(5);
  });
});
