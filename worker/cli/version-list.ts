import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { organisationOf } from '../../activities/track-rows.ts';
import { openWorkflows } from '../../machines/domain/track-queries.ts';

/** What runs, and on what: from visibility alone, so that it needs no worker. */
export interface RunningVersion {
  /** Of a track: the organisation's id; else the workflow's. */
  readonly id: string;
  /** Of the machine; null for what has none. */
  readonly versie: string | null;
  /** `deployment:build` with Worker Versioning; null without. */
  readonly uitgave: string | null;
  /** Stays on that release until it continues as new. */
  readonly vastgezet: boolean;
}

const versionKey = defineSearchAttributeKey('Versie', SearchAttributeType.KEYWORD);
/** The server's own. */
const releaseKey = defineSearchAttributeKey('TemporalWorkerDeploymentVersion', SearchAttributeType.KEYWORD);
const behaviorKey = defineSearchAttributeKey(
  'TemporalWorkflowVersioningBehavior',
  SearchAttributeType.KEYWORD,
);

export async function listVersions(client: Client): Promise<readonly RunningVersion[]> {
  const running: RunningVersion[] = [];
  for await (const execution of client.workflow.list({ query: openWorkflows }))
    running.push(versionOf(execution));
  return running.sort((one, other) => one.id.localeCompare(other.id));
}

export function versionOf({
  workflowId,
  typedSearchAttributes,
}: Pick<WorkflowExecutionInfo, 'workflowId' | 'typedSearchAttributes'>): RunningVersion {
  return {
    id: organisationOf(workflowId),
    versie: typedSearchAttributes.get(versionKey) ?? null,
    uitgave: typedSearchAttributes.get(releaseKey) ?? null,
    vastgezet: typedSearchAttributes.get(behaviorKey) === 'Pinned',
  };
}

/** Of the deployment that a release (`deployment:build`) belongs to: the one that new runs begin on. */
export async function currentRelease(client: Client, release: string): Promise<string | null> {
  const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
    namespace: client.options.namespace,
    deploymentName: release.slice(0, release.lastIndexOf(':')),
  });
  const current = workerDeploymentInfo?.routingConfig?.currentDeploymentVersion;
  return current ? `${current.deploymentName}:${current.buildId}` : null;
}
