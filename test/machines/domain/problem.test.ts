import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isoDateSchema } from '../../../machines/domain/dates.ts';
import { formatProblems, problemsFromZod, type Problem } from '../../../machines/domain/problem.ts';
import { group } from '../../../machines/domain/written-fields.ts';

function problemsOf(schema: z.ZodType, input: unknown): readonly Problem[] {
  const result = schema.safeParse(input);
  return result.success ? [] : problemsFromZod(result.error, input);
}

const english = /\b(invalid|expected|received|input|string|number|object|array|key|must|too)\b/i;

describe('every kind of issue, in Dutch', () => {
  const cases: readonly (readonly [string, z.ZodType, unknown, Omit<Problem, 'path'>])[] = [
    ['invalid_type', z.string(), ['a'], { expected: 'tekst', found: 'een lijst van 1' }],
    ['invalid_type, missing', z.boolean(), undefined, { expected: 'ja of nee', found: 'niets' }],
    [
      'invalid_type, a group',
      z.array(z.string()),
      { a: 1 },
      { expected: 'een lijst', found: 'een groep velden' },
    ],
    [
      'invalid_type, empty',
      z.record(z.string(), z.string()),
      null,
      { expected: 'een groep velden', found: 'leeg' },
    ],
    [
      'invalid_type, of a rare kind',
      z.map(z.string(), z.string()),
      5n,
      { expected: 'een andere waarde', found: '5' },
    ],
    [
      'invalid_type, a number for text',
      z.string(),
      612345678,
      { expected: 'tekst', found: 'het getal 612345678 (zet het tussen aanhalingstekens)' },
    ],
    [
      'invalid_value',
      z.enum(['post', 'digitaal']),
      'fax',
      { expected: 'een van: post, digitaal', found: "'fax'" },
    ],
    ['invalid_value, one', z.literal('nieuw'), 'oud', { expected: 'nieuw', found: "'oud'" }],
    ['invalid_value, yes or no', z.literal([true, 'ja']), false, { expected: 'ja', found: 'nee' }],
    ['too_small', z.number().min(3), 2, { expected: 'ten minste 3', found: '2' }],
    ['too_small, exclusive', z.number().positive(), 0, { expected: 'meer dan 0', found: '0' }],
    [
      'too_small, empty text',
      z.string().min(1),
      '',
      { expected: 'tekst die niet leeg is', found: 'lege tekst' },
    ],
    ['too_big', z.number().lt(3), 3, { expected: 'minder dan 3', found: '3' }],
    [
      'too_big, list',
      z.array(z.number()).max(1),
      [1, 2],
      { expected: 'ten hoogste 1 onderdelen', found: 'een lijst van 2' },
    ],
    [
      'too_big, text',
      z.string().max(2),
      'abc',
      { expected: 'ten hoogste 2 tekens', found: 'een tekst van 3 tekens' },
    ],
    [
      'too_big, exact',
      z.string().length(2),
      'abc',
      { expected: 'precies 2 tekens', found: 'een tekst van 3 tekens' },
    ],
    ['not_multiple_of', z.number().multipleOf(15), 20, { expected: 'een veelvoud van 15', found: '20' }],
    ['invalid_format', z.email(), 'a@', { expected: 'een e-mailadres', found: "'a@'" }],
    ['invalid_format, no words', z.cidrv4(), 'x', { expected: 'een andere schrijfwijze', found: "'x'" }],
    [
      'custom without a message',
      z.string().refine(() => false),
      'x',
      { expected: 'een andere waarde', found: "'x'" },
    ],
    [
      'invalid_union of simple choices',
      z.union([z.boolean(), z.enum(['later', 'nooit'])]),
      'soms',
      { expected: 'ja of nee, of een van: later, nooit', found: "'soms'" },
    ],
    [
      'invalid_union, more than one fits',
      z.xor([z.string(), z.string().min(1)]),
      'x',
      { expected: 'een waarde die op één manier te lezen is', found: "'x'" },
    ],
  ];

  it.each(cases)('%s', (_name, schema, input, expected) => {
    expect(problemsOf(z.object({ veld: schema }), { veld: input })).toEqual([{ path: 'veld', ...expected }]);
  });

  it('never in English', () => {
    for (const [, schema, input] of cases)
      expect(formatProblems(problemsOf(schema, input))).not.toMatch(english);
  });
});

it('takes what was expected from a message of our own schemas', () => {
  expect(problemsOf(z.object({ op: isoDateSchema }), { op: '2027-02-30' })).toEqual([
    {
      path: 'op',
      expected: 'een datum die bestaat, in de vorm jjjj-mm-dd (bijvoorbeeld 2027-03-02)',
      found: "'2027-02-30'",
    },
  ]);
});

it('names each unknown field, and the fields that are known', () => {
  const schema = z.object({ a: group({ x: z.string().optional() }).extend({ y: z.string().optional() }) });
  expect(problemsOf(schema, { a: { p: 1, q: 2 } })).toEqual([
    { path: 'a.p', expected: 'een van de velden x, y', found: 'een onbekend veld' },
    { path: 'a.q', expected: 'een van de velden x, y', found: 'een onbekend veld' },
  ]);
});

it('of a choice between groups tells what the nearest lacks', () => {
  const schema = z.object({
    slot: z.union([
      z.object({ datum: z.string(), begin: z.string(), einde: z.string() }),
      z.object({ dagen: z.array(z.number()) }),
    ]),
  });
  expect(problemsOf(schema, { slot: { dagen: [1, 'x'] } })).toEqual([
    { path: 'slot.dagen.1', expected: 'een getal', found: "'x'" },
  ]);
});

it('of a group chosen by a field tells the choices', () => {
  const schema = z.discriminatedUnion('soort', [
    z.object({ soort: z.literal('vast') }),
    z.object({ soort: z.literal('los') }),
  ]);
  expect(problemsOf(schema, { soort: 'half' })).toEqual([
    { path: 'soort', expected: 'een van: vast, los', found: "'half'" },
  ]);
});

it('of a wrong name in a record shows the name', () => {
  const schema = z.object({ wie: z.record(z.string().max(2), z.number()) });
  expect(problemsOf(schema, { wie: { jan: 1 } })).toEqual([
    { path: 'wie.jan', expected: 'ten hoogste 2 tekens', found: "de naam 'jan'" },
  ]);
});

describe('formatProblems', () => {
  it('gives a numbered line per problem; without a path it is about the whole', () => {
    expect(formatProblems(problemsOf(z.object({ a: z.string(), b: z.string() }), { a: 1 }))).toBe(
      '1. a: verwacht tekst, gevonden: het getal 1 (zet het tussen aanhalingstekens).\n2. b: verwacht tekst, gevonden: niets.',
    );
    expect(formatProblems(problemsOf(z.object({}), 'x'))).toBe(
      "Invoer: verwacht een groep velden, gevonden: 'x'.",
    );
  });
});

it('shows a deceiving or endless text safely', () => {
  const [first, second] = problemsOf(z.tuple([z.email(), z.email()]), ['a\u202Eb\n', 'x'.repeat(5000)]);
  expect(first?.found).toBe("'a[U+202E]b[U+000A]'");
  expect(second?.found).toBe(`'${'x'.repeat(80)}…'`);
});
