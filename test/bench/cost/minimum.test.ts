import { describe, expect, it } from 'vitest';
import { courseOf } from './course.ts';
import { actionsOf, eventsOf, minimumOf, sumOf } from './minimum.ts';
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
    const completions = course.turns.filter(({ cause }) => cause === 'completion');
    expect(completions).toHaveLength(minimum.activities);
  });

  it('counts by what Temporal writes and bills', () => {
    const one = {
      ...sumOf([]),
      workflowTasks: 1,
      updates: 1,
      activities: 1,
      upserts: 1,
      timersStarted: 1,
      runs: 1,
    };
    expect(eventsOf(one)).toBe(3 + 2 + 3 + 1 + 1 + 2);
    expect(actionsOf(one)).toBe(5);
  });
});
