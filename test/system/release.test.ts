import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { stringify } from 'yaml';
import type { PersistedState } from '../../machines/engine/state.ts';
import { taskQueue, trackId, trackMessages, workflowTypes } from '../../machines/protocol.ts';
import type { DiaryEntry } from '../../machines/track/diary.ts';
import { freePort } from '../../worker/server/ports.ts';
import { startSystem } from '../../worker/system.ts';
import { startMailServer } from '../activities/mail/mail-server.ts';
import { releaseWith } from '../workflows/bundle.ts';
import { declarationOf, plan } from '../workflows/papers.ts';
import { trajectIn } from './in-process.ts';
import { Workplace } from './running-traject.ts';

/** What runs on this process is the later release, with a version 2; the one before it is a program of its own. */
vi.mock('../../machines/track/versions.ts', async () => import('../fixtures/track-two/versions.ts'));
vi.mock('../../worker/bundle.ts', () => ({
  workflowBundle: () =>
    releaseWith({ '../../machines/track/versions.ts': '../fixtures/track-two/versions.ts' }),
}));

const state = async (client: Client, id: string) =>
  await client.workflow.getHandle(trackId(id)).query<PersistedState>(trackMessages.state);
const diary = async (client: Client, id: string) =>
  (await client.workflow.getHandle(trackId(id)).query<readonly DiaryEntry[]>(trackMessages.diary)).map(
    ({ by, text }) => `${by}: ${text}`,
  );
const runOf = async (client: Client, id: string) =>
  (await client.workflow.getHandle(trackId(id)).describe()).runId;

