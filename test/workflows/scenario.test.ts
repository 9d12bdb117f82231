import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stageOf } from './office-stage.ts';
import { openOffice, type Office } from './office.ts';
import { roomyPlan, stories } from './scenario.ts';
import type { Stage } from './stage.ts';

let office: Office;
let stage: Stage;
beforeAll(async () => {
  office = await openOffice();
  stage = stageOf(office);
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
