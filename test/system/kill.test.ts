import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { defaultPayloadConverter } from '@temporalio/common';
import { expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { postSchema } from '../../machines/desk/notices.ts';
import { trackId } from '../../machines/protocol.ts';
import { diaryEntrySchema } from '../../machines/track/diary.ts';
import { connectTo } from '../../worker/client.ts';
import { freePort } from '../../worker/server/ports.ts';
import { readServerRecord } from '../../worker/server/server-record.ts';
import type { Traject } from './driver.ts';
import { trajectIn } from './in-process.ts';
import { filedMails, morningMails } from './mail-folder.ts';
import { randomFrom } from '../bench/random.ts';
import { Workplace, type RunningTraject } from './running-traject.ts';

/** Long enough ahead that restarts on a slow machine do not eat up the time before the chain tests. */
const declaration = {
  organisatie: { naam: 'Zeist', soort: 'gemeente' },
  functies: {
    berichtenbox: { teststart: '2027-03-08', ingebruikname: '2027-06-01' },
    lopendeZaken: { teststart: '2027-02-08', ingebruikname: '2027-06-01' },
  },
  ondertekening: {
    persoonsnaam: 'Noor Peters',
    naam: 'Noor Peters',
    functie: 'directeur',
    plaats: 'Zeist',
    datum: '2026-12-15',
    handtekening: true,
  },
  contactpersonen: [{ rol: 'projectleider', naam: 'P. Smit', email: 'p.smit@example.org' }],
};
const planning = {
  versie: 'proef',
  tranches: [
    {
      naam: '2027-T1',
      van: '2027-01-04',
      totEnMet: '2029-12-31',
      ketentesten: { van: '2027-03-01', totEnMet: '2029-11-30' },
      maximumOrganisaties: 5,
      tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 1 }],
    },
  ],
};
/** Nobody signs it, so that the desk has news in the mornings; without a signature there is no place for it. */
const forgotten = {
  ...declaration,
  organisatie: { ...declaration.organisatie, naam: 'Soest' },
  ondertekening: { ...declaration.ondertekening, handtekening: false },
};
const id = 'gemeente-zeist';
const tempo = '300ms';
const patienceMs = 180_000;

const offersSchema = z.array(
  z.object({ handeling: z.string(), functie: z.string().nullable(), vooruit: z.boolean() }),
);
const fileSchema = z.object({
  status: z.string(),
  functies: z.array(z.object({ functie: z.string(), stap: z.string(), ketentesten: z.number() })),
  dagboek: z.array(diaryEntrySchema),
});
const planningSchema = z.object({
  tranches: z.array(
    z.object({ organisations: z.number(), slots: z.array(z.object({ occupants: z.array(z.unknown()) })) }),
  ),
});
const ladderSchema = z.object({
  content: z.object({
    kind: z.literal('ladder'),
    lines: z.array(
      z.object({
        function: z.string(),
        step: z.string(),
        due: z.string(),
        rung: z.string(),
        waitsOn: z.string(),
      }),
    ),
  }),
});

