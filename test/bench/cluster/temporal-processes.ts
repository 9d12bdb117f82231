import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '../../../worker/server/address.ts';
import { Daemon } from './daemon.ts';
import type { Database } from './database.ts';
import { freePorts } from './ports.ts';
import type { ServerPrograms } from './programs.ts';
import { runProgram } from './run-program.ts';
import {
  databaseUser,
  processConfig,
  serverSettings,
  serviceNames,
  visibilityOf,
  type ServiceName,
  type ServicePorts,
} from './server-config.ts';

/** By the name of a process: the services in it. */
export type Layout = Readonly<Record<string, readonly ServiceName[]>>;

export const oneProcess = { server: serviceNames } as const satisfies Layout;
export const manyProcesses = {
  frontend: ['frontend'],
  history1: ['history'],
  history2: ['history'],
  matching: ['matching'],
  worker: ['worker'],
} as const satisfies Layout;

/** As docs/deployment.md advises. */
const shards = 512;
const patienceMs = 60_000;
const pauseMs = 200;

/** A Temporal server of one or more processes, with two databases of its own. */
export class TemporalProcesses<Name extends string = string> {
  readonly address: string;
  readonly #processes: ReadonlyMap<Name, Daemon>;

  private constructor(address: string, processes: ReadonlyMap<Name, Daemon>) {
    this.address = address;
    this.#processes = processes;
  }

  /** Makes the databases and the configuration files; nothing runs yet. */
  static async create<L extends Layout>(
    layout: L,
    where: { readonly folder: string; readonly name: string; readonly database: Database },
    programs: ServerPrograms,
    stopped: AbortSignal,
  ): Promise<TemporalProcesses<keyof L & string>> {
    const { folder, name, database } = where;
    await makeDatabases(name, database, programs, stopped);
    await mkdir(folder);
    const settings = join(folder, 'settings.yaml');
    await writeFile(settings, serverSettings);
    const names = Object.keys(layout) as (keyof L & string)[]; // of a literal: it has no others
    const placed = new Map<keyof L & string, Partial<Record<ServiceName, ServicePorts>>>();
    for (const process of names) placed.set(process, await placesFor(layout[process] ?? []));
    const known = Object.assign({}, ...placed.values()) as Record<ServiceName, ServicePorts>; // every layout has them all
    const processes = new Map<keyof L & string, Daemon>();
    for (const [process, own] of placed) {
      const file = join(folder, `${process}.yaml`);
      const services = { ...known, ...own };
      await writeFile(
        file,
        processConfig({ services, databasePort: database.port, database: name, shards, settings }),
      );
      const chosen = Object.keys(own).flatMap((service) => ['--service', service]);
      processes.set(
        process,
        new Daemon({
          command: programs.server,
          args: ['--config-file', file, '--allow-no-auth', 'start', ...chosen],
          folder,
          logFile: join(folder, `${process}.log`),
          runAs: null,
          stopSignal: 'SIGTERM',
        }),
      );
    }
    const server = new TemporalProcesses(`127.0.0.1:${known.frontend.grpc}`, processes);
    await server.#begin();
    return server;
  }

  get pids(): readonly number[] {
    return [...this.#processes.values()].flatMap(({ pid }) => pid ?? []);
  }

  get names(): readonly Name[] {
    return [...this.#processes.keys()];
  }

  process(name: Name): Daemon {
    const process = this.#processes.get(name);
    if (process === undefined) throw new Error(`There is no process ${name}`);
    return process;
  }

  /** And waits until it answers, from PostgreSQL. */
  async start(): Promise<void> {
    for (const process of this.#processes.values()) process.start();
    await this.#answers();
  }

  /** On new databases one process writes who they are; several at the same moment end each other. */
  async #begin(): Promise<void> {
    const [first] = this.#processes.values();
    first?.start();
    await this.#answers();
    await first?.stop();
  }

  async #answers(): Promise<void> {
    const [first] = this.#processes.values();
    for (const until = Date.now() + patienceMs; ; await wait(pauseMs)) {
      const store = await storeOf(this.address);
      if (store === 'postgres12') return;
      if (store !== null) throw new Error(`Op ${this.address} antwoordt een andere server, op ${store}.`);
      if (first === undefined || first.pid === null || Date.now() > until)
        throw new Error(`De Temporal-server wil niet starten: ${await first?.lastWords()}`);
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#processes.values()].map(async (process) => process.stop()));
  }
}

async function placesFor(
  services: readonly ServiceName[],
): Promise<Partial<Record<ServiceName, ServicePorts>>> {
  const places: Partial<Record<ServiceName, ServicePorts>> = {};
  for (const service of services) {
    const [grpc = 0, membership = 0] = await freePorts(2);
    places[service] = { grpc, membership };
  }
  return places;
}

async function storeOf(address: string): Promise<string | null> {
  try {
    const connection = await connect({ address }, 2_000);
    try {
      return (await connection.workflowService.getClusterInfo({})).persistenceStore ?? '';
    } finally {
      await connection.close();
    }
  } catch {
    return null;
  }
}

type SqlProgram = Pick<ServerPrograms, 'sql'>;

async function makeDatabases(
  name: string,
  database: Database,
  program: SqlProgram,
  stopped: AbortSignal,
): Promise<void> {
  for (const { tool } of schemasOf(name, database, program, stopped)) {
    await tool('create');
    await tool('setup-schema', '-v', '0.0');
  }
  await updateSchemas(name, database, program, stopped);
}

/** To what the version of the program asks. */
export async function updateSchemas(
  name: string,
  database: Database,
  program: SqlProgram,
  stopped: AbortSignal,
): Promise<void> {
  for (const { schema, tool } of schemasOf(name, database, program, stopped))
    await tool('update-schema', '--schema-name', `postgresql/v12/${schema}`);
}

function schemasOf(name: string, { port }: Database, { sql }: SqlProgram, stopped: AbortSignal) {
  const where = ['--plugin', 'postgres12', '--ep', '127.0.0.1', '-p', String(port), '-u', databaseUser];
  const of = (schema: string, database: string) => ({
    schema,
    tool: async (...args: readonly string[]) =>
      runProgram(sql, [...where, '--db', database, ...args], { stopped }),
  });
  return [of('temporal', name), of('visibility', visibilityOf(name))];
}
