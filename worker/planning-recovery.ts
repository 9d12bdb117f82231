import type { Client } from '@temporalio/client';
import { isReset } from '../activities/mail/replaced-runs.ts';
import { isOpen } from '../activities/run-status.ts';
import { carryPlanning } from '../machines/domain/planning/carried.ts';
import { rebuiltPlanning, type TrackHoldings } from '../machines/domain/planning/rebuild.ts';
import { planningId, planningMessages, trackMessages, workflowTypes } from '../machines/protocol.ts';
import type { CarriedCoordinator } from '../workflows/planning-queries.ts';
import { askRun } from './ask-run.ts';
import { latestRun } from '../activities/latest-run.ts';
import type { Report } from './server/report.ts';

/**
 * What a planning that was terminated, ended by mistake, or was reset, left behind; null when it runs, or when there is
 * nothing yet. A workflow that has ended can still be asked for its state, as long as its history is kept; after that,
 * the tracks can.
 *
 * A reset takes the planning back, and the tracks not: what was agreed since would be given away. So it is undone: the
 * planning goes on from what the replaced run knew. Runs that were set back, or go on from such a one, are passed over
 * for good: so this can be broken off anywhere, and come late.
 */
export async function plannedBefore(client: Client, report: Report): Promise<CarriedCoordinator | null> {
  const latest = await latestRun(client.workflow, planningId);
  if (latest === null) return await fromTracks(client, report);
  const isRunning = isOpen(latest.status);
  const isSetBack = await isReset(client.workflow, { workflowId: planningId, runId: latest.runId });
  if (isRunning && !isSetBack) return null;
  const run = isSetBack ? await newestNotReset(client, latest.runId) : latest.runId;
  const carried = run === null ? null : await stateOf(client, run);
  if (!isRunning) {
    if (carried === null) return await fromTracks(client, report);
    report('De planning was gestopt. Ze gaat verder waar ze was.');
    return carried;
  }
  if (carried === null) return null; // all that is left is what it was set back to
  await client.workflow
    .getHandle(planningId, latest.runId)
    .terminate('Een reset van de planning wordt ongedaan gemaakt');
  report('De planning was teruggezet met Reset. Dat is ongedaan gemaakt: ze gaat verder waar ze was.');
  return carried;
}

/** Null: it can't be asked any more. */
async function stateOf(client: Client, run: string): Promise<CarriedCoordinator | null> {
  try {
    return await askRun(client, client.workflow.getHandle(planningId, run), planningMessages.state);
  } catch {
    return null;
  }
}

/**
 * The run of the planning that began last of those that no reset set back; null when the server keeps none.
 * @throws when visibility does not know the latest run yet: then the one before may be missing too.
 */
async function newestNotReset(client: Client, latest: string): Promise<string | null> {
  let newest: { readonly runId: string; readonly start: Date } | null = null;
  let isUpToDate = false;
  const query = `WorkflowId = '${planningId}' AND ExecutionStatus != 'ContinuedAsNew'`;
  for await (const { runId, startTime: start } of client.workflow.list({ query })) {
    isUpToDate ||= runId === latest;
    if (newest !== null && newest.start >= start) continue;
    if (!(await isReset(client.workflow, { workflowId: planningId, runId }))) newest = { runId, start };
  }
  if (!isUpToDate) throw new Error('De server kent de laatste planning nog niet. Probeer het zo opnieuw.');
  return newest?.runId ?? null;
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
    tracks.push(await askRun<TrackHoldings>(client, handle, trackMessages.holdings));
  }
  report(
    `De planning was weg. Ze is opnieuw opgebouwd uit ${tracks.length} trajecten: publiceer het planningsbestand opnieuw.`,
  );
  return { planning: carryPlanning(rebuiltPlanning(tracks)), notices: [], answered: [] };
}
