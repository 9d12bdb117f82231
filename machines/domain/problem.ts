import type { z } from 'zod';

/** What is wrong with one field of something that a person wrote; Dutch. */
export interface Problem {
  /** "functies.berichtenbox.teststart"; empty for the whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** One line per problem: "functies.berichtenbox.teststart: verwacht een datum, gevonden 'morgen'." */
export function formatProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ path, expected, found }) => `${path === '' ? 'Invoer' : path}: verwacht ${expected}, gevonden: ${found}.`)
    .join('\n');
}

/** Every problem that zod found in `input`, in Dutch; no English message of zod reaches a user. */
export function problemsFromZod(error: z.ZodError, input: unknown): readonly Problem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, input));
}

function problemsOf(issue: z.core.$ZodIssue, input: unknown): readonly Problem[] {
  const path = issue.path.map(String).join('.');
  const found = show(valueAt(input, issue.path));
  const one = (expected: string, what = found): readonly Problem[] => [{ path, expected, found: what }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...issue.path.map(String), key].join('.'),
        expected: 'alleen bekende velden',
        found: 'een onbekend veld',
      }));
    case 'invalid_type':
      return one(typeWords[issue.expected] ?? 'een andere waarde');
    case 'invalid_value':
      return one(`een van: ${issue.values.map(String).join(', ')}`);
    case 'too_small':
      return one(`${issue.inclusive === false ? 'meer dan' : 'ten minste'} ${issue.minimum}${unit(issue.origin)}`);
    case 'too_big':
      return one(`ten hoogste ${issue.maximum}${unit(issue.origin)}`);
    case 'not_multiple_of':
      return one(`een veelvoud van ${issue.divisor}`);
    case 'invalid_format':
      return one(formatWords[issue.format] ?? custom(issue.message) ?? 'een andere schrijfwijze');
    case 'invalid_union':
      return one(custom(issue.message) ?? 'een andere waarde');
    case 'invalid_key':
    case 'invalid_element':
      return one('een geldig onderdeel');
    case 'custom':
      return one(custom(issue.message) ?? 'een andere waarde');
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'tekst',
  number: 'een getal',
  int: 'een geheel getal',
  boolean: 'ja of nee',
  object: 'een groep velden',
  record: 'een groep velden',
  array: 'een lijst',
  date: 'een datum',
};

const formatWords: Readonly<Record<string, string>> = {
  email: 'een e-mailadres',
  date: 'een datum (jjjj-mm-dd)',
  datetime: 'een tijdstip (jjjj-mm-ddTuu:mm:ss+01:00)',
  url: 'een webadres',
};

function unit(origin: string): string {
  return origin === 'string' ? ' tekens' : origin === 'array' ? ' onderdelen' : '';
}

/** Messages of our own schemas are Dutch and say "verwacht: …; gevonden: …": only what was expected is needed here. */
function custom(message: string): string | undefined {
  return /^verwacht:? (?<expected>.*?)(?:; gevonden: .*)?$/su.exec(message)?.groups?.['expected'];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return Reflect.get(value, key);
  }, input);
}

function show(value: unknown): string {
  if (value === undefined) return 'niets';
  if (value === null) return 'leeg';
  if (Array.isArray(value)) return `een lijst van ${value.length}`;
  if (typeof value === 'object') return 'een groep velden';
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
