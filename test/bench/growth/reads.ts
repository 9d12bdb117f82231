import type { Client } from '@temporalio/client';
import { createDeskActivities } from '../../../activities/desk.ts';
import { composeForDesk } from '../../../activities/mail/desk-message.ts';
import { newlyStopped } from '../../../activities/stopped-tracks.ts';
import { mailsOf } from '../../../machines/desk/morning.ts';
import { receive, type Inbox, type Notice } from '../../../machines/desk/notices.ts';
import { listViews } from '../../../machines/desk/views.ts';
import type { DeskSettings } from '../../../machines/desk/workplace.ts';
import type { IsoDate } from '../../../machines/domain/dates.ts';
import { deskId, deskMessages } from '../../../machines/protocol.ts';
import { businessDate } from '../../../worker/cli/business-date.ts';
import { workplaceOf } from '../../../worker/cli/commands/workplace.ts';
import { listTracks } from '../../../worker/cli/track-list.ts';
import type { CarriedDesk } from '../../../workflows/servicecentrum.ts';
import { median } from '../median.ts';
import type { Office } from '../office.ts';
import { usedBy } from '../process-usage.ts';
import { kilobytes, once, type Figures } from './figures.ts';

/** As an installation has it: links are made. Nothing is asked of it. */
const ui = 'http://127.0.0.1:8233/namespaces/default';

/** What reads that look through all tracks take. */
export async function reads(office: Office, ids: readonly string[]): Promise<Figures> {
  const { client } = office;
  const today = await businessDate(client);
  return {
    ...(await listing(office, today)),
    ...(await morning(office, ids, today)),
    'meetpunten opvragen, ms': await once(() => scrape(office)),
    ...(await reading(office, 'eerste blik op gestopte trajecten', () => lookForStopped(client))).figures,
    ...(await reading(office, 'volgende blik', () => lookForStopped(client))).figures,
  };
}

/** How long reading takes, and what CPU of the server: on a busy machine the latter says more. */
async function reading<Answer>({ serverPid }: Office, name: string, read: () => Promise<Answer>) {
  const before = await usedBy(serverPid);
  const began = performance.now();
  const answer = await read();
  const took = performance.now() - began;
  const after = await usedBy(serverPid);
  const figures: Figures = {
    [`${name}, ms`]: took,
    [`${name}: server, ms CPU`]: after.cpuMs - before.cpuMs,
  };
  return { answer, figures };
}

/** Of each track that began in the last five minutes it looks once whether it was reset. */
async function lookForStopped({ workflow }: Client): Promise<void> {
  for await (const _ of newlyStopped(workflow, { until: Date.now(), seen: [] }));
}

/** The lists of the start page, as the web interface asks for them: how many, and the first page. */
async function listing(office: Office, today: IsoDate): Promise<Figures> {
  const { client } = office;
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
  const status = await reading(office, 'traject status', () => listTracks(client));
  const workplace = await reading(office, 'traject werkplek', () => workplaceOf(client, ui));
  return {
    'tellen van een lijst, ms': median(counts),
    'traagste telling, ms': Math.max(...counts),
    'eerste bladzijde van een lijst, ms': median(pages),
    'traagste lijst, ms': Math.max(...pages),
    ...status.figures,
    'trajecten gezien': status.answer.length,
    ...workplace.figures,
  };
}

/**
 * The work of one morning: the lists are an activity, the rest is the workflow's. With what the desk knows now, and on
 * the busiest morning: each track has something to tell.
 */
async function morning(office: Office, ids: readonly string[], today: IsoDate): Promise<Figures> {
  const { client } = office;
  const { listOpenTracks, deskSettings } = createDeskActivities({ workflows: client.workflow, ui });
  const settings: DeskSettings = await deskSettings();
  const { mornings } = await client.workflow.getHandle(deskId).query<CarriedDesk>(deskMessages.state);
  const { answer: lists, figures } = await reading(office, 'ochtendoverzicht, lezen', () =>
    listOpenTracks(today),
  );
  const busy = receive(mornings.state.inbox, { told: ids.map((id) => newsOf(id, today)), settled: [] });
  const make = (inbox: Inbox) => {
    const began = performance.now();
    const mails = mailsOf({ ...mornings.state, inbox }, lists, settings, today);
    const ms = performance.now() - began;
    return { ms, kB: mails.reduce((sum, { order }) => sum + kilobytes(composeForDesk(order)), 0) };
  };
  const [now, busiest] = [make(mornings.state.inbox), make(busy)];
  return {
    ...figures,
    'ochtendoverzicht, kB': kilobytes(lists),
    'wachtende meldingen': mornings.state.inbox.waiting.length,
    'ochtendoverzicht, workflow, ms': now.ms,
    'ochtendmail, kB': now.kB,
    'wachtende meldingen, drukste ochtend': busy.waiting.length,
    'ochtendoverzicht, workflow, drukste ochtend, ms': busiest.ms,
    'ochtendmail, drukste ochtend, kB': busiest.kB,
  };
}

function newsOf(id: string, on: IsoDate): Notice {
  return {
    id: `meting/${id}`,
    organisation: { id, name: id },
    to: 'desk',
    on,
    what: { kind: 'task', function: 'berichtenbox', text: 'De uitslag van de ketentest ontbreekt.' },
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
