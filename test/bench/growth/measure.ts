import { stat } from 'node:fs/promises';
import type { Client } from '@temporalio/client';
import { deskId, deskMessages, planningId, planningMessages, trackId } from '../../../machines/protocol.ts';
import { median } from '../median.ts';
import type { Office } from '../office.ts';
import { usedBy } from '../process-usage.ts';
import { kilobytes, once, type Figures } from './figures.ts';
import type { Named } from './names.ts';
import { reads } from './reads.ts';

/** Of each kind of work, one after another. */
const times = 20;

/** What it takes at this many open tracks, when little else happens. */
export async function measure(office: Office, ids: readonly string[], known: Named): Promise<Figures> {
  const { client } = office;
  await settled(office);
  const read = await reads(office, ids);
  return {
    ...(await timedAction(office, ids)),
    ...(await coordinator(office, known)),
    ...(await histories(client, ids)),
    'database, kB per traject': (await sizeOf(office.database)) / ids.length,
    ...read,
    'geheugen worker, MB': (await usedBy(office.workerPid())).memoryMb,
    'geheugen server, MB': (await usedBy(office.serverPid)).memoryMb,
  };
}

/** Nothing of what came before is under way any more: neither process uses more than a little CPU. */
export async function settled({ serverPid, workerPid }: Office): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    const before = await Promise.all([serverPid, workerPid()].map(usedBy));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const after = await Promise.all([serverPid, workerPid()].map(usedBy));
    const used = after.reduce((sum, { cpuMs }, i) => sum + cpuMs - (before[i]?.cpuMs ?? 0), 0);
    quiet = used < 150 ? quiet + 1 : 0;
  }
}

async function timedAction(
  { client, serverPid, workerPid }: Office,
  ids: readonly string[],
): Promise<Figures> {
  const [server, worker] = await Promise.all([serverPid, workerPid()].map(usedBy));
  const took = [];
  for (let i = 0; i < times; i++) {
    const id = ids[Math.floor((i * ids.length) / times)] ?? '';
    took.push(
      await once(async () => {
        await client.workflow
          .getHandle(trackId(id))
          .executeUpdate<unknown, [object]>('Contactmoment vastleggen', {
            args: [{ door: 'meting', kanaal: 'telefoon', met: 'P. Smit', tekst: 'Gesproken.' }],
          });
      }),
    );
  }
  const [serverAfter, workerAfter] = await Promise.all([serverPid, workerPid()].map(usedBy));
  return {
    'handeling op een traject, ms': median(took),
    'server per handeling, ms CPU': ((serverAfter?.cpuMs ?? 0) - (server?.cpuMs ?? 0)) / times,
    'worker per handeling, ms CPU': ((workerAfter?.cpuMs ?? 0) - (worker?.cpuMs ?? 0)) / times,
  };
}

async function coordinator({ client, workerPid }: Office, { name, kind }: Named): Promise<Figures> {
  const planning = client.workflow.getHandle(planningId);
  const before = await usedBy(workerPid());
  const took = [];
  for (let i = 0; i < times; i++) {
    took.push(
      await once(async () => {
        await planning.executeUpdate<unknown, [object]>(planningMessages.register, {
          args: [{ naam: name, soort: kind }],
        });
      }),
    );
  }
  const after = await usedBy(workerPid());
  const state = await planning.query<unknown>(planningMessages.state);
  const desk = await client.workflow.getHandle(deskId).query<unknown>(deskMessages.state);
  return {
    'verzoek aan de planning, ms': median(took),
    'worker per verzoek, ms CPU': (after.cpuMs - before.cpuMs) / times,
    'overzicht van de planning, ms': await once(async () => {
      await planning.query<unknown, [number]>(planningMessages.overview, Date.now());
    }),
    'pagina van de planning, ms': await once(async () => {
      await planning.query<unknown>('__temporal_workflow_metadata');
    }),
    'stand van de planning, kB': kilobytes(state),
    'stand van het Servicecentrum, kB': kilobytes(desk),
  };
}

async function histories(client: Client, ids: readonly string[]): Promise<Figures> {
  const some = ids.filter((_, i) => i % Math.ceil(ids.length / times) === 0);
  const sizes = await Promise.all(some.map((id) => historyOf(client, trackId(id))));
  return {
    'geschiedenis per traject, gebeurtenissen': median(sizes.map(({ events }) => events)),
    'geschiedenis per traject, kB': median(sizes.map(({ size }) => size)),
    'run van de planning, gebeurtenissen': (await historyOf(client, planningId)).events,
    'run van het Servicecentrum, gebeurtenissen': (await historyOf(client, deskId)).events,
  };
}

async function historyOf(client: Client, id: string) {
  const { historyLength, historySize = 0 } = await client.workflow.getHandle(id).describe();
  return { events: historyLength, size: historySize / 1_000 };
}

async function sizeOf(database: string): Promise<number> {
  const sizes = await Promise.all(
    [database, `${database}-wal`].map(
      async (path) =>
        await stat(path).then(
          ({ size }) => size,
          () => 0,
        ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1_024;
}
