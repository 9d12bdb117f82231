import proto from '@temporalio/proto';
import { expect, it } from 'vitest';
import { instantAt } from '../../../machines/domain/amsterdam.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import { courseOf } from './course.ts';
import { tasksOf, type Task } from './history.ts';
import { lateIn } from './own-day.ts';
import { begin } from './planning-rules.ts';
import { days, scripts, type Script } from './scripts.ts';

const [any] = scripts;
if (any === undefined) throw new Error('There are no scripts');
const script: Script = { ...any, steps: [days(2), ...any.steps.slice(1)] };
const course = courseOf(script, 'gemeente-meetstad');
const firstAct = course.stops.find(({ kind }) => kind === 'act')?.at ?? 0;
const clock = { anchorReal: 0, anchorBusiness: 0, dayLengthMs: 86_400_000 };
const at = (date: string, time: Parameters<typeof instantAt>[1]) => instantAt(isoDate(date), time);

const declared: Task = { began: begin + 60_000, cause: { kind: 'update' } };
const task = (began: number, cause: Task['cause'] = null): Task => ({ began, cause });

it('lets everything be late on its own day', () => {
  const due = at('2027-01-05', '09:03');
  const tasks = [
    declared,
    task(at('2027-01-04', '23:59')),
    task(at('2027-01-05', '23:00'), { kind: 'timer', due }),
    task(at('2027-01-05', '23:59')),
    task(firstAct + 3_600_000, { kind: 'update' }),
  ];
  expect(lateIn(course, tasks, clock)).toBeNull();
});

it.each<{ what: string; tasks: readonly Task[]; late: string }>([
  {
    what: 'a declaration',
    tasks: [{ ...declared, began: at('2027-01-05', '00:00') }],
    late: '2027-01-04 werd 2027-01-05',
  },
  {
    what: 'what came of it',
    tasks: [declared, task(at('2027-01-05', '00:00'))],
    late: '2027-01-04 werd 2027-01-05',
  },
  {
    what: 'a moment',
    tasks: [declared, task(at('2027-01-06', '00:01'), { kind: 'timer', due: at('2027-01-05', '09:03') })],
    late: '2027-01-05 werd 2027-01-06',
  },
  {
    what: 'an action',
    tasks: [declared, task(at('2027-01-08', '00:01'), { kind: 'update' })],
    late: '2027-01-06 werd 2027-01-08',
  },
])('tells of $what after midnight', ({ tasks, late }) => {
  expect(lateIn(course, tasks, clock)).toBe(late);
});

it('reads from a history when each task began, and why', () => {
  const { events } = proto.temporal.api.history.v1.History.fromObject({
    events: [
      { eventType: 'EVENT_TYPE_WORKFLOW_TASK_STARTED', eventTime: { seconds: 2 } },
      { eventType: 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED', eventTime: { seconds: 3 } },
      { eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED', eventTime: { seconds: 3 } },
      {
        eventType: 'EVENT_TYPE_TIMER_STARTED',
        eventTime: { seconds: 3 },
        timerStartedEventAttributes: { timerId: 'a', startToFireTimeout: { seconds: 5 } },
      },
      {
        eventType: 'EVENT_TYPE_TIMER_FIRED',
        eventTime: { seconds: 8 },
        timerFiredEventAttributes: { timerId: 'a' },
      },
      { eventType: 'EVENT_TYPE_WORKFLOW_TASK_STARTED', eventTime: { seconds: 9 } },
      { eventType: 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED', eventTime: { seconds: 10 } },
      { eventType: 'EVENT_TYPE_WORKFLOW_TASK_STARTED', eventTime: { seconds: 11 } },
      { eventType: 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED', eventTime: { seconds: 12 } },
    ],
  });
  expect(tasksOf(events)).toEqual([
    { began: 2_000, cause: { kind: 'update' } },
    { began: 9_000, cause: { kind: 'timer', due: 7_000 } },
    { began: 11_000, cause: null },
  ]);
});
