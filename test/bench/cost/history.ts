import proto from '@temporalio/proto';
import type { Tally } from './minimum.ts';

type HistoryEvent = proto.temporal.api.history.v1.IHistoryEvent;
const { EventType } = proto.temporal.api.enums.v1;

/** How often each kind of event stands in it. */
export function countOf(events: readonly HistoryEvent[], type: keyof typeof EventType): number {
  return events.filter(({ eventType }) => eventType === EventType[type]).length;
}

/** What a history comes to, by kind; `others`: events that no kind has. */
export function tallyOf(events: readonly HistoryEvent[]): Tally {
  return {
    workflowTasks: countOf(events, 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED'),
    updates: countOf(events, 'EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED'),
    activities: countOf(events, 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED'),
    upserts: countOf(events, 'EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES'),
    timersStarted: countOf(events, 'EVENT_TYPE_TIMER_STARTED'),
    timersFired: countOf(events, 'EVENT_TYPE_TIMER_FIRED'),
    timersCancelled: countOf(events, 'EVENT_TYPE_TIMER_CANCELED'),
    runs: countOf(events, 'EVENT_TYPE_WORKFLOW_EXECUTION_STARTED'),
  };
}

/**
 * Whether something is under way that is not the outside's turn: a workflow task, or a timer that is due. A workflow counts
 * its timers from when its task started; the server fires them a moment later, and how much later is chance.
 */
export function openWork(events: readonly HistoryEvent[], now: number) {
  let workflowTasks = 0;
  let activities = 0;
  let taskBegan = 0;
  const timers = new Map<string, number>();
  for (const event of events) {
    switch (event.eventType) {
      case EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED:
        workflowTasks++;
        break;
      case EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED:
        taskBegan = millisecondsOf(event.eventTime);
        break;
      case EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
      case EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED:
      case EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT:
        workflowTasks--;
        break;
      case EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
        activities++;
        break;
      case EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED:
        activities--;
        break;
      case EventType.EVENT_TYPE_TIMER_STARTED: {
        const { timerId, startToFireTimeout } = event.timerStartedEventAttributes ?? {};
        timers.set(timerId ?? '', taskBegan + millisecondsOf(startToFireTimeout));
        break;
      }
      case EventType.EVENT_TYPE_TIMER_FIRED:
        timers.delete(event.timerFiredEventAttributes?.timerId ?? '');
        break;
      case EventType.EVENT_TYPE_TIMER_CANCELED:
        timers.delete(event.timerCanceledEventAttributes?.timerId ?? '');
        break;
      default:
        break;
    }
  }
  return {
    isBusy: workflowTasks > 0 || [...timers.values()].some((due) => due <= now),
    activities,
    isClosed: countOf(events, 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED') > 0,
  };
}

export interface Task {
  /** In real time: what the workflow takes for the present. */
  readonly began: number;
  /** What it did first; null: what came of something before. */
  readonly cause: { readonly kind: 'update' } | { readonly kind: 'timer'; readonly due: number } | null;
}

/** Its workflow tasks, in their order. */
export function tasksOf(events: readonly HistoryEvent[]): readonly Task[] {
  const tasks: Task[] = [];
  const timers = new Map<string, number>();
  let began = 0;
  let fired: Task['cause'] = null;
  for (const [at, event] of events.entries()) {
    switch (event.eventType) {
      case EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED:
        began = millisecondsOf(event.eventTime);
        break;
      case EventType.EVENT_TYPE_TIMER_STARTED: {
        const { timerId, startToFireTimeout } = event.timerStartedEventAttributes ?? {};
        timers.set(timerId ?? '', began + millisecondsOf(startToFireTimeout));
        break;
      }
      case EventType.EVENT_TYPE_TIMER_FIRED:
        fired = { kind: 'timer', due: timers.get(event.timerFiredEventAttributes?.timerId ?? '') ?? 0 };
        break;
      case EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED: {
        const takesUpdate =
          events[at + 1]?.eventType === EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED;
        tasks.push({ began, cause: takesUpdate ? { kind: 'update' } : fired });
        fired = null;
        break;
      }
      default:
        break;
    }
  }
  return tasks;
}

type Time = proto.google.protobuf.ITimestamp | proto.google.protobuf.IDuration | null | undefined;

function millisecondsOf(time: Time): number {
  return Number(time?.seconds ?? 0) * 1_000 + (time?.nanos ?? 0) / 1_000_000;
}
