import { describe, expect, it } from 'vitest';
import { fieldsFromOptions } from '../../../worker/cli/fields.ts';

const schema = {
  type: 'object',
  properties: {
    minuten: { type: 'integer' },
    documenten: { type: 'array', items: { type: 'string' } },
    handtekening: { type: 'boolean' },
    reden: { type: 'string' },
    klaarOp: { type: 'string', format: 'date' },
    dagen: { type: 'array', items: { type: 'integer' } },
    verlenging: { type: 'number' },
    getekend: {},
  },
};

describe('fieldsFromOptions', () => {
  it("gives each value the type that the action's schema asks for", () => {
    const options = { minuten: ['60'], documenten: ['a,b', 'c'], handtekening: ['ja'], reden: ['60'] };
    expect({ ...fieldsFromOptions(options, schema) }).toEqual({
      minuten: 60,
      documenten: ['a', 'b', 'c'],
      handtekening: true,
      reden: '60',
    });
  });

  it.each([
    ['a field written with hyphens', { 'klaar-op': ['2027-03-01'] }, { klaarOp: '2027-03-01' }],
    ['a list of numbers', { dagen: ['1, 2', '3'] }, { dagen: [1, 2, 3] }],
    ['a negative number with a fraction', { verlenging: ['-1.5'] }, { verlenging: -1.5 }],
    ['no', { handtekening: ['nee'] }, { handtekening: false }],
    ['a switch', { handtekening: [true] }, { handtekening: true }],
    ['a switch, where the schema leaves the type open', { getekend: [true] }, { getekend: true }],
    ['text, where the schema leaves the type open', { getekend: ['nee'] }, { getekend: 'nee' }],
  ] as const)('takes %s', (_, options, fields) => {
    expect({ ...fieldsFromOptions(options, schema) }).toEqual(fields);
  });

  it.each([
    [{ minuten: ['6.5'] }, "--minuten: verwacht een geheel getal, gevonden: '6.5'."],
    [{ minuten: ['0x10'] }, "--minuten: verwacht een geheel getal, gevonden: '0x10'."],
    [{ minuten: [true] }, '--minuten: verwacht een geheel getal, gevonden: niets.'],
    [{ dagen: ['1,x'] }, "--dagen: verwacht een geheel getal, gevonden: 'x'."],
    [{ reden: [''] }, '--reden: verwacht een waarde, gevonden: niets.'],
    [{ minuten: ['veel'] }, "--minuten: verwacht een geheel getal, gevonden: 'veel'."],
    [{ minuten: ['1', '2'] }, '--minuten: verwacht één waarde, gevonden: 2 waarden.'],
    [{ handtekening: ['misschien'] }, "--handtekening: verwacht ja of nee, gevonden: 'misschien'."],
    [{ reden: [true] }, '--reden: verwacht een waarde, gevonden: niets.'],
    [{ constructor: ['1'] }, /^--constructor: verwacht een van --minuten, .*gevonden: een onbekend veld\.$/],
  ] as const)('refuses %j, naming the field', (options, expected) => {
    expect(() => fieldsFromOptions(options, schema)).toThrow(expected);
  });
});
