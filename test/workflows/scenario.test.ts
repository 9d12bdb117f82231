import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { businessTime } from '../../machines/domain/clock.ts';
import { mailWords } from '../../machines/track/track-words.ts';
import { openOffice, type Office } from './office.ts';
import { roomyPlan, stories } from './scenario.ts';
import { stageAt, type Stage } from './stage.ts';

let office: Office;
let stage: Stage;
beforeAll(async () => {
  office = await openOffice();
  const now = async () => businessTime(office.clock, await office.env.currentTimeMs());
  stage = stageAt({
    client: office.env.client,
    now,
    async passUntil(moment) {
      const left = moment - (await now());
      if (left > 0) await office.env.sleep(left);
    },
    mails: async (organisation) =>
      office.mails
        .filter((order) => order.organisation.id === organisation)
        .map(({ content, to }) => ({ soort: mailWords[content.kind], aan: to.map(({ email }) => email) })),
  });
  await stage.publish(roomyPlan);
});
afterAll(async () => {
  await office.stop();
});

describe('over months, on a server that skips time, the system', () => {
  it.each(Object.entries(stories))('%s', async (_name, play) => {
    await expect(play(stage)).resolves.toBeUndefined();
  });
});
