import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { recordedMails } from '../../../activities/mail/recorded-mails.ts';
import { messageIdOf } from '../../../activities/mail/message-identity.ts';
import { mailOrderSchema } from '../../../activities/mail/order-schema.ts';
import { deskId, deskMessages, trackId } from '../../../machines/protocol.ts';
import { searchAttributes } from '../../../machines/track/attributes.ts';
import { cacheDir } from '../../../worker/project.ts';
import { connect } from '../../../worker/server/address.ts';
import { findBinary } from '../../../worker/server/binary.ts';
import { startEmbedded } from '../../../worker/server/embedded.ts';
import { defaultRetention } from '../../../worker/server/retention.ts';
import { freePort } from '../../../worker/server/ports.ts';
import { startMailServer } from '../../activities/mail/mail-server.ts';
import { MortalWorker } from './mortal-worker.ts';
import { randomFrom } from '../random.ts';

export interface CrashOptions {
  readonly organisations: number;
  readonly kills: number;
  readonly seed: number;
}

export interface CrashResult extends CrashOptions {
  /** Mails that the tracks asked for, by their histories. */
  readonly mails: number;
  /** Of those, the ones that the mail server has. */
  readonly arrived: number;
  /** Mails that the mail server has more than once, with the same Message-ID. */
  readonly arrivedAgain: number;
  /** Mails that no track asked for. */
  readonly unexpected: number;
  readonly seconds: number;
}

/** Each organisation: declared, then suspended and resumed twice. */
const mailsEach = 5;
const patienceMs = 300_000;
/** A question that a dead worker took along is not answered any more: it is asked again. */
const answerMs = 5_000;

/**
 * Mails through a real Temporal server and a real mail server, on loopback, while the worker is killed at
 * random: within milliseconds of a mail's being accepted, before or after the answer to it, and so between
 * sending and recording.
 */
export async function measureCrashes(options: CrashOptions): Promise<CrashResult> {
  const begun = Date.now();
  const cleanUp: (() => unknown)[] = [];
  try {
    const folder = await mkdtemp(join(await realpath(tmpdir()), 'traject-mailmeting-'));
    cleanUp.push(() => rm(folder, { recursive: true, force: true }));
    const random = randomFrom(options.seed);
    const fatal = fatalMails(options, random);
    const strike = { now: () => {} };
    const mailServer = await startMailServer({
      async message(time) {
        if (!fatal.has(time)) return null;
        const early = random() < 0.5;
        const delay = random() * 15;
        if (early) {
          strike.now(); // the mail is accepted, and nobody hears the answer
          await wait(delay);
        } else setTimeout(() => strike.now(), delay);
        return null;
      },
    });
    cleanUp.push(() => mailServer.close());
    const { PATH, HOME } = process.env;
    const dataDir = join(folder, 'server');
    await mkdir(dataDir);
    const server = await startEmbedded({
      binary: await findBinary({ env: process.env, cacheDir, report: () => {} }),
      dataDir,
      port: await freePort(),
      uiPort: null,
      retention: defaultRetention,
      searchAttributes,
      report: () => {},
    });
    cleanUp.push(() => server.stop());
    const worker = new MortalWorker(folder, {
      PATH,
      HOME,
      TEMPORAL_ADDRESS: server.address,
      SMTP_URL: mailServer.url, // at the pace of every installation
    });
    cleanUp.push(() => worker.stop());
    strike.now = () => worker.kill();
    worker.start();
    const connection = await connect({ address: server.address });
    cleanUp.push(() => connection.close());
    const client = new Client({ connection });
    const names = Array.from({ length: options.organisations }, (_, at) => `Meetstad ${at + 1}`);
    const ids = await Promise.all(names.map(async (name) => course(client, name)));

    const expected = options.organisations * mailsEach;
    const received = () =>
      mailServer.received.map(({ raw }) => /^Message-ID:\s*(<[^>]+>)/m.exec(raw)?.[1] ?? '');
    await until(() => new Set(received()).size >= expected);
    await until(async () => (await Promise.all(ids.map(async (id) => recorded(client, id)))).every(Boolean));
    const asked = new Set((await Promise.all(ids.map(async (id) => askedFor(client, id)))).flat());
    const all = received();
    return {
      ...options,
      kills: worker.kills,
      mails: asked.size,
      arrived: [...asked].filter((id) => all.includes(id)).length,
      arrivedAgain: [...asked].filter((id) => all.filter((other) => other === id).length > 1).length,
      unexpected: new Set(all.filter((id) => !asked.has(id))).size,
      seconds: Math.round((Date.now() - begun) / 1000),
    };
  } finally {
    for (const step of cleanUp.toReversed()) await step();
  }
}

/** After which mails the worker is killed; never among the last ones, which would end the run with the kill. */
function fatalMails({ organisations, kills }: CrashOptions, random: () => number): ReadonlySet<number> {
  const mails = organisations * mailsEach;
  const part = mails / (kills + 1);
  return new Set(Array.from({ length: kills }, (_, at) => Math.ceil(at * part + random() * part)));
}

/** What the desk does with one organisation, each action told until it is answered. */
async function course(client: Client, name: string): Promise<string> {
  const declared = await told(client, deskId, deskMessages.register, `${name}-0`, {
    door: 'meting',
    organisatie: { naam: name, soort: 'gemeente' },
    functies: { berichtenbox: { teststart: '2099-03-02', ingebruikname: '2099-06-01' } },
    contactpersonen: [{ rol: 'projectleider', naam: 'P. Smit', email: 'p.smit@example.org' }],
  });
  const { id } = declared as { readonly id: string }; // the contract of registering
  for (const round of [1, 2]) {
    await told(client, trackId(id), 'Opschorten', `${name}-${round}a`, {
      door: 'meting',
      reden: `ronde ${round}`,
    });
    await told(client, trackId(id), 'Hervatten', `${name}-${round}b`, { door: 'meting' });
  }
  return id;
}

/** With an id of its own, so that asking again does not do it again. */
async function told(
  client: Client,
  workflowId: string,
  action: string,
  updateId: string,
  input: object,
): Promise<unknown> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await client.withDeadline(Date.now() + answerMs, () =>
        client.workflow
          .getHandle(workflowId)
          .executeUpdate<unknown, [object]>(action, { updateId, args: [input] }),
      );
    } catch (error) {
      if (Date.now() > end || isRefused(error)) throw error;
      await wait(200); // no worker now, or the workflow is not there yet
    }
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && error.name === 'WorkflowUpdateFailedError';
}

async function mailsOf(client: Client, id: string) {
  const { runId } = await client.workflow.getHandle(trackId(id)).describe();
  return recordedMails(client.workflow, trackId(id), runId);
}

/** Whether every mail of a track has its outcome in the history. */
async function recorded(client: Client, id: string): Promise<boolean> {
  const mails = await mailsOf(client, id);
  return mails.length >= mailsEach && mails.every(({ outcome }) => outcome !== undefined);
}

async function askedFor(client: Client, id: string): Promise<readonly string[]> {
  return (await mailsOf(client, id)).map(({ order }) => messageIdOf(mailOrderSchema.parse(order)));
}

async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await reached())) {
    if (Date.now() > end) throw new Error('De meting duurt te lang: niet alle mails kwamen aan.');
    await wait(500);
  }
}
