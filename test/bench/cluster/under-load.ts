import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { audit } from '../../chaos/audit/index.ts';
import type { Evidence, Finding } from '../../chaos/audit/evidence.ts';
import { gather } from '../../chaos/gather.ts';
import { roomFor } from '../../chaos/papers.ts';
import { settled } from '../../chaos/quiet.ts';
import { feltOf, strike, type Blow, type Felt } from './blows.ts';
import { connected } from './connected.ts';
import { beginConsumers } from './consumers.ts';
import { observedCalls } from './observed-calls.ts';
import type { MailPlace } from './mail-places.ts';
import type { manyProcesses, TemporalProcesses } from './temporal-processes.ts';
import { Workers } from './workers.ts';

/** What became of a cluster that was worked on under load. */
export interface Survival {
  readonly blows: readonly Felt[];
  readonly calls: number;
  /** Tries that were not answered, and tried again by who asked. */
  readonly errors: number;
  readonly findings: readonly Finding[];
  readonly evidence: Evidence;
}

export interface ClusterPlace {
  readonly folder: string;
  readonly cluster: TemporalProcesses<keyof typeof manyProcesses>;
  readonly mail: MailPlace;
}

export interface Blows {
  readonly calmMs: number;
  readonly blowsFor: (workers: Workers) => readonly Blow[];
}

const tracks = 24;
/** A calendar day: two cores carry the server's five processes beside it. */
const dayMs = 600;
/** Business days in which tracks can be brought to their end. */
const longestDays = 240;
const gatherMs = 120_000;

/**
 * The consumers and the audit of `npm run chaos`, in a namespace of their own on the cluster: timers fire, mails leave,
 * places are taken, while it is struck.
 */
export async function underLoad(
  { folder, cluster, mail }: ClusterPlace,
  { calmMs, blowsFor }: Blows,
  stopped: AbortSignal,
  report: (line: string) => void,
): Promise<Survival> {
  const { address } = cluster;
  const namespace = 'onder-belasting';
  try {
    await cluster.start();
    const place = { folder: join(folder, namespace), address, namespace, smtpPort: mail.port, dayMs };
    const workers = await Workers.prepare(place, stopped);
    workers.start();
    try {
      const { interceptors, calls } = observedCalls();
      const client = await connected({ address, namespace, workers: 2 }, tracks, stopped, interceptors);
      report(`Een kalenderdag duurt ${dayMs} ms; ${tracks} organisaties melden zich aan.`);
      const begun = Date.now();
      const consumers = beginConsumers(client, { count: tracks, name: 'Moedstad', dayMs }, stopped);
      const struck = await strike(blowsFor(workers), calmMs, stopped, report);
      report('Er gebeurt niets meer: alles komt tot rust …');
      const blows = feltOf(struck, calls, Date.now());
      const left = begun + longestDays * dayMs - Date.now();
      await Promise.race([consumers.told, wait(Math.max(0, left), undefined, { signal: stopped })]);
      consumers.close();
      const told = await consumers.told;
      await settled(client, stopped);
      stopped.throwIfAborted();
      report('De controle leest alles wat er ligt …');
      const settledAt = Date.now();
      const gathered = await client.withDeadline(settledAt + gatherMs, async () =>
        gather(client, mail.folder),
      );
      const evidence = { ...gathered, clock: workers.clock, settledAt, told, room: roomFor(tracks) };
      await client.connection.close();
      return {
        blows,
        calls: calls.length,
        errors: calls.filter(({ error }) => error !== null).length,
        findings: audit(evidence),
        evidence,
      };
    } finally {
      await workers.stop();
    }
  } finally {
    await cluster.stop();
  }
}
