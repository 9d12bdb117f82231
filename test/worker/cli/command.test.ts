import { describe, expect, it } from 'vitest';
import { helpOf, parse, type Command } from '../../../worker/cli/command.ts';
import { UserError } from '../../../worker/user-error.ts';

const command: Command = {
  name: 'doe',
  usage: '<afnemer> [handeling]',
  summary: 'Doet iets.',
  example: 'npx traject doe gemeente-utrecht',
  options: {
    poort: { type: 'string', value: '<poort>', description: 'een poort' },
    json: { type: 'boolean', description: 'als JSON' },
  },
  takesFields: true,
  positionals: [1, 2],
  run: async () => 0,
};
const context = { out: () => {}, complain: () => {}, env: {} };
const strict: Command = { ...command, takesFields: false };

function failure(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown');
}

describe('parse', () => {
  it('tells positionals, known options and fields apart', () => {
    const args = ['gemeente-utrecht', '--json', 'advies-boeken', '--minuten', '60', '--poort=7300'];
    const { positionals, fields, flag, text } = parse(command, args, context);
    expect(positionals).toEqual(['gemeente-utrecht', 'advies-boeken']);
    expect({ ...fields }).toEqual({ minuten: ['60'] });
    expect(flag('json')).toBe(true);
    expect(text('poort')).toBe('7300');
  });

  it('keeps every value of a repeated field, and a switch as true', () => {
    const { fields } = parse(
      command,
      ['x', '--onderdelen', 'oin', '--onderdelen=cpa', '--handtekening'],
      context,
    );
    expect({ ...fields }).toEqual({ onderdelen: ['oin', 'cpa'], handtekening: [true] });
  });

  it('takes a field named like a property of every object as a field', () => {
    const { fields } = parse(command, ['x', '--constructor', '1'], context);
    expect(Object.keys(fields)).toEqual(['constructor']);
  });

  it.each([
    [[], /ontbreekt iets/],
    [['a', 'b', 'c'], /'c' is te veel/],
    [['a', '--poort'], /--poort: verwacht <poort>, gevonden: niets/],
    [['a', '--poort', '--json'], /--poort: verwacht <poort>, gevonden: niets/],
    [['a', '--json=ja'], /--json: verwacht geen waarde, gevonden: 'ja'/],
  ])('refuses %j as wrong use', (args, expected) => {
    const error = failure(() => parse(command, args, context));
    expect(error.message).toMatch(expected);
    expect(error.exitCode).toBe(2);
  });

  it('refuses an unknown option by name where no fields are taken', () => {
    expect(failure(() => parse(strict, ['a', '--prot', '1'], context)).message).toMatch(
      /--prot bestaat niet/,
    );
  });
});

it('help shows the usage, an example and every option', () => {
  const help = helpOf(command);
  for (const part of [
    'traject doe <afnemer>',
    'npx traject doe gemeente-utrecht',
    '--poort <poort>',
    '--json',
  ]) {
    expect(help).toContain(part);
  }
});