it('leaves running tracks on their version, until they are asked to take over the next', async () => {
  const workplace = await Workplace.open();
  onTestFinished(() => workplace.close());
  const folder = join(workplace.folder, 'gegevens');
  const traject = trajectIn(folder);
  const write = async (name: string, content: object): Promise<string> => {
    const path = join(workplace.folder, name);
    await writeFile(path, stringify(content));
    return path;
  };
  const port = await freePort();
  const before = await workplace.start(
    'start',
    '--gegevensmap',
    folder,
    '--poort',
    String(port),
    '--geen-ui',
    '--vanaf',
    '2027-01-04',
  );
  const papers = ['Utrecht', 'Gouda', 'Zeist'].map((name) => write(`${name}.yaml`, declarationOf(name)));
  expect(await traject('planning', 'publiceer', await write('planning.yaml', plan))).toMatchObject({
    code: 0,
  });
  expect(await traject('aanmelden', ...(await Promise.all(papers)))).toMatchObject({ code: 0 });
  before.kill('SIGINT');
  expect(await before.exited).toBe(0);

  let mailIsDown = true;
  const post = await startMailServer({
    message: () => (mailIsDown ? { code: 451, text: 'later' } : null),
  });
  onTestFinished(() => post.close());
  const { PATH, HOME } = process.env;
  const system = await startSystem({
    dataDir: folder,
    port,
    uiPort: null,
    env: { PATH, HOME, SMTP_URL: post.url },
    report: () => {},
  });
  onTestFinished(() => system.stop());
  const { client } = system;
  const act = async (id: string, action: string, input: object = {}) =>
    await client.workflow
      .getHandle(trackId(id))
      .executeUpdate<string, [object]>(action, { args: [{ door: 'A. de Vries', ...input }] });
  const [utrecht, gouda, zeist] = ['gemeente-utrecht', 'gemeente-gouda', 'gemeente-zeist'] as const;

  // New tracks begin on the newest; those that ran are where they were.
  expect(await traject('aanmelden', await write('Ede.yaml', declarationOf('Ede')))).toMatchObject({
    code: 0,
  });
  const listed = async () => {
    const { out } = await traject('versies', '--json');
    const { lopend } = JSON.parse(out) as { lopend: { id: string; versie: string | null }[] }; // as the command prints it
    return lopend.map(({ id, versie }) => `${id} ${versie ?? '-'}`);
  };
  await expect
    .poll(listed, { timeout: 10_000 })
    .toEqual([
      'gemeente-ede 2',
      'gemeente-gouda 1',
      'gemeente-utrecht 1',
      'gemeente-zeist 1',
      'planning -',
      'servicecentrum -',
    ]);

  // A rehearsal changes nothing.
  await act(zeist, 'Opschorten', { reden: 'Fusie', tot: '2027-03-01' });
  await act(utrecht, 'Intentieverklaring goedkeuren'); // its mail waits for the server
  const runs = await Promise.all([utrecht, gouda, zeist].map((id) => runOf(client, id)));
  const rehearsed = await traject('versies', 'overnemen', '--alle');
  expect(rehearsed.code).toBe(1);
  expect(rehearsed.out.split('\n')).toEqual([
    "Proef: 'Versie 2 overnemen' kan bij 2 van 3 trajecten. Er is niets veranderd.",
    '  gemeente-gouda    kan',
    '  gemeente-utrecht  kan',
    '  gemeente-zeist    kan niet: Dit traject is opgeschort. Hervat het eerst, en neem de versie dan over.',
    'Uitvoeren: geef dezelfde opdracht met --uitvoeren.',
    'Al op versie 2: 1',
    '  gemeente-ede',
  ]);
  expect(await Promise.all([utrecht, gouda, zeist].map((id) => runOf(client, id)))).toEqual(runs);

  // One of them, with a timer, a mail that waits and an Update under way.
  const old = await state(client, utrecht);
  const agreeing = client.workflow
    .getHandle(trackId(utrecht))
    .startUpdate<string, [object]>('Akkoord vastleggen', {
      args: [{ door: 'A. de Vries', met: 'P. Smit' }],
      waitForStage: 'ACCEPTED',
    });
  const agreed = await agreeing;
  const taken = await traject('versies', 'overnemen', utrecht, '--uitvoeren', '--door', 'B. Beheer');
  expect(taken).toMatchObject({ code: 0, err: '' });
  expect(await agreed.result()).not.toBe('');
  const young = await state(client, utrecht);
  expect(young).toMatchObject({
    version: '2',
    snapshot: {
      context: { takenOverFrom: '1', connections: { berichtenbox: { place: { status: 'agreed' } } } },
    },
  });
  expect(young.due).not.toEqual([]);
  expect(post.received).toEqual([]);
  mailIsDown = false; // what waited goes out now, from the run that took it along
  expect(old.version).toBe('1');
  expect(await runOf(client, utrecht)).not.toBe(runs[0]);
  expect(await state(client, gouda)).toMatchObject({ version: '1' });
  expect(await diary(client, utrecht)).toContain('B. Beheer: Versie 2 overgenomen (was 1).');
  await act(utrecht, 'Contactmoment vastleggen', { kanaal: 'telefoon', met: 'P. Smit', tekst: 'Gebeld' });
  expect(await diary(client, utrecht)).toContain('systeem: Versie 2, overgenomen van 1.');

  // A selection, and then all of them: who can't stays where it was, with its reason.
  const some = ['--selectie', `WorkflowId IN ('${trackId(gouda)}', '${trackId(utrecht)}')`, '--json'];
  expect(await traject('versies', 'overnemen', '--uitvoeren', ...some)).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /"gedaan": \[\s*"gemeente-gouda"\s*\].*"alOpDieVersie": \[\s*"gemeente-utrecht"\s*\]/s,
    ),
  });
  expect(await state(client, gouda)).toMatchObject({ version: '2' });
  const all = await traject('versies', 'overnemen', '--alle', '--uitvoeren');
  expect(all.code).toBe(1);
  expect(all.out.split('\n')).toEqual([
    "'Versie 2 overnemen' is gedaan bij 0 van 1 traject.",
    'Geweigerd: 1',
    '  gemeente-zeist  Dit traject is opgeschort. Hervat het eerst, en neem de versie dan over.',
    'Al op versie 2: 3',
    '  gemeente-ede',
    '  gemeente-gouda',
    '  gemeente-utrecht',
  ]);
  expect(await runOf(client, zeist)).toBe(runs[2]);
  expect(await act(zeist, 'Hervatten')).toBeTruthy();
  expect(await state(client, zeist)).toMatchObject({ version: '1' });
  await expect(act(zeist, trackMessages.adopt, { naar: '9', door: 'B. Beheer' })).rejects.toMatchObject({
    cause: { message: 'Versie: verwacht een versie die deze release kent (1, 2), gevonden: 9.' },
  });
  expect(await traject('versies', 'overnemen', gouda, '--uitvoeren', '--naar', '1')).toMatchObject({
    code: 1,
    out: expect.stringContaining('Van versie 2 naar versie 1 is geen overgang gemaakt.'),
  });

  // One that no worker can bring further keeps nobody else from being asked.
  await client.workflow.start(workflowTypes.track, {
    workflowId: trackId('gemeente-vast'),
    taskQueue,
    args: [{ clock: system.clock, version: '9' }],
  });
  await expect
    .poll(async () => (await traject('versies', 'overnemen', '--alle')).out, { timeout: 30_000 })
    .toMatch(/kan bij 1 van 2.*gemeente-vast +kan niet: 'gemeente-vast' loopt vast \(.*Al op versie 2: 3/s);

  const ids = () => post.received.map(({ raw }) => /^Message-ID: (\S+)/im.exec(raw)?.[1]);
  await expect.poll(() => ids().length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  expect(ids()).toEqual([...new Set(ids())]);
});
