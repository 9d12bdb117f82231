import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { System } from '../system.ts';
import { UserError } from '../user-error.ts';
import type { Invocation, Option } from './command.ts';
import { defaultDataDir, portOption } from './connection-options.ts';
import { interruption } from './interrupt.ts';

const defaultPort = 7233;
const defaultUiPort = 8233;
const defaultCodecPort = 8234;

export const systemOptions: Readonly<Record<string, Option>> = {
  gegevensmap: {
    type: 'string',
    value: '<map>',
    description: `waar alles wordt bewaard (standaard ${defaultDataDir}; demo: elke keer een nieuwe map)`,
  },
  poort: { type: 'string', value: '<poort>', description: 'poort van de Temporal-server (standaard 7233)' },
  'ui-poort': { type: 'string', value: '<poort>', description: 'poort van de Temporal UI (standaard 8233)' },
  'codec-poort': {
    type: 'string',
    value: '<poort>',
    description: `poort waar de Temporal UI laat ontsleutelen, met TRAJECT_SLEUTELS (standaard ${defaultCodecPort})`,
  },
  vanaf: {
    type: 'string',
    value: '<datum>',
    description: 'begin op deze datum (jjjj-mm-dd), niet vandaag; alleen met een eigen server',
  },
  tempo: {
    type: 'string',
    value: '<duur>',
    description:
      'hoe lang een kalenderdag duurt: 24h (standaard), 1m, 2s, 700ms; alleen met een eigen server',
  },
  meetpoort: {
    type: 'string',
    value: '<poort>',
    description: 'poort voor Prometheus (/metrics) en gezondheid (/health/live, /health/ready); zonder: geen',
  },
  'geen-ui': { type: 'boolean', description: 'start de Temporal UI niet' },
};

/** What is starting when the user has had enough gets so long to be stopped in good order. */
const patienceMs = 15_000;

/** How `start` and `demo` differ. */
export interface Performance {
  readonly dataDir: string;
  readonly from?: string;
  readonly tempo?: string;
  /** What happens once the system runs, before it is ready for the user. */
  readonly prepare: (system: System) => Promise<void>;
  /** What the user reads then; its first line begins with `Klaar`. */
  readonly welcome: (system: System) => string;
  /** The command that goes on where this one stopped. */
  readonly resume: string;
}

/** Starts the system, and keeps it running until the user stops it: then 0. @throws UserError when it can't go on. */
export async function keepRunning(invocation: Invocation, performance: Performance): Promise<number> {
  const { dataDir, from, tempo } = performance;
  const port = portOption(invocation, 'poort') ?? defaultPort;
  const uiPort = invocation.flag('geen-ui') ? null : (portOption(invocation, 'ui-poort') ?? defaultUiPort);
  const observationPort = portOption(invocation, 'meetpoort');
  const codecPort = portOption(invocation, 'codec-poort') ?? defaultCodecPort;
  const interrupted = interruption();
  const { startSystem } = await import('../system.ts');
  const starting = startSystem({
    dataDir: resolve(dataDir),
    port,
    uiPort,
    ...(observationPort === undefined ? {} : { observationPort }),
    codecPort,
    ...(from === undefined ? {} : { from }),
    ...(tempo === undefined ? {} : { tempo }),
    env: invocation.env,
    report: invocation.out,
  });
  const started = await Promise.race([starting, interrupted]);
  if (started === 'interrupted') return await giveUp(starting, invocation);
  try {
    return await runUntilStopped(started, performance, interrupted, invocation);
  } finally {
    invocation.out('Stoppen: lopend werk wordt afgemaakt …');
    await started.stop();
    invocation.out(`Gestopt. Verder gaan: ${performance.resume}`);
  }
}

async function runUntilStopped(
  system: System,
  { prepare, welcome }: Performance,
  interrupted: Promise<'interrupted'>,
  { out }: Invocation,
): Promise<number> {
  const broken = system.broken.then((sentence): never => {
    throw new UserError(sentence);
  });
  const prepared = await Promise.race([prepare(system), broken, interrupted]);
  if (prepared === 'interrupted') return 0;
  out(welcome(system));
  await Promise.race([broken, interrupted]);
  return 0;
}

async function giveUp(starting: Promise<System>, { out }: Invocation): Promise<number> {
  out('Stoppen …');
  const stopped = starting.then(
    async (system) => {
      await system.stop();
      return true;
    },
    () => true, // it ended by itself, and has stopped what it had started
  );
  if (await Promise.race([stopped, wait(patienceMs, false, { ref: false })])) return 0;
  process.exit(0); // a download goes on for minutes; whatever else was started ends with this process
}
