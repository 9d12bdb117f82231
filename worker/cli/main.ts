import { UserError } from '../user-error.ts';
import { columns, helpOf, parse, type Command, type Invocation } from './command.ts';

/** The commands, loaded only when they are asked for: most need no worker, and start at once. */
const commands: Readonly<
  Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>
> = {
  start: {
    summary: 'Start het systeem',
    load: async () => (await import('./commands/start.ts')).start,
  },
  demo: {
    summary: 'Start het systeem met voorbeelden, op een vaste datum en in hoog tempo',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  inrichten: {
    summary: 'Maakt een namespace op een bestaande Temporal-server klaar',
    load: async () => (await import('./commands/prepare.ts')).prepare,
  },
  aanmelden: {
    summary: 'Registreert intentieverklaringen uit bestanden',
    load: async () => (await import('./commands/declare.ts')).declare,
  },
  status: {
    summary: 'Toont waar de afnemers staan',
    load: async () => (await import('./commands/status.ts')).status,
  },
  doe: {
    summary: 'Toont wat er nu kan, of doet het',
    load: async () => (await import('./commands/act.ts')).act,
  },
  dossier: {
    summary: 'Toont alles over één afnemer',
    load: async () => (await import('./commands/file.ts')).file,
  },
  mail: {
    summary: 'Leest mail in die terugkwam, of toont alle mails met voorbeeldgegevens',
    load: async () => (await import('./commands/mail.ts')).mail,
  },
  planning: {
    summary: 'Publiceert of toont de planning',
    load: async () => (await import('./commands/planning.ts')).planning,
  },
};

/** Where a command writes, and what it reads beside its arguments. */
export type Terminal = Pick<Invocation, 'out' | 'complain' | 'env'>;

/** Runs one command line on this process. */
export async function main(args: readonly string[]): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // the reader has seen enough
    throw error;
  });
  const code = await run(args, {
    out: (text) => void process.stdout.write(ended(text)),
    complain: (text) => void process.stderr.write(ended(text)),
    env: process.env,
  });
  await Promise.all([process.stdout, process.stderr].map(flushed));
  // Not by itself: Temporal's native runtime, once loaded, keeps a process alive with nothing left to do.
  process.exit(code);
}

async function flushed(stream: NodeJS.WriteStream): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.write('', () => resolve());
  });
}

/** The only place that catches; the exit code: 0 done, 1 refused or not possible, 2 wrong use. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await choose(args, terminal);
  } catch (error) {
    return report(error, terminal);
  }
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

async function choose([name, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(overview());
    return name === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) {
    const known = Object.keys(commands).join(', ');
    throw new UserError(`De opdracht '${name}' bestaat niet. Wel: ${known}.`, { exitCode: 2 });
  }
  const command = await entry.load();
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(helpOf(command));
    return 0;
  }
  return await command.run(parse(command, rest, terminal));
}

function overview(): string {
  return [
    'traject: aansluittrajecten voor MijnOverheid Berichtenbox en Lopende Zaken',
    '',
    'Gebruik:   traject <opdracht> [opties]',
    'Voorbeeld: npx traject status --json',
    '',
    'Opdrachten:',
    ...columns(Object.entries(commands).map(([name, { summary }]): [string, string] => [name, summary])),
    '',
    "Meer over een opdracht: 'traject <opdracht> --help'.",
  ].join('\n');
}

function report(error: unknown, { complain, env }: Terminal): number {
  if (error instanceof UserError) {
    complain(error.message);
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  complain(
    `Er ging iets mis dat niet hoort: ${message}. Meld dit aan de beheerder, met de opdracht die u gaf en de uitvoer met TRAJECT_DEBUG=1.`,
  );
  if (env['TRAJECT_DEBUG'] === '1' && error instanceof Error) complain(error.stack ?? '');
  return 1;
}
