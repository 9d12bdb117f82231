import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheDir } from '../../../worker/project.ts';
import type { RunAs } from './daemon.ts';
import { runProgram } from './run-program.ts';

/** Of one version of Temporal. */
export interface ServerPrograms {
  readonly server: string;
  /** That makes the databases and their tables. */
  readonly sql: string;
}

/** The programs of others that a cluster is made of. */
export interface Programs extends ServerPrograms {
  readonly initdb: string;
  readonly postgres: string;
  readonly baseBackup: string;
  /** PostgreSQL refuses to run as root. */
  readonly postgresUser: RunAs;
}

export const serverVersion = '1.32.0';
const leastPostgres = 13;

/** @throws Error that says, in Dutch, what to install. */
export async function findPrograms(stopped: AbortSignal, report: (line: string) => void): Promise<Programs> {
  return { ...(await findPostgres(stopped)), ...(await findServer(serverVersion, stopped, report)) };
}

/** Builds it when it was not built before. @throws Error that says, in Dutch, what to install. */
export async function findServer(
  version: string,
  stopped: AbortSignal,
  report: (line: string) => void,
): Promise<ServerPrograms> {
  const folder = join(cacheDir, `temporal-server-${version}`);
  if (!(await isProgram(join(folder, 'server')))) await buildServer(version, folder, stopped, report);
  return { server: join(folder, 'server'), sql: join(folder, 'sql') };
}

async function findPostgres(stopped: AbortSignal) {
  const folder = await folderWith(
    ['initdb', 'postgres', 'pg_basebackup'],
    [...onPath(), ...(await usualPostgres())],
  );
  if (folder === null)
    throw new Error(
      `PostgreSQL ${leastPostgres} of nieuwer is nodig, en initdb, postgres en pg_basebackup zijn niet gevonden: ` +
        'installeer het (Debian en Ubuntu: apt install postgresql), of zet de map met die programma’s op het PATH.',
    );
  const postgres = join(folder, 'postgres');
  const version = await runProgram(postgres, ['--version'], { stopped });
  const [, major = '0'] = / (\d+)/.exec(version) ?? [];
  if (Number(major) < leastPostgres)
    throw new Error(
      `PostgreSQL ${leastPostgres} of nieuwer is nodig, gevonden: ${version.trim()} (${folder}).`,
    );
  return {
    postgres,
    initdb: join(folder, 'initdb'),
    baseBackup: join(folder, 'pg_basebackup'),
    postgresUser: await otherThanRoot(),
  };
}

/** As a whole or not at all. */
async function buildServer(
  version: string,
  folder: string,
  stopped: AbortSignal,
  report: (line: string) => void,
): Promise<void> {
  const go = await folderWith(['go'], [...onPath(), '/usr/local/go/bin', '/usr/lib/go/bin']);
  if (go === null)
    throw new Error(
      'Go is nodig om de Temporal-server te bouwen, en is niet gevonden: installeer Go 1.21 of nieuwer ' +
        '(die haalt zelf op welke Go de server vraagt), of zet de map met go op het PATH.',
    );
  report(`Temporal-server ${version} wordt gebouwd; dat duurt de eerste keer enkele minuten …`);
  await mkdir(cacheDir, { recursive: true });
  const built = await mkdtemp(join(cacheDir, 'bouw-'));
  try {
    for (const name of ['cmd/server', 'cmd/tools/sql'])
      await runProgram(join(go, 'go'), ['install', `go.temporal.io/server/${name}@v${version}`], {
        env: { ...process.env, GOBIN: built },
        stopped,
      });
    await rm(folder, { recursive: true, force: true });
    await rename(built, folder);
  } finally {
    await rm(built, { recursive: true, force: true });
  }
}

function onPath(): readonly string[] {
  return (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

/** Where packages put what is not on the PATH; the newest first. */
async function usualPostgres(): Promise<readonly string[]> {
  const parents = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];
  const versions = await Promise.all(
    parents.map(async (parent) => {
      const names = await readdir(parent).catch(() => []);
      return names
        .filter((name) => /^(postgresql@)?\d+$/.test(name))
        .map((name) => join(parent, name, 'bin'));
    }),
  );
  return [...versions.flat().sort().toReversed(), '/usr/local/pgsql/bin', '/usr/bin'];
}

async function folderWith(programs: readonly string[], folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const found = await Promise.all(programs.map(async (name) => isProgram(join(folder, name))));
    if (found.every(Boolean)) return folder;
  }
  return null;
}

async function isProgram(file: string): Promise<boolean> {
  return await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function otherThanRoot(): Promise<RunAs> {
  if (process.getuid?.() !== 0) return null;
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const user = ['postgres', 'nobody'].flatMap((name) => users.filter(([known]) => known === name))[0];
  if (user === undefined)
    throw new Error(
      'PostgreSQL draait niet als root: maak een gebruiker postgres, of start dit als een ander.',
    );
  return { uid: Number(user[2]), gid: Number(user[3]) };
}
