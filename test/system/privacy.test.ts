import { readdir, readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { decodeOptionalSinglePayload } from '@temporalio/common/lib/internal-non-workflow/index.js';
import proto from '@temporalio/proto';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  deskId,
  deskMessages,
  planningId,
  planningMessages,
  trackId,
  trackMessages,
} from '../../machines/protocol.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { run } from '../../worker/cli/main.ts';
import {
  clientConverter,
  encryptingFailureConverter,
  workerConverter,
} from '../../worker/encryption/data-converter.ts';
import { freePort } from '../../worker/server/ports.ts';
import { startSystem, type System } from '../../worker/system.ts';
import { keysNamed, ringOf } from '../worker/encryption/keys.ts';
import { refusalOf } from '../workflows/office.ts';
import { declarationOf, plan } from '../workflows/papers.ts';

const stages = proto.temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage;

/** Everything of a person that could be found again somewhere. */
const person = {
  naam: 'Jacomina Zonderland',
  email: 'j.zonderland@prive.example',
  telefoon: '06 87 65 43 21',
};
const traces = /zonderland|prive\.example|87 ?65 ?43/i;
/** Of who declared before encryption was switched on. */
const early = 'Wolfert Vroegindewey';

let folder: string;
let system: System;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traject-'));
});
afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true, force: true });
});

function environment(...keyIds: readonly string[]): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...(keyIds.length === 0 ? {} : { TRAJECT_SLEUTELS: keysNamed(...keyIds) }) };
}

async function start(...keyIds: readonly string[]): Promise<System> {
  const [port, env] = [await freePort(), environment(...keyIds)];
  return await startSystem({
    dataDir: folder,
    port,
    uiPort: null,
    from: '2027-01-04',
    env,
    report: () => {},
  });
}

const update = (workflowId: string, name: string, input: object) =>
  system.client.workflow.getHandle(workflowId).executeUpdate<unknown, [object]>(name, { args: [input] });
const historyOf = (workflowId: string) => system.client.workflow.getHandle(workflowId).fetchHistory();

async function commandLine(keyIds: readonly string[], ...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run([...args, '--gegevensmap', folder], {
    out: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    env: environment(...keyIds),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** All that the system keeps, but for the mail that would have left. */
async function kept(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder)).filter((name) => name !== 'mail');
  const read = async (name: string) =>
    [name, (await readFile(join(folder, name))).toString('latin1')] as const;
  return new Map(await Promise.all(names.map(read)));
}

/** What is never encrypted, and summaries, which lists show: in the clear here. Details may hold contacts, and don't count. */
async function labels(): Promise<string> {
  const { workflow } = system.client;
  const found: unknown[] = [];
  for await (const { workflowId, runId, memo, typedSearchAttributes } of workflow.list()) {
    found.push(workflowId, memo, typedSearchAttributes);
    const { events } = await workflow.getHandle(workflowId, runId).fetchHistory();
    for (const { userMetadata, activityTaskScheduledEventAttributes: activity } of events ?? []) {
      found.push(
        await decodeOptionalSinglePayload(workflow.options.loadedDataConverter, userMetadata?.summary),
        activity?.activityId,
      );
    }
  }
  return JSON.stringify(found);
}

/** Of an Update with somebody's address for a number. */
async function refusalAsTheUiGetsIt(workflowId: string): Promise<string> {
  const { outcome } = await system.client.workflowService.updateWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId },
    waitPolicy: { lifecycleStage: stages.UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED },
    request: {
      meta: { updateId: 'zoals-de-ui' },
      input: {
        name: 'Advies boeken',
        args: { payloads: [defaultPayloadConverter.toPayload({ door: person.naam, minuten: person.email })] },
      },
    },
  });
  return outcome?.failure?.message ?? '';
}

