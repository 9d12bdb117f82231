import { describe, expect, it } from 'vitest';
import { registerOrganisation, type Registration } from '../../../../machines/domain/planning/register.ts';
import { emptyPlanning } from '../../../../machines/domain/planning/state.ts';

const oin = '00000001002564440000';
const otherOin = '00000003123456780000';

/** One after another; per registration its id, the candidates, or the reason. */
function registerAll(...registrations: readonly Registration[]): readonly string[] {
  let state = emptyPlanning;
  return registrations.map((registration) => {
    const registered = registerOrganisation(state, registration);
    switch (registered.kind) {
      case 'registered':
        state = registered.state;
        return registered.isNew ? `+${registered.id}` : registered.id;
      case 'ambiguous':
        return `? ${registered.candidates.map(({ id }) => id).join(' ')}`;
      case 'refused':
        return registered.reason;
    }
  });
}

const gemeente = (name: string, rest: Partial<Registration> = {}): Registration => ({
  name,
  kind: 'gemeente',
  ...rest,
});

describe('ids', () => {
  it.each([
    ['Utrecht', '+gemeente-utrecht'],
    ['Gemeente Utrecht', '+gemeente-utrecht'],
    ["'s-Hertogenbosch", '+gemeente-s-hertogenbosch'],
    ['Súdwest-Fryslân', '+gemeente-sudwest-fryslan'],
    ['Bergen (NH.)', '+gemeente-bergen-nh'],
    ['Bergen op Zoom', '+gemeente-bergen-op-zoom'],
    ['Ærø & Łódź', '+gemeente-aero-lodz'],
    ['Αθήνα', '+gemeente'],
  ])('%s', (name, id) => {
    expect(registerAll(gemeente(name))).toEqual([id]);
  });

  it('tell a gemeente from a provincie with the same name', () => {
    expect(registerAll(gemeente('Utrecht'), { name: 'Utrecht', kind: 'provincie' })).toEqual([
      '+gemeente-utrecht',
      '+provincie-utrecht',
    ]);
  });

  it('get a code on a collision: CBS code, else the end of the OIN, else a number', () => {
    expect(
      registerAll(
        gemeente('Bergen', { cbsCode: 'GM0893', oin }),
        gemeente('Bergen', { cbsCode: 'GM0373' }),
        gemeente('Bergen', { oin: otherOin, cbsCode: 'GM9999' }),
        gemeente('Bergen', { oin: '00000004000000000001', choice: 'nieuw' }),
        gemeente('Bergen', { choice: 'nieuw' }),
        gemeente('Bergen', { choice: 'nieuw' }),
      ),
    ).toEqual([
      '+gemeente-bergen',
      '+gemeente-bergen-gm0373',
      '+gemeente-bergen-gm9999',
      '+gemeente-bergen-000000000001',
      '+gemeente-bergen-2',
      '+gemeente-bergen-3',
    ]);
  });

  it.each(['Utrecht\u0007', 'Ut\nrecht', 'Ut\u202Erecht', '???', '', 'a'.repeat(121)])(
    'refuses the name %j',
    (name) => {
      expect(() => registerOrganisation(emptyPlanning, gemeente(name))).toThrow(/verwacht: een naam/);
    },
  );
});

describe('matching', () => {
  it('by OIN or CBS code, whatever the name or soort', () => {
    expect(
      registerAll(
        gemeente('Nuenen', { oin, cbsCode: 'GM0820' }),
        gemeente('Nuenen, Gerwen en Nederwetten', { cbsCode: 'GM0820' }),
        { name: 'Nuenen c.a.', kind: 'overig', oin },
      ),
    ).toEqual(['+gemeente-nuenen', 'gemeente-nuenen', 'gemeente-nuenen']);
  });

  it('by soort and name when one fits, and then learns the codes', () => {
    expect(
      registerAll(gemeente('Zuidplas'), gemeente('zuidplas', { oin }), gemeente('Gemeente Zuidplas'), {
        name: 'Andere naam',
        kind: 'gemeente',
        oin,
      }),
    ).toEqual(['+gemeente-zuidplas', 'gemeente-zuidplas', 'gemeente-zuidplas', 'gemeente-zuidplas']);
  });

  it('asks the desk when several fit', () => {
    expect(
      registerAll(
        gemeente('Bergen', { cbsCode: 'GM0893' }),
        gemeente('Bergen', { cbsCode: 'GM0373' }),
        gemeente('Bergen'),
        gemeente('Bergen', { choice: 'gemeente-bergen-gm0373' }),
        gemeente('Bergen', { oin, choice: 'gemeente-bergen' }),
        gemeente('Bergen', { oin }),
      ),
    ).toEqual([
      '+gemeente-bergen',
      '+gemeente-bergen-gm0373',
      '? gemeente-bergen gemeente-bergen-gm0373',
      'gemeente-bergen-gm0373',
      'gemeente-bergen',
      'gemeente-bergen',
    ]);
  });

  it('asks the desk when the part in brackets is missing on one side, even with one candidate', () => {
    expect(registerAll(gemeente('Bergen (L.)'), gemeente('Bergen'))).toEqual([
      '+gemeente-bergen-l',
      '? gemeente-bergen-l',
    ]);
    expect(registerAll(gemeente('Bergen (L.)'), gemeente('Bergen (NH.)'), gemeente('Bergen (NH.)'))).toEqual([
      '+gemeente-bergen-l',
      '+gemeente-bergen-nh',
      'gemeente-bergen-nh',
    ]);
  });

  it('asks the desk when the codes point at two, or contradict each other', () => {
    expect(
      registerAll(
        gemeente('Aa', { oin }),
        gemeente('Bee', { cbsCode: 'GM0001' }),
        gemeente('Bee', { oin, cbsCode: 'GM0001' }),
        gemeente('Aa', { oin, cbsCode: 'GM0002' }),
        gemeente('Aa', { oin, cbsCode: 'GM0003' }),
      ),
    ).toEqual([
      '+gemeente-aa',
      '+gemeente-bee',
      '? gemeente-aa gemeente-bee',
      'gemeente-aa',
      '? gemeente-aa',
    ]);
  });

  it('refuses a choice that is not in the register, or that has another one’s code', () => {
    expect(
      registerAll(
        gemeente('Aa', { oin }),
        gemeente('Bee', { choice: 'gemeente-cee' }),
        gemeente('Bee', { oin, choice: 'nieuw' }),
      ),
    ).toEqual([
      '+gemeente-aa',
      'keuze: verwacht: een organisatie uit het register, of nieuw; gevonden: "gemeente-cee"',
      'keuze: verwacht: gemeente-aa, want die heeft deze OIN of CBS-code al; gevonden: "nieuw"',
    ]);
  });
});
