import { setMaxListeners } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import type { Clock } from '../../machines/domain/clock.ts';
import { planningId, planningMessages } from '../../machines/protocol.ts';
import { connect } from '../../worker/server/address.ts';
import { openDataFolder } from '../../worker/server/data-folder.ts';
import { freePort } from '../../worker/server/ports.ts';
import { randomFrom } from '../bench/random.ts';
import type { Evidence } from './audit/evidence.ts';
import { carryOn, type Told } from './desk.ts';
import { gather } from './gather.ts';
import { wreak, type Mortal } from './kills.ts';
import { MailServer } from './mail-server.ts';
import type { ChaosOptions } from './options.ts';
import { from, planningFor, roomFor } from './papers.ts';
import { Proxy } from './proxy.ts';
import { settled } from './quiet.ts';
import { TemporalServer } from './temporal-server.ts';
import { WorkerProcess } from './worker-process.ts';

export interface ChaosRun {
  readonly evidence: Evidence;
  readonly kills: number;
  readonly endedByItself: number;
}

/** A calendar day on two cores: as much work a day as they can do, beside starting again and again. */
const dayMsPerTrack = 9;
const shortestDayMs = 450;
/** Business days in which things are killed; and in which tracks can be brought to their end. */
const killingDays = 130;
const longestDays = 300;
/** A closed track is taken up from its whole history to be asked. */
const gatherMs = 300_000;
/** A worker needs some seconds to be there again. */
const leastMsPerKill = 6_500;

/** Runs the whole system in a folder, breaks it again and again, lets it come to rest, and gathers what it left behind. */
export async function chaosRun(
  { seed, tracks, kills }: ChaosOptions,
  folder: string,
  stopped: AbortSignal,
  report: (line: string) => void,
): Promise<ChaosRun> {
  const cleanUp: (() => unknown)[] = [];
  try {
    const dayMs = Math.max(shortestDayMs, tracks * dayMsPerTrack);
    const [mailFolder, dataDir, serverDir] = ['mails', 'worker', 'server'].map((name) =>
      join(folder, name),
    ) as [string, string, string]; // one for each name
    for (const path of [mailFolder, dataDir, serverDir]) await mkdir(path);
    const serverPort = await freePort();
    const server = new TemporalServer(serverDir, serverPort);
    await server.start();
    cleanUp.push(() => server.stop());
    const smtpPort = await freePort();
    const mail = new MailServer(mailFolder, smtpPort, seed);
    await mail.start();
    cleanUp.push(() => mail.stop());
    const networks = [await Proxy.open(serverPort), await Proxy.open(serverPort)] as const;
    for (const network of networks) cleanUp.push(() => network.close());
    const clock = await fixedClock(dataDir, dayMs);
    // Without the keys of who runs this: the audit reads payloads as they are.
    const { PATH, HOME } = process.env;
    const worker = new WorkerProcess(dataDir, {
      PATH,
      HOME,
      TEMPORAL_ADDRESS: `127.0.0.1:${networks[0].port}`,
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    });
    worker.start();
    cleanUp.push(() => worker.stop());
    const connection = await connect({ address: `127.0.0.1:${networks[1].port}` });
    cleanUp.push(() => connection.close());
    const client = new Client({ connection });
    await publish(client, tracks, stopped);

    const closing = new AbortController();
    const closed = AbortSignal.any([stopped, closing.signal]);
    setMaxListeners(0, closed); // each consumer waits with it
    report(`Een kalenderdag duurt ${dayMs} ms; ${tracks} organisaties melden zich aan.`);
    const consumers = Array.from({ length: tracks }, (_, at) =>
      carryOn({ client, random: randomFrom(seed + 1_000 + at), dayMs, closed }, `Chaosstad ${at + 1}`),
    );
    let told: readonly Told[] = [];
    const done = Promise.all(consumers).then((all) => {
      told = all.flat();
    });
    const workers: Mortal = { name: 'worker', kill: () => worker.kill(), start: () => worker.start() };
    const servers: Mortal = { name: 'server', kill: () => server.kill(), start: () => server.start() };
    const mails: Mortal = { name: 'mailserver', kill: () => mail.kill(), start: () => mail.start() };
    const killed = await wreak({
      kills,
      random: randomFrom(seed),
      windowMs: Math.max(killingDays * dayMs, kills * leastMsPerKill),
      mortals: [workers, workers, servers, mails],
      networks,
      stopped,
      report,
    });
    stopped.throwIfAborted();
    mail.calm();
    report('Niets wordt meer gestopt: alles komt tot rust …');
    const end = clock.anchorReal + longestDays * dayMs;
    await Promise.race([
      done,
      wait(Math.max(0, end - Date.now()), undefined, { signal: stopped }).catch(() => {}),
    ]);
    closing.abort();
    await done;
    await settled(client, stopped);
    stopped.throwIfAborted();
    report('De controle leest alles wat er ligt …');
    const settledAt = Date.now();
    const gathered = await client.withDeadline(settledAt + gatherMs, () => gather(client, mailFolder));
    return {
      evidence: { ...gathered, clock, settledAt, told, room: roomFor(tracks) },
      kills: killed,
      endedByItself: worker.endedByItself,
    };
  } finally {
    for (const step of cleanUp.toReversed()) await step();
  }
}

/** Written before the worker starts: against a server of others it would take real time. */
export async function fixedClock(dataDir: string, dayMs: number): Promise<Clock> {
  const opened = await openDataFolder(dataDir, { from, tempo: `${dayMs}ms` });
  await opened.close();
  return opened.clock;
}

/** As soon as the planning is there. */
export async function publish(client: Client, tracks: number, stopped: AbortSignal): Promise<void> {
  for (;;) {
    stopped.throwIfAborted();
    try {
      await client.withDeadline(Date.now() + 5_000, () =>
        client.workflow.getHandle(planningId).executeUpdate<unknown, [object]>(planningMessages.publish, {
          updateId: 'chaos',
          args: [{ door: 'chaos', ...planningFor(tracks) }],
        }),
      );
      return;
    } catch {
      await wait(250);
    }
  }
}

/** What is left of a run: nothing, unless there is something to look into. */
export async function tidy(folder: string, findings: readonly object[], evidence?: Evidence): Promise<void> {
  if (findings.length === 0) return await rm(folder, { recursive: true, force: true });
  const diaries = Object.fromEntries(evidence?.diaries ?? []);
  await writeFile(
    join(folder, 'bevindingen.json'),
    JSON.stringify({ findings, ...evidence, diaries }, null, 2),
  );
}
