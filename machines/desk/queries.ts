import { instantAt } from '../domain/amsterdam.ts';
import { addDays, endOfWeek, type IsoDate } from '../domain/dates.ts';
import { connectionFunctions } from '../domain/vocabulary.ts';
import { partyWords } from '../domain/words.ts';
import { allTracks, openTracks, trancheQuery, withoutTranche } from '../domain/track-queries.ts';
import { testAttributes, unreachableWords } from '../track/attributes.ts';
import type { Status } from '../track/view.ts';

/** The lists of tracks, as queries on search attributes: one definition for the morning mail and the views in the UI. */

export const listKinds = [
  'escalated',
  'late',
  'waitsOnDesk',
  'taskOpen',
  'dueThisWeek',
  'testsThisWeek',
  'undeliverable',
  'inDanger',
  'waitsOnConsumer',
  'withoutTranche',
  'suspended',
  'paused',
  'open',
  'closed',
] as const;
export type ListKind = (typeof listKinds)[number];

export const suspendedStatus = 'opgeschort' satisfies Status;

/** Nobody is chased while a track is suspended, and its dates are to be seen anew: it is late and in danger again when it resumes. */
const activeTracks = `${openTracks} AND TrajectStatus != '${suspendedStatus}'`;

/** A relative date does not exist in these queries: each day's links have that day's dates. */
export function queryOf(kind: ListKind, today: IsoDate): string {
  const weekIsOver = addDays(endOfWeek(today), 1);
  switch (kind) {
    case 'escalated':
      return `${openTracks} AND Escalatie > 0`;
    case 'late':
      return `${activeTracks} AND Termijn < ${midnight(today)}`;
    case 'waitsOnDesk':
      return `${activeTracks} AND WachtOp = '${partyWords.desk}'`;
    case 'taskOpen':
      return `${openTracks} AND TaakOpen = true`;
    case 'dueThisWeek':
      // A track knows its nearest date only: so with what is late already.
      return `${activeTracks} AND Termijn < ${midnight(weekIsOver)}`;
    case 'testsThisWeek': {
      const each = connectionFunctions.map((fn) => {
        const at = testAttributes[fn];
        return `(${at} >= '${today}' AND ${at} < '${weekIsOver}')`;
      });
      return `${openTracks} AND (${each.join(' OR ')})`;
    }
    case 'undeliverable':
      return `${openTracks} AND Mail IN (${unreachableWords.map((word) => `'${word}'`).join(', ')})`;
    case 'inDanger':
      return `${activeTracks} AND InGevaar = true`;
    case 'waitsOnConsumer':
      return `${activeTracks} AND WachtOp = '${partyWords.consumer}'`;
    case 'withoutTranche':
      return trancheQuery(withoutTranche);
    case 'suspended':
      return `${openTracks} AND TrajectStatus = '${suspendedStatus}'`;
    case 'paused':
      return `${allTracks} AND ExecutionStatus = 'Paused'`;
    case 'open':
      return openTracks;
    case 'closed':
      // Not by the status of the track: one that was terminated never came to an end.
      return `${allTracks} AND ExecutionStatus = 'Completed'`;
  }
}

function midnight(day: IsoDate): string {
  return `'${new Date(instantAt(day, '00:00')).toISOString()}'`;
}
