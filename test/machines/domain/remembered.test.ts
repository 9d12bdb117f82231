import { describe, expect, it } from 'vitest';
import { remembered } from '../../../machines/domain/remembered.ts';
import { armedRungs } from '../../../machines/track/ladder.ts';
import { nextMoment, watchIsStale } from '../../../machines/track/watch.ts';
import { bring, declared } from '../track/office.ts';

it('works an answer out once for each thing, also when the answer is none', () => {
  const asked: object[] = [];
  const first = remembered((thing: { readonly answer: number | null }) => {
    asked.push(thing);
    return thing.answer;
  });
  const [one, other, nothing] = [{ answer: 1 }, { answer: 1 }, { answer: null }];
  expect([one, one, other, nothing, nothing].map(first)).toEqual([1, 1, 1, null, null]);
  expect(asked).toEqual([one, other, nothing]);
});

it('of a track is never told of another one: not with other terms, nor with another thing that has fired', () => {
  const { context } = bring(declared(), 'berichtenbox', 'application');
  const next = nextMoment(context);
  expect(watchIsStale(context)).toBe(false);
  const [rung] = armedRungs(context).toSorted((a, b) => a.at - b.at);
  if (rung === undefined) throw new Error('nothing armed');
  const fired = { ...context, fired: [...context.fired, rung.id] };
  expect(armedRungs(fired).map(({ id }) => id)).not.toContain(rung.id);

  const { policy } = context.settings;
  const later = { ...policy.ladder, herinnering1: policy.ladder.herinnering1 + 3 };
  const slower = { ...context, settings: { ...context.settings, policy: { ...policy, ladder: later } } };
  const reminder = (of: typeof context) => armedRungs(of).find(({ id }) => id.endsWith('/reminder1'));
  expect(reminder(slower)?.at).toBeLessThan(reminder(context)?.at ?? 0);
  expect(nextMoment(context)).toBe(next);
});

interface Subject {
  readonly one: number;
  readonly other?: object;
}

function counting() {
  let count = 0;
  const ask = remembered(({ one }: Subject) => `${one}, ${++count}`);
  return { ask, count: () => count };
}

describe('what is remembered', () => {
  it('can be known beforehand, of the copy that is asked of next, and of that one for good', () => {
    const { ask, count } = counting();
    const other = {};
    ask.know({ one: 1, other }, 'known');
    const copy = { one: 1, other };
    expect([ask(copy), ask({ one: 1, other }), ask(copy)]).toEqual(['known', '1, 1', 'known']);
    expect(count()).toBe(1);
  });

  it.each<[string, Subject]>([
    ['another value', { one: 2 }],
    ['an equal field that is not the same', { one: 1, other: {} }],
    ['a field less', { one: 1 }],
  ])('is not known of %s', (_what, subject) => {
    const { ask } = counting();
    ask.know({ one: 1, other: {} }, 'known');
    expect(ask(subject)).toBe(`${subject.one}, 1`);
  });
});
