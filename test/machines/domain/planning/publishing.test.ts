import { expect, it } from 'vitest';
import { parsePlan } from '../../../../machines/domain/planning/plan-file.ts';
import { planExample, publishDescription } from '../../../../machines/domain/planning/publishing.ts';

it('the example of a planning can be published once it is filled in, and not before', () => {
  const example = planExample(2028);
  const parsed = parsePlan(example);
  expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path)).toEqual(['versie']);
  expect(parsePlan({ ...example, versie: '2028' })).toMatchObject({ ok: true });
});

it('stands in the description of the Update', () => {
  const [, example = ''] = publishDescription(2028).split(' Voorbeeld: ');
  expect(JSON.parse(example)).toEqual({ door: 'uw naam', ...planExample(2028) });
});
