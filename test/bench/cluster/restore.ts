import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { audit } from '../../chaos/audit/index.ts';
import { gather } from '../../chaos/gather.ts';
import { roomFor } from '../../chaos/papers.ts';
import { settled } from '../../chaos/quiet.ts';
import { askedUpdates } from './asked-updates.ts';
import { BackUp } from './back-up.ts';
import { connected } from './connected.ts';
import { beginConsumers } from './consumers.ts';
import { Database } from './database.ts';
import { openMailPlace, type MailPlace } from './mail-places.ts';
import type { Outcome } from './runs.ts';
import { freePorts } from './ports.ts';
import { findPrograms } from './programs.ts';
import { knownAt, mailsAround } from './restored.ts';
import { manyProcesses, TemporalProcesses } from './temporal-processes.ts';
import { Workers } from './workers.ts';

const dayMs = 600;
const name = 'cluster';
const namespace = 'teruggezet';
const before = 24;
const after = 6;
/** Until the base backup; from there to the moment that is gone back to; and from there until all is lost. */
const phasesMs = [20_000, 20_000, 20_000] as const;
/** In which what was restored goes on with new organisations. */
const afterMs = 60_000;
const gatherMs = 120_000;

/**
 * PostgreSQL is backed up while consumers go their way, is lost, and is made anew as it was at a moment before; then
 * everything goes on from there. What was answered before that moment must be there; what came after it is gone.
 */
export async function restoreRun(
  folder: string,
  stopped: AbortSignal,
  report: (line: string) => void,
): Promise<Outcome> {
  const cleanUp: (() => Promise<unknown>)[] = [];
  try {
    const programs = await findPrograms(stopped, report);
    const backUp = await BackUp.open(programs, stopped);
    cleanUp.push(() => backUp.remove());
    const [port = 0] = await freePorts(1);
    const database = await Database.create(programs, port, stopped, backUp.archiving);
    const databases = [database];
    cleanUp.push(async () => Promise.all(databases.map(async (one) => one.remove())));
    await database.start();
    const where = { folder: join(folder, name), name, database };
    const cluster = await TemporalProcesses.create(manyProcesses, where, programs, stopped);
    const mail = await openMailPlace(folder, name);
    cleanUp.push(() => mail.stop());
    await cluster.start();
    cleanUp.push(() => cluster.stop());
    const { address } = cluster;
    const place = { folder: join(folder, namespace), address, namespace, smtpPort: mail.port, dayMs };
    const workers = await Workers.prepare(place, stopped);
    workers.start();
    cleanUp.push(() => workers.stop());
    const restored = async (until: number): Promise<Database> => {
      const another = await Database.restored(programs, port, backUp, until);
      databases.push(another);
      return another;
    };
    return await lostAndRestored({ backUp, database, restored, cluster, workers, mail }, stopped, report);
  } finally {
    for (const step of cleanUp.toReversed()) await step();
  }
}

interface Stage {
  readonly backUp: BackUp;
  readonly database: Database;
  readonly restored: (until: number) => Promise<Database>;
  readonly cluster: TemporalProcesses<keyof typeof manyProcesses>;
  readonly workers: Workers;
  readonly mail: MailPlace;
}

async function lostAndRestored(
  { backUp, database, restored, cluster, workers, mail }: Stage,
  stopped: AbortSignal,
  report: (line: string) => void,
): Promise<Outcome> {
  const { address } = cluster;
  const { interceptors, asked } = askedUpdates();
  const client = await connected({ address, namespace, workers: 2 }, before + after, stopped, interceptors);
  report(`Een kalenderdag duurt ${dayMs} ms; ${before} organisaties melden zich aan.`);
  const consumers = beginConsumers(client, { count: before, name: 'Moedstad', dayMs }, stopped);
  const pause = async (ms: number) => wait(ms, undefined, { signal: stopped });
  await pause(phasesMs[0]);
  await backUp.take(database);
  report('PostgreSQL is gekopieerd terwijl alles liep.');
  await pause(phasesMs[1]);
  const moment = Date.now();
  await pause(phasesMs[2]);
  consumers.close();
  const told = await consumers.told;
  report('PostgreSQL, de server en de workers: hard gestopt, en de database is weg.');
  const mortals = [...workers.all, database, ...cluster.names.map((one) => cluster.process(one))];
  await Promise.all(mortals.map(async (one) => one.kill()));
  const lostAt = Date.now();
  await database.remove();
  await (await restored(moment)).start();
  await cluster.start();
  for (const worker of workers.all) worker.start();
  const again = await connected({ address, namespace, workers: 2 }, before + after, stopped);
  report(`Alles draait weer, ${Math.round((Date.now() - lostAt) / 1_000)} seconden later.`);
  const newcomers = beginConsumers(again, { count: after, name: 'Nastad', dayMs }, stopped);
  await pause(afterMs);
  newcomers.close();
  const news = await newcomers.told;
  await settled(again, stopped);
  stopped.throwIfAborted();
  report('De controle leest alles wat er ligt …');
  const settledAt = Date.now();
  const gathered = await again.withDeadline(settledAt + gatherMs, async () => gather(again, mail.folder));
  await again.connection.close();
  const { mails, repeated, gone } = mailsAround(gathered.mails, moment, lostAt);
  const { known, lost } = knownAt(moment, told, asked);
  const evidence = {
    ...gathered,
    mails,
    clock: workers.clock,
    settledAt,
    told: [...known, ...news],
    room: roomFor(before + after),
  };
  const kept = known.filter(({ outcome }) => outcome === 'done').length;
  const findings = audit(evidence);
  return {
    findings,
    result: { findings: findings.length, kept, lost, repeated, gone, after: news.length },
    lines: [
      `Terug naar ${Math.round((lostAt - moment) / 1_000)} seconden voor het verlies, terwijl ${before} organisaties bezig waren.`,
      `Handelingen van ervoor:                   ${kept}`,
      `Handelingen van erna:                     ${lost}`,
      `Mails van erna, die opnieuw kwamen:       ${repeated}, met dezelfde Message-ID`,
      `Mails van erna, die niemand meer kent:    ${gone}`,
      `Handelingen van nieuwe organisaties:      ${news.length}`,
      `Gevonden door de controle:                ${findings.length}`,
    ],
  };
}
