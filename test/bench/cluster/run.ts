import { join } from 'node:path';
import type { Finding } from '../../chaos/audit/evidence.ts';
import { compare, type Compared, type Comparison, type SystemName } from './comparison.ts';
import { Database } from './database.ts';
import { calmMs, kills } from './kills.ts';
import { openMailPlace, type MailPlace } from './mail-places.ts';
import { freePorts } from './ports.ts';
import { findPrograms } from './programs.ts';
import { embedded, onPostgres, type System } from './systems.ts';
import { manyProcesses, oneProcess, TemporalProcesses } from './temporal-processes.ts';
import { underLoad, type Survival } from './under-load.ts';
import type { Workers } from './workers.ts';

export interface ClusterRun {
  readonly rounds: Comparison['rounds'];
  readonly killed: Survival;
  /** Of all that was asked, also under the load alone. */
  readonly findings: readonly Finding[];
}

/** In real time: nothing that waits for a date comes up. */
const realDayMs = 86_400_000;

/** Everything, in a folder; all that was started has stopped when it returns or throws. */
export async function clusterRun(
  folder: string,
  stopped: AbortSignal,
  report: (line: string) => void,
): Promise<ClusterRun> {
  const cleanUp: (() => Promise<void>)[] = [];
  try {
    const programs = await findPrograms(stopped, report);
    report('PostgreSQL en de servers worden klaargezet …');
    const [databasePort = 0] = await freePorts(1);
    const database = await Database.create(programs, databasePort, stopped);
    cleanUp.push(() => database.remove());
    await database.start();
    const serverOf = async <L extends typeof manyProcesses | typeof oneProcess>(layout: L, name: string) =>
      TemporalProcesses.create(layout, { folder: join(folder, name), name, database }, programs, stopped);
    const cluster = await serverOf(manyProcesses, 'cluster');
    const single = await serverOf(oneProcess, 'single');
    const mailOf = async (name: string): Promise<MailPlace> => {
      const place = await openMailPlace(folder, name);
      cleanUp.push(() => place.stop());
      return place;
    };
    const compared = async (
      name: SystemName,
      open: (place: { folder: string; smtpPort: number; dayMs: number }) => Promise<System>,
    ): Promise<Compared> => {
      const mail = await mailOf(name);
      const place = { folder: join(folder, `data-${name}`), smtpPort: mail.port, dayMs: realDayMs };
      return { system: await open(place), mailFolder: mail.folder };
    };
    const on = (server: TemporalProcesses) => async (place: Parameters<typeof embedded>[0]) =>
      onPostgres(server, database, { ...place, namespace: 'traject' }, stopped);
    const systems = {
      cluster: await compared('cluster', on(cluster)),
      oneProcess: await compared('oneProcess', on(single)),
      embedded: await compared('embedded', embedded),
    };
    const { rounds, findings } = await compare(systems, stopped, report);
    const mail = await mailOf('kills');
    const blows = { calmMs, blowsFor: (workers: Workers) => kills(cluster, database, workers) };
    const killed = await underLoad({ folder, cluster, mail }, blows, stopped, report);
    return { rounds, killed, findings: [...findings, ...killed.findings] };
  } finally {
    for (const step of cleanUp.toReversed()) await step();
  }
}
