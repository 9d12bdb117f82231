import type { Client } from '@temporalio/client';

/** What is on record of one workflow run, in plain words: all that the audit knows of it. Moments in real time. */
export interface RunRecord {
  readonly workflowId: string;
  readonly runId: string;
  readonly events: readonly Recorded[];
}

/** `at`: of a command, and of what was taken in with a workflow task, the beginning of that task: the workflow's own time. */
export type Recorded = { readonly at: number } & (
  | { readonly kind: 'begun'; readonly input: unknown }
  /** The workflow looked at what has happened, and at the time. */
  | { readonly kind: 'looked' }
  | { readonly kind: 'taken'; readonly id: string; readonly action: string; readonly input: unknown }
  | { readonly kind: 'replied'; readonly id: string; readonly refused: boolean; readonly answer: unknown }
  | { readonly kind: 'asked'; readonly id: string; readonly activity: string; readonly input: unknown }
  | { readonly kind: 'answered'; readonly id: string; readonly failed: boolean; readonly result: unknown }
  /** A signal to another workflow. */
  | { readonly kind: 'signalled'; readonly to: string; readonly input: unknown }
  | { readonly kind: 'attributes'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'ended'; readonly how: 'completed' | 'continued' | 'failed' }
);

/** Every run of every workflow, oldest first. */
export async function readRuns(client: Client): Promise<readonly RunRecord[]> {
  const listed: { readonly workflowId: string; readonly runId: string; readonly startTime: Date }[] = [];
  for await (const { workflowId, runId, startTime } of client.workflow.list())
    listed.push({ workflowId, runId, startTime });
  listed.sort((a, b) => a.startTime.getTime() - b.startTime.getTime());
  const runs: RunRecord[] = [];
  for (const { workflowId, runId } of listed) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    runs.push({ workflowId, runId, events: recorded(events ?? []) });
  }
  return runs;
}

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

function recorded(events: readonly HistoryEvent[]): readonly Recorded[] {
  const result: Recorded[] = [];
  /** Of the workflow task that is under way, or was last. */
  let taskBegan = 0;
  let isNews = false;
  for (const event of events) {
    const time = millis(event.eventTime);
    const id = String(event.eventId);
    const add = (recordedEvent: Recorded) => result.push(recordedEvent);
    const { workflowExecutionStartedEventAttributes: started } = event;
    if (started) {
      isNews = true;
      add({ at: time, kind: 'begun', input: value(started.input) });
    }
    if (event.timerFiredEventAttributes || event.workflowExecutionSignaledEventAttributes) isNews = true;
    if (event.workflowTaskStartedEventAttributes) taskBegan = time;
    if (event.workflowTaskCompletedEventAttributes && isNews) {
      isNews = false;
      add({ at: taskBegan, kind: 'looked' });
    }
    const { workflowExecutionUpdateAcceptedEventAttributes: accepted } = event;
    if (accepted) {
      const { acceptedRequest: request } = accepted;
      add({ at: taskBegan, kind: 'looked' });
      add({
        at: taskBegan,
        kind: 'taken',
        id: request?.meta?.updateId ?? '',
        action: request?.input?.name ?? '',
        input: value(request?.input?.args),
      });
    }
    const { workflowExecutionUpdateCompletedEventAttributes: replied } = event;
    if (replied) {
      const { outcome } = replied;
      add({
        at: taskBegan,
        kind: 'replied',
        id: replied.meta?.updateId ?? '',
        refused: Boolean(outcome?.failure),
        answer: outcome?.failure?.message ?? value(outcome?.success),
      });
    }
    const { activityTaskScheduledEventAttributes: asked } = event;
    if (asked)
      add({
        at: taskBegan,
        kind: 'asked',
        id,
        activity: asked.activityType?.name ?? '',
        input: value(asked.input),
      });
    const { activityTaskCompletedEventAttributes: answered } = event;
    if (answered) {
      isNews = true;
      add({
        at: time,
        kind: 'answered',
        id: String(answered.scheduledEventId),
        failed: false,
        result: value(answered.result),
      });
    }
    const failed = event.activityTaskFailedEventAttributes ?? event.activityTaskTimedOutEventAttributes;
    if (failed) {
      isNews = true;
      add({
        at: time,
        kind: 'answered',
        id: String(failed.scheduledEventId),
        failed: true,
        result: failed.failure?.message,
      });
    }
    const { signalExternalWorkflowExecutionInitiatedEventAttributes: signalled } = event;
    if (signalled)
      add({
        at: taskBegan,
        kind: 'signalled',
        to: signalled.workflowExecution?.workflowId ?? '',
        input: value(signalled.input),
      });
    const { upsertWorkflowSearchAttributesEventAttributes: upserted } = event;
    if (upserted) {
      const fields = Object.entries(upserted.searchAttributes?.indexedFields ?? {});
      const values = Object.fromEntries(fields.map(([name, payload]) => [name, decoded(payload)]));
      add({ at: taskBegan, kind: 'attributes', values });
    }
    const how = ending(event);
    if (how !== null) add({ at: time, kind: 'ended', how });
  }
  return result;
}

function ending(event: HistoryEvent): 'completed' | 'continued' | 'failed' | null {
  if (event.workflowExecutionCompletedEventAttributes) return 'completed';
  if (event.workflowExecutionContinuedAsNewEventAttributes) return 'continued';
  const failed =
    event.workflowExecutionFailedEventAttributes ??
    event.workflowExecutionTerminatedEventAttributes ??
    event.workflowExecutionTimedOutEventAttributes ??
    event.workflowExecutionCanceledEventAttributes;
  return failed ? 'failed' : null;
}

interface Payload {
  readonly data?: Uint8Array | null;
}

function value(payloads: { readonly payloads?: readonly Payload[] | null } | null | undefined): unknown {
  const [first] = payloads?.payloads ?? [];
  return first === undefined ? undefined : decoded(first);
}

/** JSON as it stands: read without the product's own converters. */
function decoded({ data }: Payload): unknown {
  if (data === null || data === undefined || data.length === 0) return undefined;
  return JSON.parse(Buffer.from(data).toString('utf8'));
}

function millis(time: HistoryEvent['eventTime']): number {
  return Number(time?.seconds ?? 0) * 1_000 + Math.floor((time?.nanos ?? 0) / 1_000_000);
}
