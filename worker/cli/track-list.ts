import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { trackId, workflowTypes } from '../../machines/protocol.ts';
import { parseFunctionLine, type FunctionLine } from '../../machines/track/attributes.ts';

/** One consumer as lists show it: from visibility alone, so that it needs no worker. */
export interface ListedTrack {
  /** The organisation's id. */
  readonly id: string;
  readonly afnemer: string;
  readonly status: string;
  /** Empty for a moment, when a track has just begun. */
  readonly functies: readonly FunctionLine[];
}

const statusKey = defineSearchAttributeKey('TrajectStatus', SearchAttributeType.KEYWORD);
const linesKey = defineSearchAttributeKey('Functies', SearchAttributeType.KEYWORD_LIST);

/** Nearest due date first. Of an organisation with several tracks one after another only the newest. */
export async function listTracks(client: Client): Promise<readonly ListedTrack[]> {
  const newest = new Map<string, { readonly track: ListedTrack; readonly start: Date }>();
  for await (const execution of client.workflow.list({ query: `WorkflowType = '${workflowTypes.track}'` })) {
    const track = listed(execution);
    const known = newest.get(track.id);
    if (known === undefined || known.start < execution.startTime) {
      newest.set(track.id, { track, start: execution.startTime });
    }
  }
  return [...newest.values()].map(({ track }) => track).sort(byDue);
}

/** The inverse of `trackId`. */
export function organisationOf(workflowId: string): string {
  const prefix = trackId('');
  return workflowId.startsWith(prefix) ? workflowId.slice(prefix.length) : workflowId;
}

function listed({ workflowId, memo, typedSearchAttributes, status }: WorkflowExecutionInfo): ListedTrack {
  const id = organisationOf(workflowId);
  const name = memo?.['afnemer'];
  return {
    id,
    afnemer: typeof name === 'string' ? name : id,
    status: status.name === 'TERMINATED' ? 'afgebroken' : (typedSearchAttributes.get(statusKey) ?? 'nieuw'),
    functies: (typedSearchAttributes.get(linesKey) ?? []).flatMap((line) => parseFunctionLine(line) ?? []),
  };
}

function firstDue({ functies }: ListedTrack): string {
  return functies.flatMap(({ termijn }) => termijn ?? []).sort()[0] ?? '9999';
}

function byDue(a: ListedTrack, b: ListedTrack): number {
  return firstDue(a).localeCompare(firstDue(b)) || a.id.localeCompare(b.id);
}
