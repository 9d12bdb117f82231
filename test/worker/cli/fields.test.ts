import { describe, expect, it } from 'vitest';
import { fieldsFromOptions } from '../../../worker/cli/fields.ts';

const schema = {
  type: 'object',
  properties: {
    minuten: { type: 'integer' },
    documenten: { type: 'array', items: { type: 'string' } },
    handtekening: { type: 'boolean' },
    reden: { type: 'string' },
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
    [{ minuten: ['veel'] }, "--minuten: verwacht een geheel getal, gevonden: 'veel'."],
    [{ minuten: ['1', '2'] }, '--minuten: verwacht één waarde, gevonden: 2 waarden.'],
    [{ handtekening: ['misschien'] }, "--handtekening: verwacht ja of nee, gevonden: 'misschien'."],
    [{ reden: [true] }, '--reden: verwacht een waarde, gevonden: niets.'],
    [{ constructor: ['1'] }, /^--constructor: verwacht een van --minuten, .*gevonden: een onbekend veld\.$/],
  ] as const)('refuses %j, naming the field', (options, expected) => {
    expect(() => fieldsFromOptions(options, schema)).toThrow(expected);
  });
});
