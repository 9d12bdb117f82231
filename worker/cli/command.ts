import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from '../user-error.ts';
import { didYouMean } from './nearest.ts';

type OptionType = 'string' | 'boolean';

export interface Option {
  readonly type: OptionType;
  /** "<map>": how the value is shown in help; absent for a switch. */
  readonly value?: string;
  readonly description: string;
  /** Wrong use without it. */
  readonly required?: boolean;
}

export interface Invocation {
  readonly positionals: readonly string[];
  /** Known options, by name. */
  readonly text: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean;
  /** Options that the command does not know itself: `doe` takes one for each field of its input. Lists for repeated ones. */
  readonly fields: Readonly<Record<string, readonly (string | true)[]>>;
  readonly out: (text: string) => void;
  /** Tells what went wrong, when the command goes on. */
  readonly complain: (text: string) => void;
  readonly env: NodeJS.ProcessEnv;
}

/** One command of `traject`; resolves with its exit code. */
export interface Command {
  readonly name: string;
  /** What stands after the name: "<bestand…>". */
  readonly usage: string;
  readonly summary: string;
  readonly example: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Below the options in its help. */
  readonly more?: readonly string[];
  /** Whether options that are not listed are fields for the command. */
  readonly takesFields?: boolean;
  /** Fewest and most positionals. */
  readonly positionals: readonly [number, number];
  readonly run: (invocation: Invocation) => Promise<number>;
}

/** @throws UserError with exit code 2, naming the option and what was expected. */
export function parse(
  command: Command,
  args: readonly string[],
  context: Pick<Invocation, 'out' | 'complain' | 'env'>,
): Invocation {
  const listed = new Map(Object.entries(command.options));
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, { type }] of listed) options[name] = { type };
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const positionals: string[] = [];
  const known = new Map<string, string | true>();
  const fields: Record<string, (string | true)[]> = Object.create(null);
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'positional') {
      // The value of a field option: without a type parseArgs takes "--minuten 60" for a switch and a positional.
      const before = tokens[at - 1];
      const isValue =
        before?.kind === 'option' &&
        !Object.hasOwn(options, before.name) &&
        before.value === undefined &&
        before.index === token.index - 1;
      const values = isValue ? fields[before.name] : undefined;
      if (values !== undefined) values[values.length - 1] = token.value;
      else positionals.push(token.value);
    } else if (token.kind === 'option') {
      const option = Object.hasOwn(command.options, token.name) ? command.options[token.name] : undefined;
      if (option !== undefined) known.set(token.name, valueOf(token.name, option, token));
      else if (command.takesFields === true) (fields[token.name] ??= []).push(token.value ?? true);
      else {
        const hint = didYouMean(
          token.rawName,
          [...listed.keys()].map((name) => `--${name}`),
        );
        const sentence = `De optie ${token.rawName} bestaat niet bij 'traject ${command.name}'.`;
        throw wrongUse(hint === null ? sentence : `${sentence} ${hint}`, command);
      }
    }
  }
  const [fewest, most] = command.positionals;
  if (positionals.length < fewest)
    throw wrongUse(`Er ontbreekt iets: verwacht '${useOf(command)}'.`, command);
  if (positionals.length > most)
    throw wrongUse(`'${positionals[most]}' is te veel: verwacht '${useOf(command)}'.`, command);
  for (const [name, option] of listed)
    if (option.required === true && !known.has(name))
      throw wrongUse(`--${name}: verwacht ${option.value ?? 'een waarde'}, gevonden: niets.`, command);
  return {
    positionals,
    text: (name) => {
      const value = known.get(name);
      return typeof value === 'string' ? value : undefined;
    },
    flag: (name) => known.get(name) === true,
    fields,
    ...context,
  };
}

interface Given {
  readonly value: string | undefined;
  /** Written as `--name=value`. */
  readonly inlineValue: boolean | undefined;
}

function valueOf(name: string, option: Option, { value, inlineValue }: Given): string | true {
  if (option.type === 'boolean') {
    if (value !== undefined)
      throw new UserError(`--${name}: verwacht geen waarde, gevonden: '${value}'.`, { exitCode: 2 });
    return true;
  }
  const isOption = inlineValue !== true && value?.startsWith('--') === true; // its own value was left out
  if (value === undefined || value === '' || isOption)
    throw new UserError(`--${name}: verwacht ${option.value ?? 'een waarde'}, gevonden: niets.`, {
      exitCode: 2,
    });
  return value;
}

function useOf({ name, usage }: Command): string {
  return ['traject', name, usage].filter(Boolean).join(' ');
}

function wrongUse(sentence: string, command: Command): UserError {
  return new UserError(`${sentence} Zie 'traject ${command.name} --help'.`, { exitCode: 2 });
}

export function helpOf(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, { value, description, required }]): [string, string] => [
      `--${name}${value === undefined ? '' : ` ${value}`}`,
      `${description}${required === true ? ' (verplicht)' : ''}`,
    ],
  );
  return [
    command.summary,
    '',
    `Gebruik:   ${useOf(command)}${options.length > 0 ? ' [opties]' : ''}`,
    `Voorbeeld: ${command.example}`,
    ...(options.length === 0 ? [] : ['', 'Opties:', ...columns(options)]),
    ...(command.more === undefined ? [] : ['', ...command.more]),
  ].join('\n');
}

/** Two columns, the second aligned. */
export function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
