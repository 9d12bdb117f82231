import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lookAlikeRemark } from '../../../../machines/desk/registering.ts';
import { registerOrganisation, type Registration } from '../../../../machines/domain/planning/register.ts';
import { emptyPlanning, type PlanningState } from '../../../../machines/domain/planning/state.ts';

/** Registers them one after another; whom the last one looks like. */
function alikeOfLast(...registrations: readonly Registration[]): readonly string[] | null {
  let state: PlanningState = emptyPlanning;
  let alike: readonly string[] | null = null;
  for (const registration of registrations) {
    const registered = registerOrganisation(state, registration);
    if (registered.kind !== 'registered') return null;
    state = registered.state;
    alike = registered.lookAlikes.map(({ id }) => id);
  }
  return alike;
}

const gemeente = (name: string, rest: Partial<Registration> = {}): Registration => ({
  name,
  kind: 'gemeente',
  ...rest,
});

describe('a new organisation looks like one that is known', () => {
  it.each([
    ['Utrecht', 'Utrect'],
    ['Utrecht', 'Gemeente Utrehct'],
    ['Groningen', 'Gronigen'],
    ["'s-Hertogenbosch", 's-Hertogenbos'],
    ['Bergen op Zoom', 'Zoom op Bergen'],
    ['Noordoostpolder', 'Noord-Oostpolder'],
    ['Súdwest-Fryslân', 'Sudwestfryslan'],
  ])('%s, and then %s', (known, slip) => {
    expect(alikeOfLast(gemeente('Almere'), gemeente(known), gemeente(slip))).toHaveLength(1);
  });

  it.each([
    ['Ede', 'Epe'],
    ['Hoorn', 'Haren'],
    ['Bergen (L.)', 'Bergen (NH.)'],
    ['Utrecht', 'Maastricht'],
    ['Samenwerking Regio 1', 'Samenwerking Regio 2'],
    ['Utrecht', 'Utrecht'],
  ])('%s does not look like %s', (known, other) => {
    expect(alikeOfLast(gemeente(known), gemeente(other))).toEqual([]);
  });

  it('of the same soort alone, and when no code tells them apart', () => {
    expect(alikeOfLast(gemeente('Utrecht'), { name: 'Utrect', kind: 'provincie' })).toEqual([]);
    const codes = ['GM0001', 'GM0002'] as const;
    const [one, other] = codes.map((cbsCode) => ({ cbsCode }));
    expect(alikeOfLast(gemeente('Utrecht', one), gemeente('Utrect', other))).toEqual([]);
    expect(alikeOfLast(gemeente('Utrecht', one), gemeente('Utrect'))).toEqual(['gemeente-utrecht']);
  });

  it('when the desk has said that it is new there is nothing to remark', () => {
    expect(alikeOfLast(gemeente('Utrecht'), gemeente('Utrect', { choice: 'nieuw' }))).toEqual([]);
  });

  it('seldom among the real ones, and none of them is refused', () => {
    const csv = new URL('../../../bench/planning/gemeenten.csv', import.meta.url);
    const names = readFileSync(csv, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(line.indexOf(',') + 1).trim());
    expect(names.length).toBeGreaterThan(300);
    let state: PlanningState = emptyPlanning;
    const remarked: string[] = [];
    for (const name of names) {
      const registered = registerOrganisation(state, gemeente(name));
      if (registered.kind !== 'registered') throw new Error(`${name} is ${registered.kind}`);
      state = registered.state;
      if (registered.lookAlikes.length > 0) remarked.push(name);
    }
    expect(remarked).toHaveLength(9);
  });
});

it('the remark names whom it looks like, and what to do when it is the same', () => {
  const registered = registerOrganisation(registeredOnly('Utrecht'), gemeente('Utrect'));
  if (registered.kind !== 'registered') throw new Error(registered.kind);
  expect(lookAlikeRemark(registered.lookAlikes)).toEqual([
    'Let op: deze organisatie is nieuw, maar lijkt op Utrecht (gemeente-utrecht). Is het dezelfde? Doe dan Intrekken, en registreer opnieuw met "keuze":"gemeente-utrecht" bij de organisatie.',
  ]);
  expect(lookAlikeRemark([])).toEqual([]);
});

function registeredOnly(name: string): PlanningState {
  const registered = registerOrganisation(emptyPlanning, gemeente(name));
  if (registered.kind !== 'registered') throw new Error(registered.kind);
  return registered.state;
}
