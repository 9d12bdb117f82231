import type { Client } from '@temporalio/client';
import { isReset } from '../activities/mail/replaced-runs.ts';
import { carryPlanning } from '../machines/domain/planning/carried.ts';
import { rebuiltPlanning, type TrackHoldings } from '../machines/domain/planning/rebuild.ts';
import { planningId, planningMessages, trackMessages, workflowTypes } from '../machines/protocol.ts';
import type { CarriedCoordinator } from '../workflows/planning-queries.ts';
import { latestRun, type LatestRun } from './latest-run.ts';
import type { Report } from './server/report.ts';

/**
 * What a planning that was terminated, or ended by mistake, left behind; null when it runs, or when there is
 * nothing yet. A workflow that has ended can still be asked for its state, as long as its history is kept; after
 * that, the tracks can.
 */
export async function plannedBefore(client: Client, report: Report): Promise<CarriedCoordinator | null> {
  const latest = await latestRun(client, planningId);
  if (latest === null) return await fromTracks(client, report);
  if (latest.status === 'RUNNING') return await beforeReset(client, latest, report);
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

/**
 * A reset takes the planning back, and the tracks not: what was agreed since would be given away. So it is undone: the
 * planning goes on from what the replaced run knew. Null: it was not reset.
 */
async function beforeReset(
  client: Client,
  { runId, start }: LatestRun,
  report: Report,
): Promise<CarriedCoordinator | null> {
  if (!(await isReset(client.workflow, { workflowId: planningId, runId }))) return null;
  let replaced: { readonly runId: string; readonly closed: number } | null = null;
  const query = `WorkflowId = '${planningId}' AND ExecutionStatus = 'Terminated'`;
  for await (const run of client.workflow.list({ query })) {
    const closed = run.closeTime?.getTime() ?? 0;
    if (replaced === null || closed > replaced.closed) replaced = { runId: run.runId, closed };
  }
  // Visibility runs behind: the next look finds it.
  if (replaced === null || replaced.closed < start.getTime() - 1_000) return null;
  const carried = await client.workflow
    .getHandle(planningId, replaced.runId)
    .query<CarriedCoordinator>(planningMessages.state);
  await client.workflow
    .getHandle(planningId, runId)
    .terminate('Een reset van de planning wordt ongedaan gemaakt');
  report('De planning was teruggezet met Reset. Dat is ongedaan gemaakt: ze gaat verder waar ze was.');
  return carried;
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
