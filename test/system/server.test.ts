import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Client, type Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { connect } from '../../worker/server/address.ts';
import { findBinary } from '../../worker/server/binary.ts';
import { type EmbeddedServer, startEmbedded } from '../../worker/server/embedded.ts';
import {
  inspectNamespace,
  prepareNamespace,
  requirePrepared,
  type SearchAttributes,
} from '../../worker/server/namespace.ts';
import { freePort } from '../../worker/server/ports.ts';
import { defaultRetention } from '../../worker/server/retention.ts';
import { startMark } from '../../worker/server/processes.ts';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const attributes: SearchAttributes = { Fase: 'Keyword', Ketentest: 'Datetime', Tranche: 'KeywordList' };

let binary: string;
const dataDirs: string[] = [];

beforeAll(async () => {
  const cacheDir = join(projectRoot, 'node_modules', '.cache', 'traject');
  binary = await findBinary({ env: process.env, cacheDir, report: () => {} });
}, 600_000);

afterAll(async () => {
  await Promise.all(dataDirs.map((dir) => rm(dir, { recursive: true, force: true })));
});

async function newDataDir(): Promise<string> {
  const dir = await mkdtemp(join(await realpath(tmpdir()), 'traject-server-'));
  dataDirs.push(dir);
  return dir;
}

/** Starts a server that is stopped when the test has finished, in whatever way. */
async function start(
  dataDir: string,
  searchAttributes: SearchAttributes = attributes,
  ui = false,
): Promise<EmbeddedServer> {
  const server = await startEmbedded({
    binary,
    dataDir,
    port: await freePort(),
    uiPort: ui ? await freePort() : null,
    retention: defaultRetention,
    searchAttributes,
    report: () => {},
  });
  onTestFinished(() => server.stop());
  return server;
}

async function clientOf(
  server: EmbeddedServer,
): Promise<{ connection: Connection; workflow: Client['workflow'] }> {
  const connection = await connect({ address: server.address });
  onTestFinished(() => connection.close());
  return { connection, workflow: new Client({ connection }).workflow };
}

const workflow = { taskQueue: 'niemand', args: [], searchAttributes: { Fase: ['intake'] } };

describe('an embedded server', () => {
  it('is ready to use when it has started: attributes, ten years, web interface', async () => {
    const server = await start(await newDataDir(), attributes, true);
    const { connection, workflow: workflows } = await clientOf(server);
    expect(
      await inspectNamespace({ connection, namespace: 'default', searchAttributes: attributes }),
    ).toEqual({ kind: 'present', missing: [], conflicting: [], retentionDays: defaultRetention.days });
    await workflows.start('ietsAnders', { ...workflow, workflowId: 'een' });
    expect((await fetch(server.uiUrl ?? '')).ok).toBe(true);
  });

  it('goes on where it was after a restart, with an attribute that came later', async () => {
    const dataDir = await newDataDir();
    const first = await start(dataDir);
    await (await clientOf(first)).workflow.start('ietsAnders', { ...workflow, workflowId: 'blijft' });
    await first.stop();
    expect(await first.exited).toMatchObject({ requested: true });

    const later: SearchAttributes = { ...attributes, Geescaleerd: 'Bool' };
    const { connection, workflow: workflows } = await clientOf(await start(dataDir, later));
    expect((await workflows.getHandle('blijft').describe()).status.name).toBe('RUNNING');
    expect(await inspectNamespace({ connection, namespace: 'default', searchAttributes: later })).toEqual({
      kind: 'present',
      missing: [],
      conflicting: [],
      retentionDays: defaultRetention.days,
    });
  });

  it('takes the place of one whose parent was killed', async () => {
    const dataDir = await newDataDir();
    const script = fileURLToPath(new URL('./embedded-server-process.ts', import.meta.url));
    const parent = spawn(
      process.execPath,
      ['--import', 'tsx', script, binary, dataDir, String(await freePort())],
      { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const orphan = Number(String(await once(parent.stdout, 'data')));
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(await startMark(orphan)).not.toBeNull();

    const server = await start(dataDir);
    expect(await startMark(orphan)).toBeNull();
    expect(server.pid).not.toBe(orphan);
  });

  it('tells when it ends by itself', async () => {
    const server = await start(await newDataDir());
    process.kill(server.pid, 'SIGKILL');
    expect(await server.exited).toEqual({ code: null, signal: 'SIGKILL', requested: false });
  });

  it('is out of reach of the Ctrl-C that our own process group gets', async () => {
    const server = await start(await newDataDir());
    expect(() => process.kill(-server.pid, 0)).not.toThrow();
  });
});

describe('a namespace of others', () => {
  it('is refused until it has been prepared, and then has all of it', async () => {
    const server = await start(await newDataDir(), {});
    const { connection } = await clientOf(server);
    const needs = { connection, namespace: 'aansluiten', searchAttributes: attributes };
    await expect(requirePrepared(needs)).rejects.toThrow(/aansluiten bestaat niet.*traject inrichten/);
    await expect(requirePrepared({ ...needs, namespace: 'default' })).rejects.toThrow(
      /Fase, Ketentest, Tranche.*traject inrichten/,
    );

    const reported: string[] = [];
    const prepare = () =>
      prepareNamespace({
        ...needs,
        retention: defaultRetention,
        report: (line) => void reported.push(line),
      });
    await prepare();
    await expect(requirePrepared(needs)).resolves.toBeUndefined();
    expect(reported.join('\n')).toMatch(/Namespace aansluiten.*\n.*Fase, Ketentest, Tranche/);
    await new Client({ connection, namespace: 'aansluiten' }).workflow.start('ietsAnders', {
      ...workflow,
      workflowId: 'een',
    });

    reported.length = 0;
    await prepare();
    expect(reported).toEqual([]);

    // Shorter only when that is asked for.
    const shorter = { days: 730, isExact: true };
    await prepareNamespace({ ...needs, retention: shorter, report: (line) => void reported.push(line) });
    expect(reported).toEqual(['Trajecten die vanaf nu sluiten, blijven 730 dagen bewaard (dat was 3653).']);
    expect(await inspectNamespace(needs)).toMatchObject({ retentionDays: 730 });
    await prepareNamespace({ ...needs, retention: { days: 365, isExact: false }, report: () => {} });
    expect(await inspectNamespace(needs)).toMatchObject({ retentionDays: 730 });
  });

  it('is left as it is when an attribute has another type', async () => {
    const server = await start(await newDataDir(), { Fase: 'Text' });
    const { connection } = await clientOf(server);
    const needs = { connection, namespace: 'default', searchAttributes: attributes };
    const expected = /Fase \(verwacht Keyword, gevonden Text\)/;
    await expect(requirePrepared(needs)).rejects.toThrow(expected);
    await expect(
      prepareNamespace({ ...needs, retention: defaultRetention, report: () => {} }),
    ).rejects.toThrow(expected);
    expect(await inspectNamespace(needs)).toMatchObject({ missing: ['Ketentest', 'Tranche'] });
  });

  it('that has no room for an attribute says so in the words of the server', async () => {
    const server = await start(await newDataDir(), { A: 'Int', B: 'Int', C: 'Int' });
    const { connection } = await clientOf(server);
    await expect(
      prepareNamespace({
        connection,
        namespace: 'default',
        searchAttributes: { D: 'Int' },
        retention: defaultRetention,
        report: () => {},
      }),
    ).rejects.toThrow(/laat de namespace default niet inrichten: .*Int/);
  });
});
