import type { WorkflowExecutionInfo, WorkflowExecutionStatusName } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { TrackRow } from '../machines/desk/overview.ts';
import { suspendedStatus } from '../machines/desk/queries.ts';
import { endings, stoppedHow } from '../machines/desk/stopped.ts';
import { trackId } from '../machines/protocol.ts';
import { parseFunctionLine, testAttributes } from '../machines/track/attributes.ts';

const statusKey = defineSearchAttributeKey('TrajectStatus', SearchAttributeType.KEYWORD);
const linesKey = defineSearchAttributeKey('Functies', SearchAttributeType.KEYWORD_LIST);
const escalationKey = defineSearchAttributeKey('Escalatie', SearchAttributeType.INT);
const dangerKey = defineSearchAttributeKey('InGevaar', SearchAttributeType.BOOL);
const testKeys = {
  berichtenbox: defineSearchAttributeKey(testAttributes.berichtenbox, SearchAttributeType.KEYWORD),
  lopendeZaken: defineSearchAttributeKey(testAttributes.lopendeZaken, SearchAttributeType.KEYWORD),
};
const taskKey = defineSearchAttributeKey('TaakOpen', SearchAttributeType.BOOL);

/** A track from visibility alone, so that it needs no worker. Without functions for a moment, when it has just begun. */
export function trackRow(execution: WorkflowExecutionInfo): TrackRow {
  const { workflowId, runId, memo, typedSearchAttributes: attributes, status } = execution;
  const id = organisationOf(workflowId);
  const name = memo?.['afnemer'];
  return {
    organisation: { id, name: typeof name === 'string' ? name : id },
    run: runId,
    status: statusOf(status.name, attributes.get(statusKey) ?? 'nieuw'),
    functions: (attributes.get(linesKey) ?? []).flatMap((line) => parseFunctionLine(line) ?? []),
    tests: {
      berichtenbox: momentOf(attributes.get(testKeys.berichtenbox)),
      lopendeZaken: momentOf(attributes.get(testKeys.lopendeZaken)),
    },
    escalation: attributes.get(escalationKey) ?? 0,
    inDanger: attributes.get(dangerKey) ?? false,
    taskOpen: attributes.get(taskKey) ?? false,
  };
}

/** Suspended and paused is suspended: nobody is chased. */
function statusOf(run: WorkflowExecutionStatusName, own: string): string {
  const stopped = stoppedHow(run);
  if (stopped !== null) return endings[stopped];
  return run === 'PAUSED' && own !== suspendedStatus ? 'gepauzeerd' : own;
}

function momentOf(iso: string | undefined): number | null {
  return iso === undefined ? null : Date.parse(iso);
}

/** The inverse of `trackId`. */
export function organisationOf(workflowId: string): string {
  const prefix = trackId('');
  return workflowId.startsWith(prefix) ? workflowId.slice(prefix.length) : workflowId;
}
