import { heartbeat } from '@temporalio/activity';
import type { WorkflowClient, WorkflowExecutionInfo } from '@temporalio/client';
import {
  stoppedHow,
  type Look,
  type LookFrom,
  type StoppedHow,
  type StoppedTrack,
} from '../machines/desk/stopped.ts';
import type { TrackHoldings } from '../machines/domain/planning/rebuild.ts';
import {
  planningAnswerSchema,
  type Generations,
  type PlanningRequest,
} from '../machines/domain/planning/requests.ts';
import {
  ofEndedRun,
  planningId,
  planningMessages,
  trackId,
  trackMessages,
  workflowTypes,
} from '../machines/protocol.ts';
import { latestRun } from './latest-run.ts';
import { isReset } from './mail/replaced-runs.ts';
import { isOpen } from './run-status.ts';
import { updateIdOfActivity } from './send-update.ts';
import { trackRow } from './track-rows.ts';

/** Visibility runs a moment behind. */
const overlapMs = 5 * 60_000;

/** Of a list: each page is a call of its own, and must come well within the heartbeat timeout. */
const pageSize = 200;

const ofTracks = `WorkflowType = '${workflowTypes.track}'`;

export function createStoppedTrackActivities({ workflows }: { readonly workflows: WorkflowClient }) {
  return {
    /**
     * Sees to tracks that were stopped from outside, or reset, since the last look: what a stopped one held is freed,
     * and one that was reset hears what the planning holds. All of it can be done twice. `onPage`: organisations of
     * which the desk's page says that their track was stopped.
     */
    lookAtStopped: async (from: LookFrom, onPage: readonly string[]): Promise<Look> => {
      const now = Date.now();
      const met: string[] = [];
      const stopped: StoppedTrack[] = [];
      for await (const { execution, isKnown, what } of newlyStopped(workflows, from, heartbeat)) {
        met.push(execution.runId);
        if (isKnown) continue;
        const { organisation, run } = trackRow(execution);
        if (what === 'reset') {
          await askPlanning(workflows, { kind: 'recall', organisation: organisation.id }, run);
        } else if (await freeStopped(workflows, organisation.id, run)) {
          stopped.push({ organisation, run, how: what });
        }
      }
      const running: string[] = [];
      for (const organisation of onPage) {
        heartbeat();
        const latest = await latestRun(workflows, trackId(organisation));
        if (latest !== null && isOpen(latest.status)) running.push(organisation);
      }
      return { stopped, running, next: { until: now, seen: met } };
    },
  };
}

interface Found {
  readonly execution: WorkflowExecutionInfo;
  readonly what: StoppedHow | 'reset';
  /** It was found by the look before. */
  readonly isKnown: boolean;
}

/**
 * Tracks that were stopped since, and those that were reset. `passing` is called for each track that is looked at: the
 * first look of a desk sees all that there are.
 */
export async function* newlyStopped(
  workflows: WorkflowClient,
  { until, seen }: LookFrom,
  passing: () => void = () => {},
): AsyncGenerator<Found> {
  const since = new Date(Math.max(0, until - overlapMs)).toISOString();
  const known = new Set(seen);
  const closed = `ExecutionStatus IN ('Terminated', 'Failed', 'TimedOut') AND CloseTime >= '${since}'`;
  for await (const execution of workflows.list({ query: `${ofTracks} AND ${closed}`, pageSize })) {
    passing();
    const what = stoppedHow(execution.status.name);
    if (what !== null) yield { execution, what, isKnown: known.has(execution.runId) };
  }
  const begun = `ExecutionStatus = 'Running' AND StartTime >= '${since}'`;
  for await (const execution of workflows.list({ query: `${ofTracks} AND ${begun}`, pageSize })) {
    passing();
    const isKnown = known.has(execution.runId);
    if (isKnown || (await isReset(workflows, execution))) yield { execution, what: 'reset', isKnown };
  }
}

/**
 * Frees what an organisation's latest track held, when it was stopped; whether it was. The newest requests that the
 * planning saw are asked before the track's status: so a track that began since has newer ones, and keeps its place.
 */
export async function freeStopped(
  workflows: WorkflowClient,
  organisation: string,
  run: string | null = null,
): Promise<boolean> {
  if ((await stoppedRun(workflows, organisation)) === null) return false; // by far the most
  const generations = await workflows
    .getHandle(planningId)
    .query<Generations, [string]>(planningMessages.generations, organisation);
  const latest = await stoppedRun(workflows, organisation);
  // Of an earlier run there is nothing to free: the latest is found by itself.
  if (latest === null || (run !== null && latest !== run)) return false;
  const reached = await reachedBy(workflows, organisation, latest);
  await askPlanning(workflows, { kind: 'abandoned', organisation, generations, ...reached }, latest);
  return true;
}

/** The latest run of an organisation's track, when it did not end by itself. */
async function stoppedRun(workflows: WorkflowClient, organisation: string): Promise<string | null> {
  const latest = await latestRun(workflows, trackId(organisation));
  return latest === null || stoppedHow(latest.status) === null ? null : latest.runId;
}

/** A workflow that has ended can still be asked; one whose code failed perhaps not, and then the register keeps what it had. */
async function reachedBy(workflows: WorkflowClient, organisation: string, run: string) {
  try {
    const { live, agreement } = await workflows
      .getHandle(trackId(organisation), run)
      .query<TrackHoldings>(ofEndedRun(trackMessages.holdings));
    return { live, ...(agreement === null ? {} : { agreement }) };
  } catch {
    return { live: {} };
  }
}

async function askPlanning(workflows: WorkflowClient, request: PlanningRequest, run: string): Promise<void> {
  const answer = await workflows
    .getHandle(planningId)
    .executeUpdate<unknown, [PlanningRequest]>(planningMessages.request, {
      args: [request],
      updateId: `${updateIdOfActivity()}/${run}`,
    });
  planningAnswerSchema.parse(answer);
}
