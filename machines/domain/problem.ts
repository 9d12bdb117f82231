import type { z } from 'zod';
import { quoted, shown, yesOrNo } from './shown.ts';

/** What is wrong with one field of something that a person wrote; Dutch. */
export interface Problem {
  /** "functies.berichtenbox.teststart"; empty for the whole. An item of a list by its index, from 0. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** Nobody reads more; a failure that Temporal keeps must stay small. */
const mostLines = 50;

/**
 * One line per problem: "functies.berichtenbox.teststart: verwacht een datum, gevonden: 'morgen'." More than one are
 * numbered: the Temporal UI shows all lines as one paragraph.
 */
export function formatProblems(problems: readonly Problem[]): string {
  const lines = problems
    .slice(0, mostLines)
    .map(
      ({ path, expected, found }) =>
        `${path === '' ? 'Invoer' : path}: verwacht ${expected}, gevonden: ${found}.`,
    );
  if (problems.length === 1) return lines.join('');
  const more = problems.length - lines.length;
  const numbered = lines.map((line, at) => `${at + 1}. ${line}`);
  return [...numbered, ...(more === 0 ? [] : [`En nog ${more} andere.`])].join('\n');
}

/**
 * Every problem that zod found in `input`, in Dutch. A message of our own schemas ("verwacht: …; gevonden: …")
 * says what was expected; every other message is zod's, in English, and reaches no user.
 */
export function problemsFromZod(error: z.ZodError, input: unknown): readonly Problem[] {
  return problemsOf(error.issues, [], input);
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Issues inside a union or a key carry a path that starts there: `at`. */
function problemsOf(issues: readonly Issue[], at: Path, input: unknown): readonly Problem[] {
  return issues.flatMap((issue) => problemsOfIssue(issue, [...at, ...issue.path], input));
}

function problemsOfIssue(issue: Issue, path: Path, input: unknown): readonly Problem[] {
  const own = ownExpectation(issue.message);
  const value = valueAt(input, path);
  const one = (expected: string, found = shown(value)): readonly Problem[] => [
    { path: pathText(path), expected, found },
  ];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: pathText([...path, key]),
        expected: own ?? 'alleen bekende velden',
        found: 'een onbekend veld',
      }));
    case 'invalid_key':
      return one(own ?? expectedOfAll(issue.issues, path, input), `de naam ${quoted(String(path.at(-1)))}`);
    case 'invalid_element':
      return own === undefined ? problemsOf(issue.issues, path, input) : one(own);
    case 'invalid_union':
      return own === undefined ? problemsOfUnion(issue, path, input) : one(own);
    case 'invalid_type':
    case 'invalid_value':
    case 'too_small':
    case 'too_big':
    case 'not_multiple_of':
    case 'invalid_format':
    case 'custom':
      return one(own ?? expectation(issue), foundFor(issue, value));
  }
}

/** What none of the alternatives takes: the choices when they are that simple, else what the nearest one lacks. */
function problemsOfUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  input: unknown,
): readonly Problem[] {
  const one = (expected: string): readonly Problem[] => [
    { path: pathText(path), expected, found: shown(valueAt(input, path)) },
  ];
  if ('options' in issue && issue.options !== undefined) return one(choiceOf(issue.options));
  const alternatives = issue.errors.map((issues) => problemsOf(issues, path, input));
  const inside = alternatives.filter((problems) =>
    problems.every((problem) => problem.path !== pathText(path)),
  );
  const [nearest] = inside.toSorted((a, b) => a.length - b.length);
  if (nearest !== undefined) return nearest;
  const expected = [
    ...new Set(alternatives.flatMap(([first]) => (first === undefined ? [] : [first.expected]))),
  ];
  return one(expected.length === 0 ? 'een waarde die op één manier te lezen is' : expected.join(', of '));
}

function expectedOfAll(issues: readonly Issue[], path: Path, input: unknown): string {
  return [...new Set(problemsOf(issues, path, input).map(({ expected }) => expected))].join(', en ');
}

type SimpleIssue = Exclude<
  Issue,
  { code: 'unrecognized_keys' | 'invalid_key' | 'invalid_element' | 'invalid_union' }
>;

function expectation(issue: SimpleIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? 'een andere waarde';
    case 'invalid_value':
      return choiceOf(issue.values);
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) === 1) return 'tekst die niet leeg is';
      return `${bound(issue, 'ten minste', 'meer dan')} ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `${bound(issue, 'ten hoogste', 'minder dan')} ${issue.maximum}${unit(issue.origin)}`;
    case 'not_multiple_of':
      return `een veelvoud van ${issue.divisor}`;
    case 'invalid_format':
      return formatWords[issue.format] ?? 'een andere schrijfwijze';
    case 'custom':
      return 'een andere waarde';
  }
}

function bound(
  { exact, inclusive }: { readonly exact?: boolean; readonly inclusive?: boolean },
  within: string,
  beyond: string,
): string {
  if (exact === true) return 'precies';
  return inclusive === false ? beyond : within;
}

function choiceOf(values: readonly z.core.util.Primitive[]): string {
  const words = [
    ...new Set(values.map((value) => (typeof value === 'boolean' ? yesOrNo(value) : String(value)))),
  ];
  return words.length === 1 ? words.join('') : `een van: ${words.join(', ')}`;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'tekst',
  number: 'een getal',
  int: 'een geheel getal',
  bigint: 'een geheel getal',
  boolean: 'ja of nee',
  object: 'een groep velden',
  record: 'een groep velden',
  array: 'een lijst',
  tuple: 'een lijst',
  date: 'een datum',
  null: 'niets',
  undefined: 'niets',
  never: 'niets',
  nonoptional: 'een waarde',
};

const formatWords: Readonly<Record<string, string>> = {
  email: 'een e-mailadres',
  date: 'een datum (jjjj-mm-dd)',
  time: 'een tijd (uu:mm)',
  datetime: 'een tijdstip (jjjj-mm-ddTuu:mm:ss+01:00)',
  url: 'een webadres',
};

function unit(origin: string): string {
  return origin === 'string' ? ' tekens' : origin === 'array' ? ' onderdelen' : '';
}

function ownExpectation(message: string): string | undefined {
  return /^verwacht:? (?<expected>.*?)(?:; gevonden: .*)?$/su.exec(message)?.groups?.['expected'];
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return Reflect.get(value, key);
  }, input);
}

/** A name that nobody would choose was typed or made up: it is shown as what was found is. */
function pathText(path: Path): string {
  return path
    .map(String)
    .map((key) => (/^[\w.-]{1,40}$/.test(key) ? key : quoted(key)))
    .join('.');
}

/** A long text is told by its length; a number where text was expected is most often an OIN or phone number in YAML. */
function foundFor(issue: SimpleIssue, value: unknown): string {
  if (typeof value === 'string' && issue.code === 'too_big') return `een tekst van ${value.length} tekens`;
  if (typeof value === 'number' && issue.code === 'invalid_type' && issue.expected === 'string') {
    return `het getal ${value} (zet het tussen aanhalingstekens)`;
  }
  if (Array.isArray(value) && value.length === 0 && issue.code === 'too_small') return 'geen';
  return shown(value);
}
