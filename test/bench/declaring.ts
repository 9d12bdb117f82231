import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { OrganisationKind } from '../../machines/domain/organisation.ts';
import type { ConnectionFunction } from '../../machines/domain/vocabulary.ts';
import { deskId, deskMessages, refusals } from '../../machines/protocol.ts';
import { hasStatus } from '../../worker/server/grpc-status.ts';

interface Dates {
  readonly teststart: string;
  readonly ingebruikname: string;
}

/** The desk is one workflow, of which the server refuses the eleventh Update at a time. */
export const declaringAtOnce = 8;

/** Longer than a desk needs to finish what is under way and to begin a new run, also on a busy machine. */
const patienceMs = 300_000;
const pauseMs = 500;

const dates: Dates = { teststart: '2027-03-01', ingebruikname: '2027-07-01' };
const bothFunctions = { berichtenbox: dates, lopendeZaken: dates };

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
          args: [{ door: 'meting', ...declarationOf(name, kind, bothFunctions) }],
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

/** A complete one. */
export function declarationOf(
  name: string,
  soort: OrganisationKind,
  functies: Readonly<Partial<Record<ConnectionFunction, Dates>>>,
) {
  return {
    organisatie: { naam: name, soort },
    functies,
    ondertekening: {
      persoonsnaam: 'J. Bakker',
      naam: 'J. Bakker',
      functie: 'directeur',
      plaats: name,
      datum: '2026-12-15',
      handtekening: true,
    },
    contactpersonen: [{ rol: 'projectleider', naam: 'P. Smit', email: 'p.smit@example.org' }],
  };
}