it('what people wrote can be read with the keys alone, and stands nowhere else', async () => {
  system = await start();
  await update(planningId, planningMessages.publish, plan);
  await update(deskId, deskMessages.register, { ...declarationOf('Zeist'), door: early });
  await system.stop();
  // The search itself: without encryption it finds what was written.
  expect([...(await kept()).values()].some((content) => content.includes(early))).toBe(true);

  system = await start('2026');
  const declaration = declarationOf('Ede');
  await update(deskId, deskMessages.register, {
    ...declaration,
    door: person.naam,
    ondertekening: { ...declaration.ondertekening, persoonsnaam: person.naam, naam: person.naam },
    contactpersonen: [{ rol: 'projectleider', ...person }],
  });
  const track = trackId('gemeente-ede');
  await update(track, 'Contactmoment vastleggen', {
    door: person.naam,
    tekst: `${person.naam} belt op ${person.telefoon}`,
  });
  const impossible = update(track, 'Ingebruikname bevestigen', { door: person.naam, reden: person.email });
  expect(await refusalOf(impossible)).toContain('kan nu niet');
  await system.client.workflow
    .getHandle(track)
    .signal(trackMessages.planning, { [person.email]: person.naam });
  // Who has another key can't bring a track to a halt.
  const { connection } = system.client;
  const stranger = new Client({ connection, dataConverter: clientConverter(ringOf('vreemd')) });
  const locked = stranger.workflow
    .getHandle(track)
    .executeUpdate('Contactmoment vastleggen', { args: [{ tekst: 'x' }] });
  expect(await refusalOf(locked)).toContain(
    "versleuteld met de sleutel '2026', en TRAJECT_SLEUTELS heeft alleen: vreemd",
  );
  // Said at once and kept nowhere: the UI could not decrypt it.
  expect(await refusalAsTheUiGetsIt(track)).toContain(`minuten: verwacht`);

  const { out } = await commandLine(['2026'], 'dossier', 'gemeente-ede');
  for (const text of Object.values(person)) expect(out).toContain(text);
  expect(out).toMatch(/ontvangstbevestiging, aan j\.zonderland@prive\.example/);
  expect((await commandLine([], 'dossier', 'gemeente-ede')).err).toContain(
    "versleuteld met de sleutel '2026', en TRAJECT_SLEUTELS is niet gezet",
  );
  const failures = ((await historyOf(track)).events ?? []).flatMap(
    ({ workflowExecutionUpdateCompletedEventAttributes: completed }) => completed?.outcome?.failure ?? [],
  );
  expect(failures.map(({ message, stackTrace }) => ({ message, stackTrace }))).toEqual([
    { message: 'Encoded failure', stackTrace: '' },
  ]);
  expect(await labels()).not.toMatch(traces);
  await vi.waitFor(async () => expect((await kept()).get('worker.log')).toContain('is malformed'));
  // What others run in the namespace, with a key of their own, is theirs: the next start does not read it.
  await stranger.workflow.start('andere-werkstroom', {
    workflowId: 'andere-werkstroom',
    taskQueue: 'andere-rij',
    memo: { van: 'anderen' },
  });
  await system.stop();
  for (const [name, content] of await kept()) expect(content.match(traces), name).toBeNull();
});

it('a new key takes over in the middle of a track, whose history needs both from then on', async () => {
  system = await start('2027', '2026');
  const { out } = await commandLine(['2027', '2026'], 'versies');
  expect(out).toContain('gemeente-ede');
  expect(out).not.toContain('andere-werkstroom');
  const track = trackId('gemeente-ede');
  await update(track, 'Contactmoment vastleggen', { door: person.naam, tekst: 'na de wissel' });
  expect((await commandLine(['2027', '2026'], 'dossier', 'gemeente-zeist')).out).toContain(early);
  const history = await historyOf(track);
  const names = JSON.stringify(history).matchAll(/"encryption-key-id":"([^"]*)"/g);
  expect(new Set([...names].map(([, id = '']) => Buffer.from(id, 'base64').toString()))).toEqual(
    new Set(['2026', '2027']),
  );
  const replayed = {
    workflowBundle: await workflowBundle(() => {}, new DefaultLogger('ERROR'), encryptingFailureConverter),
    dataConverter: workerConverter(ringOf('2027', '2026')),
  };
  await Worker.runReplayHistory(replayed, history, track);
  await system.stop();

  await expect(start('2027')).rejects.toThrow(
    "versleuteld met de sleutel '2026', en TRAJECT_SLEUTELS heeft alleen: 2027",
  );
  // A start that got no further than that leaves the SDK's runtime behind, of which a process has one.
  await Runtime.instance().shutdown();
  await expect(start()).rejects.toThrow(
    /versleuteld met de sleutel '202[67]', en TRAJECT_SLEUTELS is niet gezet/,
  );
});
