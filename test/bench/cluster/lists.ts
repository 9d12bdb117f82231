import type { Client } from '@temporalio/client';
import { listKinds, queryOf, type ListKind } from '../../../machines/desk/queries.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import type { Finding } from '../../chaos/audit/evidence.ts';

/** How many tracks stand in each list of the desk. */
export type ListCounts = Readonly<Partial<Record<ListKind, number>>>;

/** A Monday on which terms have passed, and chain tests are near. */
const today = isoDate('2027-03-01');

export async function listCounts(client: Client): Promise<ListCounts> {
  const counts: Partial<Record<ListKind, number>> = {};
  for (const kind of listKinds) {
    const listed: string[] = [];
    for await (const { workflowId } of client.workflow.list({ query: queryOf(kind, today) }))
      listed.push(workflowId);
    counts[kind] = listed.length;
  }
  return counts;
}

/** After the same load a list is as long whatever the server keeps it in. */
export function auditLists(system: string, counts: ListCounts, expected: ListCounts): readonly Finding[] {
  return listKinds.flatMap((kind): readonly Finding[] =>
    counts[kind] === expected[kind]
      ? []
      : [
          {
            fault: 'lost',
            about: `${system}, ${kind}`,
            text: `${counts[kind]} listed, not ${expected[kind]}`,
          },
        ],
  );
}
