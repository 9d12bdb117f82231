import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { planningId, planningMessages, trackMessages } from '../../machines/protocol.ts';
import {
  isTrack,
  type DiaryLine,
  type Evidence,
  type Holding,
  type ReceivedMail,
  type Reservation,
} from './audit/evidence.ts';
import { disagreements } from './audit/lost.ts';
import { readRuns } from './records.ts';

type Gathered = Pick<Evidence, 'runs' | 'diaries' | 'reservations' | 'holdings' | 'mails'>;

/** All that can be seen from outside once a run is over. */
export async function gather(client: Client, mailFolder: string): Promise<Gathered> {
  const runs = await readRuns(client);
  const tracks = [...new Set(runs.filter(isTrack).map(({ workflowId }) => workflowId))];
  const diaries = new Map<string, readonly DiaryLine[]>();
  for (const id of tracks)
    diaries.set(id, await client.workflow.getHandle(id).query<readonly DiaryLine[]>(trackMessages.diary));
  return { runs, diaries, ...(await bothSides(client, tracks)), mails: await received(mailFolder) };
}

const mostRounds = 20;
const pauseMs = 250;

/**
 * Business time goes on while all are asked, and slots pass: who does not agree with the planning is asked again.
 * What is wrong stays wrong.
 */
async function bothSides(
  client: Client,
  tracks: readonly string[],
): Promise<Pick<Gathered, 'reservations' | 'holdings'>> {
  const held = new Map<string, readonly Holding[]>();
  for (const id of tracks) held.set(id, await heldBy(client, id));
  for (let round = 1; ; round++) {
    const both = { reservations: await reserved(client), holdings: [...held.values()].flat() };
    const apart = disagreements(both);
    if (apart.length === 0 || round === mostRounds) return both;
    await wait(pauseMs);
    const again = new Set(apart.map(({ organisation }) => `aansluittraject-${organisation}`));
    for (const id of again) if (held.has(id)) held.set(id, await heldBy(client, id));
  }
}

async function reserved(client: Client): Promise<readonly Reservation[]> {
  return reservationsIn(await client.workflow.getHandle(planningId).query<unknown>(planningMessages.state));
}

const heldSchema = z.object({
  places: z.array(
    z.object({
      function: z.string(),
      place: z.object({ status: z.string(), slot: z.object({ id: z.string() }).optional() }),
    }),
  ),
});

async function heldBy(client: Client, workflowId: string): Promise<readonly Holding[]> {
  const held: unknown = await client.workflow.getHandle(workflowId).query(trackMessages.holdings);
  return heldSchema.parse(held).places.map(({ function: fn, place }) => ({
    organisation: workflowId.replace('aansluittraject-', ''),
    function: fn,
    status: place.status,
    slot: place.slot?.id ?? null,
  }));
}

const rowSchema = z.union([
  z.tuple([z.enum(['held', 'agreed']), z.number(), z.number()]).rest(z.unknown()),
  z
    .tuple([
      z.literal('waiting'),
      z.number(),
      z.string(),
      z.number(),
      z.string(),
      z.string().nullable(),
      z.string().nullable(),
    ])
    .rest(z.unknown()),
  z.tuple([z.literal('trancheOnly'), z.number(), z.string()]).rest(z.unknown()),
  z.tuple([z.literal('released')]).rest(z.unknown()),
]);
const carriedSchema = z.object({
  planning: z.object({
    names: z.array(z.string()),
    organisations: z.array(z.array(z.unknown())),
  }),
});
const functions = ['berichtenbox', 'lopendeZaken'];

/** The coordinator's own rows, as they travel from run to run, read here without its code. */
export function reservationsIn(carried: unknown): readonly Reservation[] {
  const { names, organisations } = carriedSchema.parse(carried).planning;
  return organisations.flatMap(([id, , , , , , , rows]) =>
    z
      .array(rowSchema.nullable())
      .parse(rows)
      .flatMap((row, at): readonly Reservation[] => {
        if (row === null) return [];
        const one = {
          organisation: String(id),
          function: functions[at] ?? '',
          status: row[0],
          slot: null,
          tranche: null,
        };
        switch (row[0]) {
          case 'held':
          case 'agreed': {
            const slot = names[row[2]] ?? null;
            return [{ ...one, slot, tranche: slot?.split('.')[0] ?? null }];
          }
          case 'waiting':
            return [{ ...one, tranche: row[6] }];
          case 'trancheOnly':
            return [{ ...one, tranche: row[2] }];
          case 'released':
            return [one];
        }
      }),
  );
}

async function received(folder: string): Promise<readonly ReceivedMail[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.eml'));
  return await Promise.all(
    files.map(async (file) => {
      const raw = await readFile(join(folder, file), 'utf8');
      const messageId = /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '';
      return { messageId, at: Number(file.split('-')[0]) };
    }),
  );
}
