import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { carryPlanning } from '../machines/domain/planning/carried.ts';
import { rebuiltPlanning, type TrackHoldings } from '../machines/domain/planning/rebuild.ts';
import { planningId, planningMessages, trackMessages, workflowTypes } from '../machines/protocol.ts';
import type { CarriedCoordinator } from '../workflows/planning-queries.ts';
import type { Report } from './server/report.ts';

/**
 * What a planning that was terminated, or ended by mistake, left behind; null when it runs, or when there is
 * nothing yet. A workflow that has ended can still be asked for its state, as long as its history is kept; after
 * that, the tracks can.
 */
export async function plannedBefore(client: Client, report: Report): Promise<CarriedCoordinator | null> {
  const status = await statusOf(client);
  if (status === 'RUNNING') return null;
  if (status === null) return await fromTracks(client, report);
  try {
    const carried = await client.workflow
      .getHandle(planningId)
      .query<CarriedCoordinator>(planningMessages.state);
    report('De planning was gestopt. Ze gaat verder waar ze was.');
    return carried;
  } catch {
    return await fromTracks(client, report);
  }
}

async function statusOf(client: Client): Promise<string | null> {
  try {
    return (await client.workflow.getHandle(planningId).describe()).status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/**
 * The newest track of each organisation, the closed ones too.
 * @throws when one can't be asked: a planning without it would give its place away.
 */
async function fromTracks(client: Client, report: Report): Promise<CarriedCoordinator | null> {
  const newest = new Map<string, { readonly runId: string; readonly start: Date }>();
  const query = `WorkflowType = '${workflowTypes.track}'`;
  for await (const { workflowId, runId, startTime } of client.workflow.list({ query })) {
    const known = newest.get(workflowId);
    if (known === undefined || known.start < startTime) newest.set(workflowId, { runId, start: startTime });
  }
  if (newest.size === 0) return null;
  const tracks: TrackHoldings[] = [];
  for (const [workflowId, { runId }] of newest) {
    const handle = client.workflow.getHandle(workflowId, runId);
    tracks.push(await handle.query<TrackHoldings>(trackMessages.holdings));
  }
  report(
    `De planning was weg. Ze is opnieuw opgebouwd uit ${tracks.length} trajecten: publiceer het planningsbestand opnieuw.`,
  );
  return { planning: carryPlanning(rebuiltPlanning(tracks)), notices: [], answered: [] };
}
