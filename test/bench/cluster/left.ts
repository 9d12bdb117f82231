import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { Finding } from '../../chaos/audit/evidence.ts';
import type { Told } from '../../chaos/desk.ts';

/** A track in the lists of the server. */
export interface ListedStep {
  readonly workflowId: string;
  readonly step: string | undefined;
}

const stepKey = defineSearchAttributeKey('Berichtenbox', SearchAttributeType.KEYWORD);

export async function listedSteps(client: Client): Promise<readonly ListedStep[]> {
  const found: ListedStep[] = [];
  for await (const { workflowId, typedSearchAttributes } of client.workflow.list({
    query: `WorkflowType = 'aansluittraject' AND ExecutionStatus = 'Running'`,
  }))
    found.push({ workflowId, step: typedSearchAttributes.get(stepKey) });
  return found;
}

/** Every track that was told something stands in the lists, once, where its way left it: before the chain test. */
export function auditLeft(told: readonly Told[], listed: readonly ListedStep[]): readonly Finding[] {
  const asked = new Set(told.flatMap(({ organisation }) => (organisation === '' ? [] : [organisation])));
  return [...asked].flatMap((about): readonly Finding[] => {
    const steps = listed.flatMap(({ workflowId, step }) =>
      workflowId === `aansluittraject-${about}` ? [step ?? 'no step'] : [],
    );
    if (steps.length === 1 && steps[0] === 'Ketentest') return [];
    return [{ fault: 'lost', about, text: `in the lists: ${steps.join(', ') || 'nothing'}` }];
  });
}
