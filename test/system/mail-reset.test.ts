import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { expect, it, onTestFinished } from 'vitest';
import { deskId, deskMessages, planningId, planningMessages, trackId } from '../../machines/protocol.ts';
import { freePort } from '../../worker/server/ports.ts';
import { startSystem, type System } from '../../worker/system.ts';
import { startMailServer, type MailServer } from '../activities/mail/mail-server.ts';

const id = 'gemeente-zeist';
const patienceMs = 120_000;

const planning = {
  door: 'A. de Vries',
  versie: 'proef',
  tranches: [
    {
      naam: '2027-T1',
      van: '2027-01-04',
      totEnMet: '2027-12-31',
      ketentesten: { van: '2027-03-01', totEnMet: '2027-11-30' },
      maximumOrganisaties: 5,
      tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 1 }],
    },
  ],
};

/** Waits on the consumer: nobody signed, so the ladder climbs by itself. */
const declaration = {
  door: 'A. de Vries',
  organisatie: { naam: 'Zeist', soort: 'gemeente' },
  functies: { berichtenbox: { teststart: '2027-03-08', ingebruikname: '2027-06-01' } },
  ondertekening: {
    persoonsnaam: 'Noor Peters',
    naam: 'Noor Peters',
    functie: 'directeur',
    plaats: 'Zeist',
    datum: '2026-12-15',
    handtekening: false,
  },
  contactpersonen: [
    { rol: 'projectleider', naam: 'P. Smit', email: 'p.smit@example.org' },
    { rol: 'tekenbevoegde', naam: 'Noor Peters', email: 'n.peters@example.org' },
  ],
};

it('after a reset mails nobody a second time what is on record, and repeats only the mail whose answer was lost', async () => {
  // The server has the fourth mail, but its answer is lost: the only one that is not on record.
  const mailServer = await startMailServer({ message: (time) => (time === 4 ? 'cut' : null) });
  onTestFinished(() => mailServer.close());
  const system = await openSystem(mailServer);
  const { workflow } = system.client;
  await workflow.getHandle(planningId).executeUpdate(planningMessages.publish, { args: [planning] });
  await workflow.getHandle(deskId).executeUpdate(deskMessages.register, { args: [declaration] });

  // The receipt, the reminder, the last day, and the one that is too late.
  await until(() => mailServer.received.length >= 4);
  const before = await messages(mailServer);
  const lost = before[3]?.messageId;
  const { runId } = await workflow.getHandle(trackId(id)).describe();
  const { runId: newRun } = await system.client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: trackId(id), runId },
    reason: 'proef',
    requestId: 'proef',
    workflowTaskFinishEventId: await firstTask(system),
  });
  expect(newRun).not.toBe(runId);

  // Later mornings come, and the letter that waited for its answer goes out again.
  await until(
    async () => (await messages(mailServer)).filter(({ messageId }) => messageId === lost).length >= 2,
  );
  await until(async () => (await sentKinds(mailServer, 'Escalatie 2')) > 0);
  const after = (await messages(mailServer)).slice(before.length);
  const again = after.filter(({ messageId }) => before.some((mail) => mail.messageId === messageId));
  expect(again.map(({ messageId }) => messageId)).toEqual([lost]);
  const news = after.filter((mail) => !again.includes(mail)).map(({ messageId }) => messageId);
  expect(new Set(news).size).toBe(news.length);
});

async function openSystem(mailServer: MailServer): Promise<System> {
  const folder = await mkdtemp(join(tmpdir(), 'traject-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { PATH, HOME } = process.env;
  const system = await startSystem({
    dataDir: folder,
    port: await freePort(),
    uiPort: null,
    from: '2027-01-04',
    tempo: '700ms',
    env: { PATH, HOME, SMTP_URL: mailServer.url },
    report: () => {},
  });
  onTestFinished(() => system.stop());
  return system;
}

/** The event of the track's first workflow task: everything after it is done anew. */
async function firstTask(system: System) {
  const { events } = await system.client.workflow.getHandle(trackId(id)).fetchHistory();
  const first = (events ?? []).find(
    ({ workflowTaskCompletedEventAttributes: completed }) => completed !== null && completed !== undefined,
  );
  return first?.eventId ?? null;
}

async function messages({ received }: MailServer) {
  return await Promise.all(
    received.map(async ({ raw }) => {
      const { messageId, subject } = await simpleParser(raw);
      return { messageId, subject };
    }),
  );
}

async function sentKinds(mailServer: MailServer, word: string): Promise<number> {
  return (await messages(mailServer)).filter(({ subject }) => subject?.startsWith(word) === true).length;
}

async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await reached())) {
    if (Date.now() > end) throw new Error('It took too long');
    await wait(50);
  }
}
