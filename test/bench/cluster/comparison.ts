import type { Client } from '@temporalio/client';
import { audit } from '../../chaos/audit/index.ts';
import type { Finding } from '../../chaos/audit/evidence.ts';
import type { Told } from '../../chaos/desk.ts';
import { gather } from '../../chaos/gather.ts';
import { roomFor } from '../../chaos/papers.ts';
import { settled } from '../../chaos/quiet.ts';
import { auditLeft, listedSteps } from './left.ts';
import { auditLists, listCounts, type ListCounts } from './lists.ts';
import type { System } from './systems.ts';
import { measure, type Round } from './throughput.ts';

export const systemNames = ['cluster', 'oneProcess', 'embedded'] as const;
export type SystemName = (typeof systemNames)[number];

/** A system, and what it takes to look at it from outside. */
export interface Compared {
  readonly system: System;
  readonly mailFolder: string;
}

export interface Comparison {
  /** In the order in which they were. */
  readonly rounds: Readonly<Record<SystemName, readonly Round[]>>;
  readonly findings: readonly Finding[];
}

export const load = { tracks: 40, atOnce: 20 };
const roundsEach = 2;
/** Places in the planning for all that declare, and more. */
const room = 4 * roundsEach * load.tracks;
const words: Readonly<Record<SystemName, string>> = {
  cluster: 'vijf processen op PostgreSQL',
  oneProcess: 'één proces op PostgreSQL',
  embedded: 'de eigen server op SQLite',
};

/** The same load on each in turn, and what each is left with. */
export async function compare(
  systems: Readonly<Record<SystemName, Compared>>,
  stopped: AbortSignal,
  report: (line: string) => void,
): Promise<Comparison> {
  const rounds: Record<SystemName, Round[]> = { cluster: [], oneProcess: [], embedded: [] };
  const told: Record<SystemName, Told[]> = { cluster: [], oneProcess: [], embedded: [] };
  const lists: Partial<Record<SystemName, ListCounts>> = {};
  const findings: Finding[] = [];
  for (let round = 1; round <= roundsEach; round++) {
    // Back and forth, so that no system always comes after the same one.
    for (const name of round % 2 === 1 ? systemNames : systemNames.toReversed()) {
      const { system, mailFolder } = systems[name];
      const after = async (client: Client, news: readonly Told[]): Promise<void> => {
        told[name].push(...news);
        if (round < roundsEach) return;
        await settled(client, stopped);
        lists[name] = await listCounts(client);
        findings.push(...(await auditOf(client, { system, mailFolder }, told[name])));
      };
      const measured = await measure(system, String(round), { ...load, room }, stopped, after);
      rounds[name].push(measured);
      const speed = measured.tracksPerSecond.toFixed(1);
      report(`Ronde ${round}, ${words[name]}: ${speed} trajecten per seconde`);
    }
  }
  const { embedded = {}, ...others } = lists;
  for (const [name, counts] of Object.entries(others)) findings.push(...auditLists(name, counts, embedded));
  return { rounds, findings };
}

async function auditOf(
  client: Client,
  { system: { clock }, mailFolder }: Compared,
  told: readonly Told[],
): Promise<readonly Finding[]> {
  const settledAt = Date.now();
  const gathered = await gather(client, mailFolder);
  return [
    ...audit({ ...gathered, clock, settledAt, told, room: roomFor(room) }),
    ...auditLeft(told, await listedSteps(client)),
  ];
}
