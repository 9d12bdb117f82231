import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger } from '@temporalio/worker';
import { expect, it, onTestFinished, vi } from 'vitest';
import { stringify } from 'yaml';
import type * as bundles from '../../worker/bundle.ts';
import { run } from '../../worker/cli/main.ts';
import { connectionFromEnvironment } from '../../worker/server/address.ts';
import { findBinary } from '../../worker/server/binary.ts';
import { startEmbedded } from '../../worker/server/embedded.ts';
import { defaultRetention } from '../../worker/server/retention.ts';
import { cacheDir } from '../../worker/project.ts';
import { freePort } from '../../worker/server/ports.ts';
import { searchAttributes } from '../../machines/track/attributes.ts';
import { startSystem, type System } from '../../worker/system.ts';
import { releaseWith } from '../workflows/bundle.ts';
import { declarationOf, plan } from '../workflows/papers.ts';

/** The release that is made on this process: a, with version 1 alone; then b, with a version 2, and c, with the same. */
const made = vi.hoisted(() => ({ buildId: 'a' }));
vi.mock('../../machines/track/versions.ts', async () => {
  const two = await import('../fixtures/track-two/versions.ts');
  return {
    ...two,
    get currentVersion() {
      return made.buildId === 'a' ? '1' : two.currentVersion;
    },
  };
});
vi.mock('../../worker/bundle.ts', async (original) => ({
  workflowBundle: async () =>
    made.buildId === 'a'
      ? await (await original<typeof bundles>()).workflowBundle(() => {}, new DefaultLogger('ERROR'))
      : await releaseWith({ '../../machines/track/versions.ts': '../fixtures/track-two/versions.ts' }),
}));

// Two systems share the native runtime of this process, which takes one logger.
vi.mock('../../worker/logging.ts', () => ({ logTo: () => new DefaultLogger('ERROR') }));

const deploymentName = 'traject';

it('with Worker Versioning a track stays on its release, and goes on with the newest when it is asked to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'traject-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { PATH, HOME } = process.env;
  const binary = await findBinary({ env: { PATH, HOME }, cacheDir, report: () => {} });
  const server = await startEmbedded({
    binary,
    dataDir: folder,
    port: await freePort(),
    uiPort: null,
    retention: defaultRetention,
    searchAttributes,
    report: () => {},
  });
  onTestFinished(() => server.stop());
  const env = { PATH, HOME, TEMPORAL_ADDRESS: server.address };
  expect(connectionFromEnvironment(env)).toMatchObject({ namespace: 'default' });

  const release = async (buildId: string): Promise<System> => {
    made.buildId = buildId;
    const system = await startSystem({
      dataDir: join(folder, buildId),
      port: 0,
      uiPort: null,
      env: { ...env, TEMPORAL_DEPLOYMENT_NAME: deploymentName, TEMPORAL_WORKER_BUILD_ID: buildId },
      report: () => {},
    });
    onTestFinished(() => system.stop());
    // The server knows a release when its worker has asked for work.
    await vi.waitFor(
      () =>
        system.client.workflowService.setWorkerDeploymentCurrentVersion({
          namespace: 'default',
          deploymentName,
          buildId,
        }),
      { timeout: 30_000, interval: 200 },
    );
    return system;
  };
  const traject = async (...args: readonly string[]) => {
    const out: string[] = [];
    const code = await run(args, {
      out: (text) => void out.push(text),
      complain: (text) => void out.push(text),
      env,
    });
    return { code, out: out.join('\n') };
  };
  const write = async (name: string, content: object): Promise<string> => {
    await writeFile(join(folder, name), stringify(content));
    return join(folder, name);
  };
  const standing = async () =>
    (JSON.parse((await traject('versies', '--json')).out) as { lopend: readonly object[] }).lopend; // as the command prints it
  // On a server of one's own the date is the real one.
  const signedBefore = (naam: string) => {
    const declaration = declarationOf(naam);
    return { ...declaration, ondertekening: { ...declaration.ondertekening, datum: '2026-11-02' } };
  };
  const utrecht = (versie: string, buildId: string) => ({
    id: 'gemeente-utrecht',
    versie,
    uitgave: `${deploymentName}:${buildId}`,
    vastgezet: true,
  });

  const a = await release('a');
  expect(await traject('planning', 'publiceer', await write('planning.yaml', plan))).toMatchObject({
    code: 0,
  });
  expect(await traject('aanmelden', await write('utrecht.yaml', signedBefore('Utrecht')))).toMatchObject({
    code: 0,
  });
  await expect.poll(standing, { timeout: 10_000 }).toContainEqual(utrecht('1', 'a'));

  await release('b');
  expect(await traject('doe', 'gemeente-utrecht', 'intentieverklaring-goedkeuren')).toMatchObject({
    code: 0,
  });
  expect(await traject('aanmelden', await write('gouda.yaml', signedBefore('Gouda')))).toMatchObject({
    code: 0,
  });
  await expect
    .poll(standing, { timeout: 10_000 })
    .toEqual([
      { ...utrecht('2', 'b'), id: 'gemeente-gouda' },
      utrecht('1', 'a'),
      { id: 'planning', versie: null, uitgave: `${deploymentName}:b`, vastgezet: false },
      { id: 'servicecentrum', versie: null, uitgave: `${deploymentName}:b`, vastgezet: false },
    ]);

  expect(await traject('versies', 'overnemen', 'gemeente-utrecht', '--uitvoeren')).toMatchObject({ code: 0 });
  await expect.poll(standing, { timeout: 10_000 }).toContainEqual(utrecht('2', 'b'));
  await a.stop();

  // Nothing to take over; until there is a release with the same version, which only those go to who stand on another.
  const already = await traject('versies', 'overnemen', '--alle', '--uitvoeren');
  expect(already).toMatchObject({
    code: 0,
    out: 'Al op versie 2: 2\n  gemeente-gouda\n  gemeente-utrecht',
  });
  await release('c');
  const trial = await traject('versies', 'overnemen', 'gemeente-utrecht');
  expect(trial.out).toContain("'Versie 2 overnemen' kan bij 1 van 1 traject.");
  // The server tells a track of a newer release in its own time: until then it says so, and stays.
  await expect
    .poll(async () => (await traject('versies', 'overnemen', 'gemeente-utrecht', '--uitvoeren')).out, {
      timeout: 30_000,
    })
    .toBe("'Versie 2 overnemen' is gedaan bij 1 van 1 traject.");
  await expect.poll(standing, { timeout: 10_000 }).toContainEqual(utrecht('2', 'c'));
  expect((await traject('versies', 'overnemen', '--alle')).out).toMatch(
    /kan bij 1 van 1 traject[^]*gemeente-gouda +kan[^]*Al op versie 2: 1\n {2}gemeente-utrecht/,
  );
  expect(await traject('doe', 'gemeente-utrecht', 'akkoord-vastleggen')).toMatchObject({ code: 0 });
});
