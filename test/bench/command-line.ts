import { parseArgs } from 'node:util';

/** `flag`: given or not. `count`: a whole number from 1. `counts`: several, with commas between them, in order of size. */
type Option =
  | { readonly kind: 'flag' }
  | { readonly kind: 'count'; readonly default: number }
  | { readonly kind: 'counts'; readonly default: readonly number[] };

type ValueOf<One extends Option> = One['kind'] extends 'flag'
  ? boolean
  : One['kind'] extends 'count'
    ? number
    : readonly number[];

type Values<Options> = {
  readonly [Name in keyof Options]: Options[Name] extends Option ? ValueOf<Options[Name]> : never;
};

/** What a command line asks; or, when it can't be, in Dutch why. */
export function readCommandLine<const Options extends Readonly<Record<string, Option>>>(
  options: Options,
  args: readonly string[],
): Values<Options> | string {
  const names = Object.keys(options).map((name) => `--${name}`);
  const all = names.length === 0 ? 'niets' : `${names.join(', ')} of niets`;
  const known = Object.fromEntries(
    Object.entries(options).map(([name, { kind }]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], options: known, strict: false, tokens: true });
  const found: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(options))
    found[name] = 'default' in option ? option.default : false;
  for (const token of tokens) {
    if (token.kind !== 'option') return `Verwacht ${all}; gevonden: '${args[token.index] ?? ''}'.`;
    const option = options[token.name];
    if (option === undefined) return `Verwacht ${all}; gevonden: '${token.rawName}'.`;
    const value = valueOf(option, token.value);
    if (value === null)
      return `${token.rawName}: verwacht ${expected[option.kind]}; gevonden: ${shown(token.value)}.`;
    found[token.name] = value;
  }
  return found as Values<Options>; // each option is in it, of its own kind
}

/** As above, of this process: when it can't be, it says so and ends with exit code 2. */
export function commandLine<const Options extends Readonly<Record<string, Option>>>(
  options: Options,
): Values<Options> {
  const read = readCommandLine(options, process.argv.slice(2));
  if (typeof read !== 'string') return read;
  process.stderr.write(`${read}\n`);
  process.exit(2);
}

const expected: Readonly<Record<Option['kind'], string>> = {
  flag: 'niets erachter',
  count: 'een geheel getal vanaf 1',
  counts: "gehele getallen vanaf 1, met komma's ertussen",
};

/** Null: not of its kind. */
function valueOf({ kind }: Option, text: string | undefined): boolean | number | readonly number[] | null {
  if (kind === 'flag') return text === undefined ? true : null;
  const counts = (text ?? '').split(',').map((part) => (/^[1-9]\d*$/.test(part) ? Number(part) : Number.NaN));
  if (counts.some(Number.isNaN)) return null;
  if (kind === 'counts') return counts.toSorted((one, other) => one - other);
  return counts.length === 1 ? (counts[0] ?? null) : null;
}

const shown = (text: string | undefined): string => (text === undefined ? 'niets' : `'${text}'`);
