import { describe, expect, it } from 'vitest';
import { defaultPolicy, policySchema } from '../../../machines/domain/policy.ts';

const problems = (ladder: object) => {
  const parsed = policySchema.safeParse({ ladder });
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('the policy of the ladder', () => {
  it('has the rules for its defaults', () => {
    expect(defaultPolicy.ladder).toMatchObject({
      herinnering1: 10,
      herinnering2: 3,
      teLaat: 1,
      escalatie1: 5,
      escalatie2: 10,
      verzendenVanaf: '09:00',
    });
  });

  it.each([
    { herinnering1: 3 },
    { herinnering1: 2 },
    { herinnering2: 0 },
    { teLaat: 0 },
    { escalatie1: 1 },
    { escalatie2: 5 },
  ])('is refused when rungs would share a day or come in another order: %o', (ladder) => {
    expect(problems(ladder)).toEqual([
      expect.stringMatching(/^ladder: verwacht: herinnering1 meer dan herinnering2, .*gevonden/),
    ]);
  });

  it('is refused when mail of a morning would leave on the next day', () => {
    expect(problems({ verzendenVanaf: '23:00' })).toEqual([]);
    expect(problems({ verzendenVanaf: '23:01' })).toEqual([
      expect.stringMatching(/^ladder\.verzendenVanaf: verwacht: een tijd .*23:01/),
    ]);
    expect(problems({ verzendenVanaf: '20:30', spreidingMinuten: 240 })).toHaveLength(1);
  });
});
