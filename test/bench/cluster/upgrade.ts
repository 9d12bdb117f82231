import { join } from 'node:path';
import type { Blow } from './blows.ts';
import { Database } from './database.ts';
import { openMailPlace } from './mail-places.ts';
import { freePorts } from './ports.ts';
import { findPrograms, findServer, serverVersion } from './programs.ts';
import { manyProcesses, TemporalProcesses, updateSchemas } from './temporal-processes.ts';
import { underLoad, type Survival } from './under-load.ts';

/** From the one to the next: a server takes what the minor version before its own has left. */
const versions = ['1.30.8', '1.31.2', serverVersion] as const;
const calmMs = 8_000;
const name = 'cluster';

/** A cluster that is brought from version to version, as docs/deployment.md says, while consumers go their way. */
export async function upgradeRun(
  folder: string,
  stopped: AbortSignal,
  report: (line: string) => void,
): Promise<Survival> {
  const [first, ...later] = versions;
  const programs = await findPrograms(stopped, report);
  const oldest = await findServer(first, stopped, report);
  const next = new Map<string, Awaited<ReturnType<typeof findServer>>>();
  for (const version of later) next.set(version, await findServer(version, stopped, report));
  const [port = 0] = await freePorts(1);
  const database = await Database.create(programs, port, stopped);
  try {
    await database.start();
    const place = { folder: join(folder, name), name, database };
    const cluster = await TemporalProcesses.create(manyProcesses, place, oldest, stopped);
    const mail = await openMailPlace(folder, name);
    try {
      report(`De Temporal-server is versie ${first}.`);
      const blows = [...next].flatMap(([version, { server, sql }]): readonly Blow[] => [
        {
          what: `Schema van ${version}`,
          mortals: [
            {
              kill: async () => true, // nothing stops for it
              start: async () => updateSchemas(name, database, { sql }, stopped),
            },
          ],
          downMs: 0,
        },
        ...cluster.names.map((process): Blow => {
          const daemon = cluster.process(process);
          const start = (): void => {
            daemon.becomes(server);
            daemon.start();
          };
          return {
            what: `${process} naar ${version}`,
            mortals: [{ kill: async () => daemon.stop(), start }],
            downMs: 0,
          };
        }),
      ]);
      const nothing = { what: 'Niets, ter vergelijking', mortals: [], downMs: 0 };
      const all = { calmMs, blowsFor: () => [nothing, ...blows] };
      return await underLoad({ folder, cluster, mail }, all, stopped, report);
    } finally {
      await mail.stop();
    }
  } finally {
    await database.remove();
  }
}
