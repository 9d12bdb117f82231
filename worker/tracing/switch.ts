import { UserError } from '../user-error.ts';
import type { Tracing } from './spans.ts';

const endpoints = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;
/** A collector that is down must not keep a user waiting. */
const patienceMs = 2_000;

/** One in a process, as its SDK has it; while it is off nothing of OpenTelemetry is loaded. */
let running: Promise<Tracing> | null = null;

/**
 * On when the standard environment says where the traces go; the SDK reads the rest of it (headers, certificates,
 * sampler) from the process itself.
 * @throws UserError when that is no address.
 */
export async function tracingFromEnvironment(env: NodeJS.ProcessEnv): Promise<Tracing | null> {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' || env['OTEL_TRACES_EXPORTER'] === 'none')
    return null;
  const given = endpoints.filter((name) => (env[name] ?? '').trim() !== '');
  if (given.length === 0) return null;
  for (const name of given) requireAddress(name, env[name] ?? '');
  running ??= import('./spans.ts').then(({ startTracing }) => startTracing());
  return await running;
}

/** Sends what has been traced and not been sent; what can't be sent is lost. */
export async function sendTraces(): Promise<void> {
  const tracing = await running;
  await tracing?.send(patienceMs);
}

function requireAddress(name: string, value: string): void {
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return;
  throw new UserError(`${name}: verwacht een adres, zoals http://localhost:4318, gevonden: '${value}'.`);
}
