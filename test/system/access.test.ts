import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { taskQueue } from '../../machines/protocol.ts';
import { run } from '../../worker/cli/main.ts';
import { connectTo } from '../../worker/client.ts';
import { projectRoot } from '../../worker/project.ts';
import { freePort, LOOPBACK } from '../../worker/server/ports.ts';
import { readServerRecord } from '../../worker/server/server-record.ts';
import { startSystem } from '../../worker/system.ts';
import { listenersOf } from './listeners.ts';
import { Workplace } from './running-traject.ts';
import { makeCertificates, tlsFront } from './tls-front.ts';

it('listens, and tells how it is, on this computer only; reaches a cluster by TLS, with a certificate and an API key, or says what is wrong', async () => {
  const workplace = await Workplace.open();
  onTestFinished(() => workplace.close());
  const folder = join(workplace.folder, 'gegevens');
  const port = await freePort();
  const observed = await freePort();
  const ports = [port, await freePort(), observed].map(String);
  const options = ['--poort', '--ui-poort', '--meetpoort'].flatMap((name, at) => [name, ports[at] ?? '']);
  const running = await workplace.start('start', '--gegevensmap', folder, ...options);

  if (process.platform === 'linux') {
    const listeners = await listenersOf(running.pid, readServerRecord(folder)?.pid ?? 0);
    expect(listeners).toEqual(expect.arrayContaining(ports.map((own) => `127.0.0.1:${own}`)));
    expect(listeners.filter((listener) => !listener.startsWith('127.0.0.1:'))).toEqual([]);
  }

  const look = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${observed}${path}`);
    return { status: answer.status, text: await answer.text() };
  };
  expect(await look('/health/ready')).toEqual({ status: 200, text: '{"status":"in orde"}' });
  const metrics = await look('/metrics');
  expect(metrics.status).toBe(200);
  expect(metrics.text).toContain('\ntraject_functions_overdue 0\n');
  expect(metrics.text).toMatch(/^traject_planning_bytes [1-9]/m);
  expect(metrics.text).toMatch(/^temporal_worker_task_slots_available\{/m);

  // The SDK tells of failed tasks when there is one.
  const client = await connectTo({ address: `${LOOPBACK}:${port}` }, 'default', null);
  onTestFinished(() => client.connection.close());
  const unknown = await client.workflow.start('bestaat-niet', { workflowId: 'bestaat-niet', taskQueue });
  const asked = readFileSync(join(projectRoot, 'docs/alerts.yaml'), 'utf8').match(
    /\b(?:traject|temporal)_\w+/g,
  );
  expect(asked).toContain('traject_mails_waiting');
  await vi.waitFor(async () => {
    const known = [...(await look('/metrics')).text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(known).toEqual(expect.arrayContaining([...new Set(asked)]));
  }, 20_000);
  await unknown.terminate();

  const ours = makeCertificates(workplace.folder, 'ons');
  const others = makeCertificates(workplace.folder, 'anders');
  const front = await tlsFront(`127.0.0.1:${port}`, ours);
  onTestFinished(() => front.close());
  const env = {
    TEMPORAL_ADDRESS: front.address,
    TEMPORAL_NAMESPACE: 'elders',
    TEMPORAL_API_KEY: 'sleutel-van-de-proef',
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: ours.ca,
    TEMPORAL_TLS_CLIENT_CERT_PATH: ours.client.cert,
    TEMPORAL_TLS_CLIENT_KEY_PATH: ours.client.key,
  };
  const traject = async (variables: NodeJS.ProcessEnv, ...args: readonly string[]) => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await run(args, {
      out: (text) => void out.push(text),
      complain: (text) => void err.push(text),
      env: variables,
    });
    return { code, out: out.join('\n'), err: err.join('\n') };
  };
  expect(await traject({ ...env, TEMPORAL_TLS_SERVER_CA_CERT_PATH: others.ca }, 'status')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/niet getekend door een instantie die u vertrouwt.*SERVER_CA_CERT_PATH/),
  });
  const foreign = {
    TEMPORAL_TLS_CLIENT_CERT_PATH: others.client.cert,
    TEMPORAL_TLS_CLIENT_KEY_PATH: others.client.key,
  };
  expect(await traject({ ...env, ...foreign }, 'status')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/de server weigert ons certificaat.*CLIENT_CERT_PATH/),
  });
  expect(await traject({ ...env, TEMPORAL_TLS_SERVER_NAME: 'elders.example.org' }, 'status')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/voor een andere naam.*TEMPORAL_TLS_SERVER_NAME/),
  });
  expect(front.calls).toEqual([]);

  expect(await traject(env, 'inrichten')).toMatchObject({ code: 0, err: '' });
  const system = await startSystem({
    dataDir: join(workplace.folder, 'hier'),
    port: 0,
    uiPort: null,
    env,
    report: () => {},
  });
  onTestFinished(() => system.stop());
  expect(await traject(env, 'planning', 'toon')).toMatchObject({ code: 0, err: '' });
  expect(await traject({ ...env, TEMPORAL_NAMESPACE: 'nergens' }, 'status')).toEqual({
    code: 1,
    out: '',
    err: expect.stringMatching(
      /^TEMPORAL_NAMESPACE: verwacht een namespace die .*bestaat, gevonden: 'nergens'\./,
    ),
  });
  const paths = front.calls.map((call) => call[':path']);
  expect(paths.some((path) => path?.endsWith('/PollWorkflowTaskQueue'))).toBe(true);
  expect(new Set(front.calls.map(({ authorization }) => authorization))).toEqual(
    new Set(['Bearer sleutel-van-de-proef']),
  );
});
