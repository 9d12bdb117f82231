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
/** In the mail that is lost. */
const resumed = 'Uw aansluittraject gaat weer verder';
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
  // The server has the mail, but its answer is lost: the only one that is not on record.
  let isLost = false;
  const mailServer = await startMailServer({
    message(_time, raw) {
      if (isLost || !raw.includes(resumed)) return null;
      isLost = true;
      return 'cut';
    },
  });
  onTestFinished(() => mailServer.close());
  const system = await openSystem(mailServer);
  const { workflow } = system.client;
  const act = (action: string, input: object = {}) =>
    workflow.getHandle(trackId(id)).executeUpdate(action, { args: [{ door: 'A. de Vries', ...input }] });
  await workflow.getHandle(planningId).executeUpdate(planningMessages.publish, { args: [planning] });
  await workflow.getHandle(deskId).executeUpdate(deskMessages.register, { args: [declaration] });
  await act('Opschorten', { reden: 'verhuizing' });
  await until(async () => (await toConsumer(mailServer)).length >= 2); // the receipt and the suspension
  await act('Hervatten');
  await until(() => isLost);
  const before = await toConsumer(mailServer);
  const lost = before[2]?.messageId;
  const { runId } = await workflow.getHandle(trackId(id)).describe();
  const { runId: newRun } = await system.client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: trackId(id), runId },
    reason: 'proef',
    requestId: 'proef',
    workflowTaskFinishEventId: await firstTask(system),
  });
  expect(newRun).not.toBe(runId);

  // The mail that waited for its answer goes out again, and later mornings come.
  await until(
    async () => (await toConsumer(mailServer)).filter(({ messageId }) => messageId === lost).length >= 2,
  );
  await until(async () =>
    (await messages(mailServer)).some(({ subject }) => subject?.startsWith('Escalaties')),
  );
  const after = (await toConsumer(mailServer)).slice(before.length);
  const again = after.filter(({ messageId }) => before.some((mail) => mail.messageId === messageId));
  expect(again.map(({ messageId }) => messageId)).toEqual([lost]);
  const news = (await messages(mailServer)).filter(({ messageId }) => messageId !== lost);
  const ids = news.map(({ messageId }) => messageId);
  expect(ids).toEqual([...new Set(ids)]);
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

/** Without those of the desk's mornings. */
async function toConsumer(mailServer: MailServer) {
  const received = mailServer.received.filter(({ to }) => to.includes('p.smit@example.org'));
  return await messages({ ...mailServer, received });
}

async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await reached())) {
    if (Date.now() > end) throw new Error('It took too long');
    await wait(50);
  }
}
