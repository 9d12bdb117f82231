import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { trackRow } from '../../activities/track-rows.ts';
import { allTracks } from '../../machines/domain/track-queries.ts';
import type { FunctionLine } from '../../machines/track/attributes.ts';

/** One consumer as lists show it: from visibility alone, so that it needs no worker. */
export interface ListedTrack {
  /** The organisation's id. */
  readonly id: string;
  readonly afnemer: string;
  readonly status: string;
  /** Empty for a moment, when a track has just begun. */
  readonly functies: readonly FunctionLine[];
}

/** Of runs that go on in another one the last says all. */
const lastRuns = `${allTracks} AND ExecutionStatus != 'ContinuedAsNew'`;

/** Nearest due date first. Of an organisation with several tracks one after another only the newest. */
export async function listTracks(client: Client): Promise<readonly ListedTrack[]> {
  const newest = new Map<string, { readonly track: ListedTrack; readonly start: Date }>();
  for await (const execution of client.workflow.list({ query: lastRuns })) {
    const track = listed(execution);
    const known = newest.get(track.id);
    if (known === undefined || known.start < execution.startTime) {
      newest.set(track.id, { track, start: execution.startTime });
    }
  }
  return [...newest.values()].map(({ track }) => track).sort(byDue);
}

function listed(execution: WorkflowExecutionInfo): ListedTrack {
  const { organisation, status, functions } = trackRow(execution);
  return { id: organisation.id, afnemer: organisation.name, status, functies: functions };
}

function firstDue({ functies }: ListedTrack): string {
  return functies.flatMap(({ termijn }) => termijn ?? []).sort()[0] ?? '9999';
}

function byDue(a: ListedTrack, b: ListedTrack): number {
  return firstDue(a).localeCompare(firstDue(b)) || a.id.localeCompare(b.id);
}
