import { expect, it } from 'vitest';
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
