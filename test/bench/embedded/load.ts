import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Turns } from '../../../activities/turns.ts';
import type { OrganisationKind } from '../../../machines/domain/organisation.ts';
import { deskId, deskMessages, refusals, trackId } from '../../../machines/protocol.ts';
import { hasStatus } from '../../../worker/server/grpc-status.ts';
import { actions } from './script.ts';

export interface Loaded {
  readonly seconds: number;
  /** Milliseconds from asking to the answer: of each action on a track, and of each declaration when its turn came. */
  readonly actions: readonly number[];
  readonly declarations: readonly number[];
}

/** Declares, and then does what the script says, one after another; so many consumers at once. */
export async function carryAll(client: Client, names: readonly string[], atOnce: number): Promise<Loaded> {
  const took: number[] = [];
  const declared: number[] = [];
  const turns = new Turns(8, Infinity);
  const left = names.values();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const name of left) {
        const id = await turns.take(() => timed(declared, () => declare(client, name)));
        const track = client.workflow.getHandle(trackId(id));
        for (const { name: action, input } of actions)
          await timed(took, () =>
            track.executeUpdate<unknown, [object]>(action, { args: [{ door: 'meting', ...input }] }),
          );
      }
    }),
  );
  return { seconds: (performance.now() - began) / 1_000, actions: took, declarations: declared };
}

async function timed<Answer>(times: number[], work: () => Promise<Answer>): Promise<Answer> {
  const began = performance.now();
  const answer = await work();
  times.push(performance.now() - began);
  return answer;
}

/** Longer than a desk needs to finish what is under way and to begin a new run, also on a busy machine. */
const patienceMs = 300_000;
const pauseMs = 500;

/** The id that the register gave. Asked again, as it asks itself, while the desk is between two runs. */
export async function declare(
  client: Client,
  name: string,
  kind: OrganisationKind = 'gemeente',
): Promise<string> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      const { id } = await client.workflow
        .getHandle(deskId)
        .executeUpdate<{ readonly id: string }, [object]>(deskMessages.register, {
          updateId: `meting/${name}`,
          args: [{ door: 'meting', ...declarationOf(name, kind) }],
        });
      return id;
    } catch (error) {
      if (isForGood(error) || performance.now() > until) throw error;
      await wait(pauseMs);
    }
  }
}

function isForGood(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const isRefused = cause instanceof ApplicationFailure && cause.type === refusals.refused;
  return isRefused || hasStatus(cause, 'INVALID_ARGUMENT');
}

function declarationOf(name: string, soort: OrganisationKind) {
  const dates = { teststart: '2027-03-01', ingebruikname: '2027-07-01' };
  return {
    organisatie: { naam: name, soort },
    functies: { berichtenbox: dates, lopendeZaken: dates },
    ondertekening: {
      persoonsnaam: 'J. Bakker',
      naam: 'J. Bakker',
      functie: 'directeur',
      plaats: name,
      datum: '2026-12-15',
      handtekening: true,
    },
    contactpersonen: [{ rol: 'projectleider', naam: 'P. Smit', email: 'smit@gemeente.example' }],
  };
}
