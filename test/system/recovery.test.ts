import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { PlanningOverview } from '../../machines/domain/planning/overview.ts';
import { planningId, planningMessages } from '../../machines/protocol.ts';
import { connectTo } from '../../worker/client.ts';
import { freePort } from '../../worker/server/ports.ts';
import { declarationOf, plan } from '../workflows/papers.ts';
import { trajectIn } from './in-process.ts';
import { Workplace } from './running-traject.ts';

const seen = async (client: Client) => {
  const overview = await client.workflow
    .getHandle(planningId)
    .query<PlanningOverview>(planningMessages.overview);
  return overview.tranches.map(({ name, organisations, slots }) => ({
    name,
    organisations,
    taken: slots.flatMap(({ id, occupants }) =>
      occupants.map((one) => [id, one.organisation, one.function, one.agreed].join(' ')),
    ),
  }));
};

it('takes the planning up again after it was terminated, and makes it anew when nothing of it is left', async () => {
  const workplace = await Workplace.open();
  onTestFinished(() => workplace.close());
  const folder = join(workplace.folder, 'gegevens');
  const port = await freePort();
  const start = () =>
    workplace.start(
      'start',
      '--gegevensmap',
      folder,
      '--poort',
      String(port),
      '--geen-ui',
      '--vanaf',
      '2027-01-04',
    );
  let running = await start();
  const restart = async (): Promise<string> => {
    running.kill('SIGINT');
    expect(await running.exited).toBe(0);
    running = await start();
    return running.printed();
  };
  const client = await connectTo({ address: `127.0.0.1:${port}` }, 'default', null);
  onTestFinished(() => client.connection.close());
  const traject = trajectIn(folder);
  const write = async (name: string, content: object): Promise<string> => {
    const path = join(workplace.folder, name);
    await writeFile(path, stringify(content));
    return path;
  };
  const planFile = await write('planning.yaml', plan);
  expect(await traject('planning', 'publiceer', planFile)).toMatchObject({ code: 0 });
  for (const name of ['Utrecht', 'Gouda']) {
    const paper = await write(`${name}.yaml`, declarationOf(name));
    expect(await traject('aanmelden', paper)).toMatchObject({ code: 0 });
  }
  expect(await traject('doe', 'gemeente-gouda', 'intentieverklaring-goedkeuren')).toMatchObject({ code: 0 });
  expect(await traject('doe', 'gemeente-gouda', 'akkoord-vastleggen')).toMatchObject({ code: 0 });
  const before = await seen(client);
  expect(before.flatMap(({ taken }) => taken).length).toBeGreaterThanOrEqual(2);

  await client.workflow.getHandle(planningId).terminate('Vergissing');
  expect(await restart()).toContain('Ze gaat verder waar ze was');
  expect(await seen(client)).toEqual(before);

  await client.workflow.getHandle(planningId).terminate('Vergissing');
  // One run after the other, the newest first; the server does it when it suits it.
  const isThere = async (): Promise<boolean> => {
    const handle = client.workflow.getHandle(planningId);
    const runId = await handle.describe().then(
      (described) => described.runId,
      () => null,
    );
    if (runId === null) return false;
    const workflowExecution = { workflowId: planningId, runId };
    await client.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution });
    return true;
  };
  await expect.poll(isThere, { timeout: 120_000, interval: 1000 }).toBe(false);
  expect(await restart()).toContain('Ze is opnieuw opgebouwd uit 2 trajecten');
  expect(await traject('planning', 'publiceer', planFile)).toMatchObject({ code: 0 });
  expect(await seen(client)).toEqual(before);

  running.kill('SIGINT');
  expect(await running.exited).toBe(0);
});
