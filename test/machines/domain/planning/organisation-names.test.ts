import { expect, it } from 'vitest';
import { displayName } from '../../../../machines/domain/planning/organisation-names.ts';
import { registerOrganisation } from '../../../../machines/domain/planning/register.ts';
import { emptyPlanning } from '../../../../machines/domain/planning/state.ts';

it('a name says which one is meant, where there are more', () => {
  const organisations = [
    { name: 'Gouda', kind: 'gemeente' },
    { name: 'Utrecht', kind: 'gemeente' },
    { name: 'UTRECHT', kind: 'provincie' },
    { name: 'Bergen', kind: 'gemeente', cbsCode: 'GM0893' },
    { name: 'Bergen', kind: 'gemeente', cbsCode: 'GM0373' },
  ] as const;
  const state = organisations.reduce((before, organisation) => {
    const registered = registerOrganisation(before, organisation);
    if (registered.kind !== 'registered') throw new Error(JSON.stringify(registered));
    return registered.state;
  }, emptyPlanning);
  expect(Object.keys(state.organisations).map((id) => displayName(state, id))).toEqual([
    'Gouda',
    'Utrecht (gemeente)',
    'UTRECHT (provincie)',
    'Bergen (gemeente-bergen)',
    'Bergen (gemeente-bergen-gm0373)',
  ]);
  expect(displayName(state, 'gemeente-onbekend')).toBe('gemeente-onbekend');
});
