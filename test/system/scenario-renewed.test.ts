import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mailOrderSchema } from '../../activities/mail/order-schema.ts';
import { messageIdOf } from '../../activities/mail/message-identity.ts';
import { recordedMails } from '../../activities/mail/recorded-mails.ts';
import { planningId, trackId, workflowTypes } from '../../machines/protocol.ts';
import { startMailServer, type MailServer } from '../activities/mail/mail-server.ts';
import { releaseWith } from '../workflows/bundle.ts';
import { roomyPlan, stories } from '../workflows/scenario.ts';
import { openRealStage, type RealStage } from './real-stage.ts';

vi.mock('../../worker/bundle.ts', () => ({
  workflowBundle: () =>
    releaseWith({ '../../workflows/run-length.ts': '../fixtures/renewal/after-every-event.ts' }),
}));

/** With one function as quick as the other: the same stories in fewer days, so that a day can last long enough. */
const shortPlan = {
  ...roomyPlan,
  beleid: { nominaal: { preproductie: { lopendeZaken: 21 }, ingebruikname: 2 } },
};

/** Each event is a run more: the machine has a multiple of the work, and must keep up with what comes by the day. */
const idleDayMs = 1_800;

let post: MailServer;
let real: RealStage;
beforeAll(async () => {
  post = await startMailServer();
  real = await openRealStage(idleDayMs, { SMTP_URL: post.url });
  await real.stage.publish(shortPlan);
});
afterAll(async () => {
  await real.close();
  await post.close();
});

describe('on a real server, with every workflow continuing as new after everything that happens, the system', () => {
  it.concurrent.each(Object.entries(stories))('%s', async (_name, play) => {
    await expect(play(real.stage)).resolves.toBeUndefined();
  });
});

describe('then', () => {
  it('no mail that is on record as sent was asked for again, and each arrived as often as it was asked for at most', async () => {
    const arrived = new Map<string, number>();
    for (const { raw } of post.received) {
      const id = /^Message-ID:\s*(\S+)/im.exec(raw)?.[1] ?? '';
      arrived.set(id, (arrived.get(id) ?? 0) + 1);
    }
    const asked = await mailsAsked(real.system.client);
    expect(asked.size).toBeGreaterThan(30);
    for (const [id, { times, isSent, againAfterSent }] of asked) {
      expect(againAfterSent, id).toBe(false);
      const count = arrived.get(id) ?? 0;
      expect(count, id).toBeLessThanOrEqual(times);
      if (isSent) expect(count, id).toBeGreaterThan(0);
    }
  });

  it('there were runs beyond count', async () => {
    const { workflow } = real.system.client;
    const runs = async (id: string) => (await workflow.count(`WorkflowId = '${id}'`)).count;
    expect(await runs(planningId)).toBeGreaterThan(15);
    expect(await runs(trackId('gemeente-almere'))).toBeGreaterThan(5);
  });
});

interface Asked {
  /** By how many runs: one that ended with the mail under way leaves it to the next. */
  times: number;
  isSent: boolean;
  againAfterSent: boolean;
}

/** What all runs of all tracks asked the mail server for, by Message-ID. */
async function mailsAsked({ workflow }: Client): Promise<ReadonlyMap<string, Asked>> {
  const runs = [];
  for await (const run of workflow.list({ query: `WorkflowType = '${workflowTypes.track}'` })) runs.push(run);
  runs.sort((one, other) => one.startTime.getTime() - other.startTime.getTime());
  const asked = new Map<string, Asked>();
  for (const { workflowId, runId } of runs) {
    for (const { order, outcome } of await recordedMails(workflow, workflowId, runId)) {
      const id = messageIdOf(mailOrderSchema.parse(order));
      const mail = asked.get(id) ?? { times: 0, isSent: false, againAfterSent: false };
      asked.set(id, {
        times: mail.times + 1,
        isSent: mail.isSent || outcome !== undefined,
        againAfterSent: mail.againAfterSent || mail.isSent,
      });
    }
  }
  return asked;
}
