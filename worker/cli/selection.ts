import { isGrpcServiceError, type Client } from '@temporalio/client';
import { isOpen } from '../../activities/run-status.ts';
import { organisationOf } from '../../activities/track-rows.ts';
import { openTracks } from '../../machines/domain/track-queries.ts';
import { workflowTypes } from '../../machines/protocol.ts';
import { searchAttributes } from '../../machines/track/attributes.ts';
import { hasStatus } from '../server/grpc-status.ts';
import { queryFault } from './query-fault.ts';
import { UserError } from '../user-error.ts';

/** Part of the help of a command that takes a selection. */
export const selectionHelp: readonly string[] = [
  'Een selectie is een zoekopdracht zoals in de Temporal UI, altijd binnen de lopende trajecten:',
  `  --selectie "Tranche = '2027-T1'"`,
  `  --selectie "WachtOp = 'afnemer' AND Escalatie > 0"`,
  `  --selectie "Termijn >= '2027-03-01T00:00:00+01:00' AND Termijn < '2027-03-08T00:00:00+01:00'"`,
  `  --selectie "WorkflowId IN ('aansluittraject-gemeente-almere', 'aansluittraject-gemeente-utrecht')"`,
  `Zoekattributen: ${attributeNames()}.`,
];

/**
 * The organisations whose tracks run and answer to a query on search attributes, in order of their ids.
 * @throws UserError (exit code 2) with what is wrong with the query.
 */
export async function selectTracks(client: Client, query: string): Promise<readonly string[]> {
  const ids: string[] = [];
  try {
    for await (const { workflowId, type, status } of client.workflow.list({
      query: `${openTracks} AND (${query})`,
    })) {
      // Once more: a query can close our parenthesis, and open its own.
      if (type === workflowTypes.track && isOpen(status.name)) ids.push(organisationOf(workflowId));
    }
  } catch (cause) {
    throw inWords(query, cause);
  }
  return ids.toSorted();
}

function inWords(query: string, cause: unknown): unknown {
  const answer = cause instanceof Error && cause.cause !== undefined ? cause.cause : cause;
  if (!isGrpcServiceError(answer)) return cause;
  if (hasStatus(answer, 'UNAVAILABLE'))
    return new UserError('De Temporal-server is niet meer te bereiken: kijk of het systeem nog draait.', {
      cause,
    });
  if (!hasStatus(answer, 'INVALID_ARGUMENT')) return cause;
  return new UserError(
    `--selectie: verwacht een zoekopdracht zoals "Tranche = '2027-T1'", gevonden: ${query}. Wat er niet klopt: ${queryFault(answer.details)}. Zoekattributen: ${attributeNames()}.`,
    { exitCode: 2, cause },
  );
}

function attributeNames(): string {
  return Object.keys(searchAttributes).join(', ');
}
