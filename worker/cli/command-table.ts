import { UserError } from '../user-error.ts';
import { didYouMean } from './nearest.ts';
import { columns, type Command } from './command.ts';

/** A command or a family of them, loaded only when it is asked for: most need no worker, and start at once. */
export interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command | Family>;
}

/** Commands that share their first words: `traject planning toon`; all of them share `traject`. */
export interface Family {
  /** What stands before the names of its members: "planning"; empty for all commands. */
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  readonly members: Readonly<Record<string, Entry>>;
}

export function isFamily(found: Command | Family): found is Family {
  return 'members' in found;
}

/** @throws UserError with exit code 2, naming the members that there are. */
export function memberOf({ name: family, members }: Family, name: string): Entry {
  const entry = Object.hasOwn(members, name) ? members[name] : undefined;
  if (entry !== undefined) return entry;
  const asked = [family, name].filter(Boolean).join(' ');
  const known = Object.keys(members);
  const sentences = [
    `De opdracht '${asked}' bestaat niet.`,
    didYouMean(name, known),
    `${family === '' ? 'Wel' : `Wel bij ${family}`}: ${known.join(', ')}.`,
  ];
  throw new UserError(sentences.filter(Boolean).join(' '), { exitCode: 2 });
}

export function overviewOf({ name, summary, example, members }: Family): string {
  const full = ['traject', name].filter(Boolean).join(' ');
  return [
    summary,
    '',
    `Gebruik:   ${full} <opdracht> [opties]`,
    `Voorbeeld: ${example}`,
    '',
    'Opdrachten:',
    ...columns(Object.entries(members).map(([member, entry]): [string, string] => [member, entry.summary])),
    '',
    `Meer over een opdracht: '${full} <opdracht> --help'.`,
  ].join('\n');
}
