import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, Worker } from '@temporalio/worker';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { planningId, planningMessages, traceHeader, trackId } from '../../machines/protocol.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { run } from '../../worker/cli/main.ts';
import { freePort, LOOPBACK } from '../../worker/server/ports.ts';
import { withoutSecrets } from '../../worker/server/child-environment.ts';
import { startSystem } from '../../worker/system.ts';
import { sendTraces } from '../../worker/tracing/switch.ts';
import { refusalOf } from '../workflows/office.ts';
import { declarationOf, plan } from '../workflows/papers.ts';

const person = { naam: 'Jacomina Zonderland', email: 'j.zonderland@prive.example' };
const written = /zonderland|prive\.example/i;

/** Beside the names of messages and activities, all that a span may tell. */
const allowed = new Set([
  'temporal.workflow.id',
  'temporal.workflow.run_id',
  'temporal.workflow.type',
  'temporal.activity.type',
  'temporal.activity.attempt',
  'traject.outcome',
]);

const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: z.array(z.object({ key: z.string(), value: z.unknown() })),
});
type Span = z.output<typeof spanSchema>;
const receivedSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.unknown()) }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
});

/** What a collector of traces does: it takes in JSON over HTTP. */
async function collector() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      if (request.url === '/v1/traces') bodies.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => {
    server.listen(port, LOOPBACK, resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const resources = () => bodies.flatMap((body) => receivedSchema.parse(JSON.parse(body)).resourceSpans);
  return {
    address: `http://${LOOPBACK}:${port}`,
    bodies,
    resources,
    spans: () => resources().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

it('an Update from the command line is one trace to the mail that it leads to, and tells of nobody; off, there is nothing', async () => {
  const { address, bodies, resources, spans } = await collector();
  const folder = await mkdtemp(join(tmpdir(), 'traject-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { PATH, HOME } = process.env;
  const on: NodeJS.ProcessEnv = { PATH, HOME, OTEL_EXPORTER_OTLP_ENDPOINT: address };
  const start = async (env: NodeJS.ProcessEnv) =>
    await startSystem({
      dataDir: join(folder, 'gegevens'),
      port: await freePort(),
      uiPort: null,
      from: '2027-01-04',
      env,
      report: () => {},
    });
  const traject = async (env: NodeJS.ProcessEnv, ...args: readonly string[]) => {
    const err: string[] = [];
    const code = await run([...args, '--gegevensmap', join(folder, 'gegevens')], {
      out: () => {},
      complain: (text) => void err.push(text),
      env,
    });
    return { code, err };
  };
  const declare = async (name: string, env: NodeJS.ProcessEnv) => {
    const declaration = declarationOf(name);
    const file = join(folder, `${name}.json`);
    const signed = { ...declaration.ondertekening, persoonsnaam: person.naam, naam: person.naam };
    const contacts = [{ rol: 'projectleider', ...person }];
    await writeFile(
      file,
      JSON.stringify({ ...declaration, ondertekening: signed, contactpersonen: contacts }),
    );
    expect(await traject(env, 'aanmelden', file)).toEqual({ code: 0, err: [] });
  };

  const off = { ...on, OTEL_SDK_DISABLED: 'true' };
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', address); // of the process, as the SDK reads it
  const silent = await start(off);
  await silent.client.workflow
    .getHandle(planningId)
    .executeUpdate(planningMessages.publish, { args: [plan] });
  await declare('Zeist', off);
  await silent.stop();
  await sendTraces();
  expect(bodies).toEqual([]);
  expect(loadedOfOpenTelemetry()).toEqual([]);

  const system = await start(on);
  onTestFinished(() => system.stop());
  await declare('Ede', on);
  const refused = system.client.workflow
    .getHandle(trackId('gemeente-ede'))
    .executeUpdate('Advies boeken', { args: [{ door: person.naam, minuten: person.email }] });
  expect(await refusalOf(refused)).toContain('minuten: verwacht');
  expect(await traject(on, 'dossier', 'jacomina-zonderland')).toMatchObject({ code: 1 });
  await vi.waitFor(async () => {
    await sendTraces();
    const mail = spans().find(({ name }) => name === 'activity sendMail');
    expect(wayTo(mail, spans())).toEqual([
      'update Intentieverklaring registreren',
      'activity declareTrack',
      'update Intentieverklaring verwerken',
      'activity sendMail',
    ]);
    expect(spans().find(({ name }) => name === 'update Advies boeken')?.attributes).toContainEqual({
      key: 'traject.outcome',
      value: { stringValue: 'refused' },
    });
  }, 20_000);
  expect(loadedOfOpenTelemetry().length).toBeGreaterThan(0);
  const traced = await system.client.workflow.getHandle(trackId('gemeente-ede')).fetchHistory();
  const headers = (traced.events ?? []).map((event) => event.activityTaskScheduledEventAttributes?.header);
  expect(headers.some((header) => header?.fields?.[traceHeader] !== undefined)).toBe(true);
  const bundle = await workflowBundle(() => {}, new DefaultLogger('ERROR'));
  await Worker.runReplayHistory({ workflowBundle: bundle }, traced, trackId('gemeente-ede'));
  expect(JSON.stringify(resources())).toContain('"service.name","value":{"stringValue":"traject"}');
  expect(bodies.join('\n')).not.toMatch(written);
  expect(new Set(spans().flatMap(({ attributes }) => attributes.map(({ key }) => key)))).toEqual(allowed);
});

/** From the beginning of its trace. */
function wayTo(span: Span | undefined, all: readonly Span[]): readonly string[] {
  if (span === undefined) return [];
  const { traceId, parentSpanId, name } = span;
  if (parentSpanId === undefined) return [name];
  const parent = all.find((other) => other.traceId === traceId && other.spanId === parentSpanId);
  return [...wayTo(parent, all), name];
}

it('programs of others that we start send no traces themselves', () => {
  const env = {
    PATH: '/bin',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x',
    OTEL_EXPORTER_OTLP_HEADERS: 'geheim=1',
  };
  expect(withoutSecrets(env)).toEqual({ PATH: '/bin' });
});

function loadedOfOpenTelemetry(): readonly string[] {
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  return loaded.filter((path) => path.includes('@opentelemetry'));
}
