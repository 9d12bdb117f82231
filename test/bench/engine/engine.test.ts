import { expect, it } from 'vitest';
import { contenders } from './contenders.ts';
import { everyWay, straightOn } from './scripts.ts';

it.each([straightOn, everyWay])('%o: the same life for all, and the same end', (script) => {
  const life = script();
  expect(script().happenings).toEqual(life.happenings);
  expect(life.happenings.length).toBeGreaterThanOrEqual(30);
  for (const { name, begin, take, save, load, contextOf } of contenders) {
    let state = begin(life.input, life.begins);
    for (const { event, now } of life.happenings) state = take(state, event, now);
    const { now: _moment, ...known } = contextOf(state);
    const { now: _same, ...expected } = life.state.snapshot.context;
    expect(known, name).toEqual(expected);
    expect(JSON.parse(save(load(save(state)))), name).toEqual(JSON.parse(save(state)));
  }
});

it('asks all the same questions, and gets the same answers', () => {
  const life = everyWay();
  const answers = contenders.map(({ begin, take, can }) => {
    let state = begin(life.input, life.begins);
    let lived = 0;
    return life.questions.map(({ after, now, events }) => {
      for (; lived < after; lived++) {
        const { event, now: moment } = life.happenings[lived] ?? { event: null, now };
        state = take(state, event, moment);
      }
      return events.map((event) => can(state, event, now));
    });
  });
  for (const other of answers.slice(1)) expect(other).toEqual(answers[0]);
  expect(answers[0]?.flat()).toContain(true);
  expect(answers[0]?.flat()).toContain(false);
});