it('comes to the same end when its process is killed at random moments, with every step done once', async () => {
  const random = randomFrom(20270104);
  const workplace = await Workplace.open();
  const folder = join(workplace.folder, 'gegevens');
  onTestFinished(async () => {
    await workplace.close();
    const orphan = readServerRecord(folder); // left behind by the last kill, when the test failed right after it
    if (orphan !== null) process.kill(orphan.pid, 'SIGKILL');
  });
  const ports = ['--poort', String(await freePort()), '--geen-ui'];
  const start = () =>
    workplace.start('start', '--gegevensmap', folder, ...ports, '--vanaf', '2027-01-04', '--tempo', tempo);
  let running = await start();
  const traject = trajectIn(folder);
  await submit(workplace.folder, traject);

  // Under any action, early and late, and while it waits for its chain tests.
  const fatal = new Set([0, 4, 8, 12].map((from) => from + 1 + Math.floor(random() * 4)));
  /** Under what name each action was asked: its own, so that the diary tells how often it was done. */
  const asked: string[] = [];
  /** Those of which the command said that they were done. */
  const answered = new Set<string>();
  let kills = 0;
  let killsWhileWaiting = 2;
  const again = async (killed: RunningTraject): Promise<void> => {
    kills++;
    killed.kill('SIGKILL');
    await killed.exited;
    running = await start();
  };

  const until = Date.now() + patienceMs;
  for (;;) {
    expect(Date.now(), 'in time').toBeLessThan(until);
    const { functies } = await dossier(traject);
    if (functies.every(({ stap }) => stap === 'In gebruik')) break;
    const offer = offersSchema.parse(await json(traject, 'doe', id)).find(({ vooruit }) => vooruit);
    if (offer === undefined) {
      await wait(killsWhileWaiting > 0 ? Math.ceil(random() * 1500) : 100);
      if (killsWhileWaiting-- > 0) await again(running);
      continue;
    }
    const door = `stap ${asked.length + 1}`;
    const scope = offer.functie === null ? [] : ['--functie', offer.functie];
    asked.push(door);
    const acting = traject('doe', id, offer.handeling, ...scope, '--door', door, '{}').then(({ code }) => {
      if (code === 0) answered.add(door);
    });
    if (fatal.has(asked.length)) {
      await wait(Math.floor(random() * 80));
      await again(running); // a command whose question was lost gives up after a minute: not waited for
    } else await acting;
  }

  expect(kills).toBeGreaterThanOrEqual(5);
  const { functies, status, dagboek } = await dossier(traject);
  expect(status).toBe('in afronding');
  expect(functies.map(({ functie, ketentesten }) => [functie, ketentesten])).toEqual([
    ['berichtenbox', 1],
    ['lopendeZaken', 1],
  ]);

  // Nothing that was answered is lost, and nothing was done twice.
  const entries = (door: string) => dagboek.filter(({ by }) => by === door).length;
  for (const door of asked) {
    if (answered.has(door)) expect(entries(door), door).toBe(1);
    else expect(entries(door), door).toBeLessThanOrEqual(1);
  }
  const acts = dagboek.filter(({ by }) => by !== 'systeem').map(({ function: fn, text }) => `${fn} ${text}`);
  expect(acts).toEqual([...new Set(acts)]);

  const mails = await filedMails(folder);
  const messages = mails.map(({ messageId }) => messageId);
  expect(messages.length).toBeGreaterThan(5);
  expect(messages).toEqual([...new Set(messages)]);
  const mornings = morningMails(mails).map(({ file }) => file.replace(/(?: \d+)?\.eml$/, ''));
  expect(mornings.length).toBeGreaterThan(0);
  expect(mornings).toEqual([...new Set(mornings)]);
  const rungs = await sentRungs(folder);
  expect(rungs).toEqual([...new Set(rungs)]);

  const { tranches } = planningSchema.parse(await json(traject, 'planning', 'toon'));
  expect(tranches.map(({ organisations }) => organisations)).toEqual([0]);
  expect(tranches.flatMap(({ slots }) => slots.flatMap(({ occupants }) => occupants))).toEqual([]);

  running.kill('SIGINT');
  expect(await running.exited).toBe(0);
});

async function submit(folder: string, traject: Traject): Promise<void> {
  const [plan, paper, unsigned] = ['planning.yaml', 'verklaring.yaml', 'vergeten.yaml'].map((name) =>
    join(folder, name),
  ) as [string, string, string]; // one for each name
  await writeFile(plan, stringify(planning));
  await writeFile(paper, stringify(declaration));
  await writeFile(unsigned, stringify(forgotten));
  expect(await traject('planning', 'publiceer', plan)).toMatchObject({ code: 0, err: '' });
  expect(await traject('aanmelden', paper, unsigned)).toMatchObject({ code: 0, err: '' });
}

async function json(traject: Traject, ...args: readonly string[]): Promise<unknown> {
  const { code, out, err } = await traject(...args, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

async function dossier(traject: Traject): Promise<z.infer<typeof fileSchema>> {
  return fileSchema.parse(await json(traject, 'dossier', id));
}

/** All that the ladder asked to send or to tell: one for each rung. */
async function sentRungs(folder: string): Promise<readonly string[]> {
  const port = readServerRecord(folder)?.port ?? 0;
  const client = await connectTo({ address: `127.0.0.1:${port}` }, 'default', null);
  try {
    const { events } = await client.workflow.getHandle(trackId(id)).fetchHistory();
    return (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: asked }) => {
      const [payload] = asked?.input?.payloads ?? [];
      if (payload === undefined) return [];
      const input: unknown = defaultPayloadConverter.fromPayload(payload);
      if (asked?.activityType?.name === 'tellDesk')
        return postSchema.parse(input).told.map((notice) => notice.id);
      if (asked?.activityType?.name !== 'sendMail') return [];
      const order = ladderSchema.safeParse(input);
      return order.success ? order.data.content.lines.map((line) => JSON.stringify(line)) : [];
    });
  } finally {
    await client.connection.close();
  }
}
