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

let real: RealStage;
beforeAll(async () => {
  real = await openRealStage(idleDayMs);
  await real.stage.publish(roomyPlan);
});
afterAll(async () => {
  await real.close();
});

describe('on a real server, with every workflow continuing as new after everything that happens, the system', () => {
  it.concurrent.each(Object.entries(stories))('%s', async (_name, play) => {
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
    for (const id of [trackId('gemeente-utrecht'), planningId]) {
      const { count } = await workflow.count(`WorkflowId = '${id}'`);
      expect(count).toBeGreaterThan(30);
    }
  });
});
