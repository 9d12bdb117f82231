import { sendTraces } from '../tracing/switch.ts';
import { UserError } from '../user-error.ts';
import { isFamily, memberOf, overviewOf, type Family } from './command-table.ts';
import { helpOf, parse, type Invocation } from './command.ts';

const traject: Family = {
  name: '',
  summary: 'traject: aansluittrajecten voor MijnOverheid Berichtenbox en Lopende Zaken',
  example: 'npx traject status --json',
  members: {
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
    werkplek: {
      summary: 'Toont de startpagina en de lijsten van het Servicecentrum in de Temporal UI',
      load: async () => (await import('./commands/workplace.ts')).workplace,
    },
    'back-up': {
      summary: 'Maakt een back-up van het systeem terwijl het draait',
      load: async () => (await import('./commands/back-up.ts')).backUp,
    },
    terugzetten: {
      summary: 'Zet een back-up terug in een nieuwe map',
      load: async () => (await import('./commands/restore.ts')).restore,
    },
    planning: {
      summary: 'Controleert, publiceert, toont en verandert de planning',
      load: async () => (await import('./commands/planning/index.ts')).planning,
    },
    versies: {
      summary: 'Toont wie op welke versie loopt, of laat trajecten een versie overnemen',
      load: async () => (await import('./commands/versions.ts')).versions,
    },
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
    return await choose(traject, args, terminal);
  } catch (error) {
    return report(error, terminal);
  } finally {
    await sendTraces();
  }
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

async function choose(
  family: Family,
  [name, ...rest]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(overviewOf(family));
    return name === undefined ? 2 : 0;
  }
  const found = await memberOf(family, name).load();
  if (isFamily(found)) return await choose(found, rest, terminal);
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(helpOf(found));
    return 0;
  }
  return await found.run(parse(found, rest, terminal));
}

function report(error: unknown, { complain, env }: Terminal): number {
  if (error instanceof UserError) {
    complain(error.message);
    return error.exitCode;
  }
  if (isUnknownNamespace(error)) {
    complain(
      `TEMPORAL_NAMESPACE: verwacht een namespace die op de server bestaat, gevonden: '${error.namespace}'. ` +
        "Controleer de naam, of maak de namespace met 'traject inrichten'.",
    );
    return 1;
  }
  const message = error instanceof Error ? error.message : String(error);
  complain(
    `Er ging iets mis dat niet hoort: ${message}. Meld dit aan de beheerder, met de opdracht die u gaf en de uitvoer met TRAJECT_DEBUG=1.`,
  );
  if (env['TRAJECT_DEBUG'] === '1' && error instanceof Error) complain(error.stack ?? '');
  return 1;
}

/** By its name: the command line starts without Temporal's client. */
function isUnknownNamespace(error: unknown): error is Error & { readonly namespace: string } {
  if (!(error instanceof Error && error.name === 'NamespaceNotFoundError')) return false;
  return 'namespace' in error && typeof error.namespace === 'string';
}
