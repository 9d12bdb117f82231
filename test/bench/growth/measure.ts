import { stat } from 'node:fs/promises';
import type { Client } from '@temporalio/client';
import { createDeskActivities } from '../../../activities/desk.ts';
import { composeForDesk } from '../../../activities/mail/desk-message.ts';
import { newlyStopped } from '../../../activities/stopped-tracks.ts';
import { mailsOf, newDesk } from '../../../machines/desk/morning.ts';
import { listViews } from '../../../machines/desk/views.ts';
import type { DeskSettings } from '../../../machines/desk/workplace.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import { openTracks } from '../../../machines/domain/track-queries.ts';
import { deskId, deskMessages, planningId, planningMessages, trackId } from '../../../machines/protocol.ts';
import { listTracks } from '../../../worker/cli/track-list.ts';
import { usedBy } from '../embedded/cpu.ts';
import type { Office } from '../embedded/office.ts';
import type { Named } from './names.ts';
import { median } from '../median.ts';

/** Each figure by its Dutch name, with its unit: one line of the table. */
export type Figures = Readonly<Record<string, number>>;

const today = isoDate('2027-01-04');
/** Of each kind of work, one after another. */
const times = 20;

/** What it takes at this many open tracks, when little else happens. */
export async function measure(office: Office, ids: readonly string[], known: Named): Promise<Figures> {
  const { client } = office;
  await settled(office);
  const listed = await listing(client);
  return {
    ...(await timedAction(office, ids)),
    ...(await coordinator(office, known)),
    ...(await histories(client, ids)),
    'database, kB per traject': (await sizeOf(office.database)) / ids.length,
    ...listed,
    ...(await morning(client)),
    'meetpunten opvragen, ms': await once(() => scrape(office)),
    'eerste blik op gestopte trajecten, ms': await once(() => lookForStopped(client)),
    'volgende blik, ms': await once(() => lookForStopped(client)),
    'geheugen worker, MB': (await usedBy(office.workerPid())).memoryMb,
    'geheugen server, MB': (await usedBy(office.serverPid)).memoryMb,
  };
}

/** Of each track that began in the last five minutes it looks once whether it was reset. */
async function lookForStopped({ workflow }: Client): Promise<void> {
  for await (const _ of newlyStopped(workflow, { until: Date.now(), seen: [] }));
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

/** The lists of the start page, as the web interface asks for them: how many, and the first page. */
async function listing(client: Client): Promise<Figures> {
  const counts = [];
  const pages = [];
  for (const { query } of listViews(today)) {
    counts.push(await once(async () => void (await client.workflow.count(query))));
    pages.push(
      await once(async () => {
        const { namespace } = client.options;
        await client.workflowService.listWorkflowExecutions({ namespace, query, pageSize: 100 });
      }),
    );
  }
  const rows: { tracks: number } = { tracks: 0 };
  const status = await once(async () => {
    rows.tracks = (await listTracks(client)).length;
  });
  return {
    'tellen van een lijst, ms': median(counts),
    'traagste telling, ms': Math.max(...counts),
    'eerste bladzijde van een lijst, ms': median(pages),
    'traagste lijst, ms': Math.max(...pages),
    'traject status, ms': status,
    'trajecten gezien': rows.tracks,
    'traject werkplek, ms': await once(async () => {
      // What of it grows.
      for await (const _ of client.workflow.list({ query: openTracks, pageSize: 500 }));
    }),
  };
}

/** The work of one morning: the lists are an activity, of the rest the workflow is made. */
async function morning(client: Client): Promise<Figures> {
  const { listOpenTracks, deskSettings } = createDeskActivities({ workflows: client.workflow, ui: null });
  const settings: DeskSettings = await deskSettings();
  const began = performance.now();
  const lists = await listOpenTracks(today);
  const listed = performance.now();
  const mails = mailsOf(newDesk, lists, settings, today);
  const made = performance.now();
  return {
    'ochtendoverzicht, activiteit, ms': listed - began,
    'ochtendoverzicht, workflow, ms': made - listed,
    'ochtendoverzicht, kB': kilobytes(lists),
    'ochtendmail, kB': mails.reduce((sum, { order }) => sum + kilobytes(composeForDesk(order)), 0),
  };
}

/** On a machine that does more than this it can be too busy to answer in time: then again, as Prometheus does. */
async function scrape({ observation }: Office): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${observation}/metrics`);
    const text = await answer.text();
    if (answer.ok) return;
    process.stderr.write(`Geen meetpunten: ${text}\n`);
  }
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

export async function once(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function kilobytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value)) / 1_000;
}
