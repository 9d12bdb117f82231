import { describe, expect, it } from 'vitest';
import { courseOf, type Course } from './course.ts';
import { actionsOf, eventsOf, minimumOf, sumOf, type Tally } from './minimum.ts';
import { scripts } from './scripts.ts';

const courses = scripts.map((script) => courseOf(script, `${script.organisationKind}-meetstad`));

describe('the arithmetic minimum', () => {
  it('is the same for the same script', () => {
    expect(scripts.map((script) => courseOf(script, `${script.organisationKind}-meetstad`))).toEqual(courses);
  });

  it.each(courses)('$script: what is started comes to its end', (course) => {
    const minimum = minimumOf(course);
    expect(minimum.timersStarted).toBe(minimum.timersFired + minimum.timersCancelled);
    expect(minimum.updates).toBe(course.stops.filter(({ kind }) => kind === 'act').length + 1);
    expect(course.turns.filter(({ answersUpdate }) => answersUpdate)).toHaveLength(minimum.updates);
    expect(course.turns.filter(({ ends }) => ends)).toEqual([course.turns.at(-1)]);
    const ends = course.turns.filter(({ cause }) => cause === 'answer' || cause === 'completion');
    expect(ends).toHaveLength(minimum.activities);
  });

  it('is what each turn must do, once', () => {
    const nothing = {
      at: 0,
      cause: 'completion',
      answersUpdate: false,
      activities: [],
      changesAttributes: false,
      next: null,
      armsTimer: false,
      cancelsTimer: false,
      ends: false,
    } as const;
    const turns: Course['turns'] = [
      {
        ...nothing,
        cause: 'declaration',
        activities: ['planning reserve', 'mail declarationReceived'],
        armsTimer: true,
      },
      { ...nothing, cause: 'answer', answersUpdate: true, changesAttributes: true },
      { ...nothing, cause: 'update', cancelsTimer: true, armsTimer: true, answersUpdate: true },
      { ...nothing, cause: 'moment', activities: ['post'], armsTimer: true, changesAttributes: true },
      { ...nothing, changesAttributes: true, cancelsTimer: true, ends: true },
    ];
    const [course] = courses;
    if (course === undefined) throw new Error('There are no scripts');
    expect(minimumOf({ ...course, turns })).toEqual({
      workflowTasks: 5,
      updates: 2,
      activities: 3,
      upserts: 3,
      timersStarted: 3,
      timersFired: 1,
      timersCancelled: 2,
      runs: 1,
    });
  });

  it('counts by what Temporal writes and bills', () => {
    // Each by a factor of ten more, so that every digit tells of one kind.
    const some: Tally = {
      workflowTasks: 1,
      updates: 10,
      activities: 100,
      upserts: 1_000,
      timersStarted: 10_000,
      timersFired: 100_000,
      timersCancelled: 1_000_000,
      runs: 10_000_000,
    };
    expect(eventsOf(some)).toBe(21_111_323);
    expect(actionsOf(some)).toBe(10_011_110);
    expect(eventsOf(sumOf([some, some, some]))).toBe(3 * 21_111_323);
    expect(eventsOf(sumOf([]))).toBe(0);
  });
});
