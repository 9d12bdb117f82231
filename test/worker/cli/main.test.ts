import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../../../worker/cli/main.ts';
import { projectRoot } from '../../../worker/project.ts';

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process: for what ends before it looks for a server. */
async function inProcess(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, {
    out: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    env,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** Runs the command line as a user does, in an empty folder and without a server in the environment. */
async function asUser(...args: readonly string[]): Promise<Outcome> {
  const cwd = await mkdtemp(join(tmpdir(), 'traject-cli-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const env = { PATH: process.env['PATH'], HOME: cwd };
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(projectRoot, 'worker/traject.js'), ...args],
      { cwd, env },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}

const commands = [
  'start',
  'demo',
  'inrichten',
  'aanmelden',
  'status',
  'doe',
  'dossier',
  'mail',
  'werkplek',
  'back-up',
  'terugzetten',
  'planning',
];

describe('the command line', () => {
  it.each(commands)('%s --help tells its use with an example', async (name) => {
    const { code, out, err } = await inProcess([name, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`^Voorbeeld: .*traject ${name}`, 'm'));
  });

  it.each([
    'controleer',
    'publiceer',
    'toon',
    'alternatieven',
    'aanbieden',
    'verplaats-tranche',
    'maak-vrij',
    'aannemen',
    'afwijzen',
  ])('planning %s --help tells its use with an example, and is in the help of planning', async (name) => {
    const { code, out, err } = await inProcess(['planning', name, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`^Gebruik: +traject planning ${name}`, 'm'));
    expect(out).toMatch(new RegExp(`^Voorbeeld: .*traject planning ${name}`, 'm'));
    expect((await inProcess(['planning', '--help'])).out).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it('lists every command in its own help', async () => {
    const { code, out } = await inProcess(['--help']);
    expect(code).toBe(0);
    for (const name of commands) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it.each([
    [['vlieg'], /De opdracht 'vlieg' bestaat niet/],
    [['constructor'], /De opdracht 'constructor' bestaat niet/],
    [['status', '--kleur', 'rood'], /De optie --kleur bestaat niet/],
    [['statsu'], /bestaat niet\. Bedoelt u status\? Wel: start, demo, /],
    [['planning', 'publicer'], /bestaat niet\. Bedoelt u publiceer\? Wel bij planning: /],
    [['status', '--jsn'], /De optie --jsn bestaat niet .*\. Bedoelt u --json\?/],
    [['doe', '--selectie', 'TaakOpen = true', 'advies-boken'], /bestaat niet\. Bedoelt u advies-boeken\?/],
    [['doe', '--selectie', 'TaakOpen = true', 'advies'], /bestaat niet\. Bedoelt u advies-boeken\?/],
    [['doe', '--selectie', 'TaakOpen = true', 'xyz'], /bestaat niet\. Er zijn: .*advies-boeken, .* Zie wat/],
    [['doe', 'gemeente-x', '--functie', 'bb'], /--functie: verwacht berichtenbox of .* gevonden: 'bb'/],
    [['status', '--poort', '99999'], /--poort: verwacht een poort .* gevonden: '99999'/],
    [['doe'], /Er ontbreekt iets/],
    [['doe', '--selectie', 'TaakOpen = true'], /Er ontbreekt iets: verwacht '.*--selectie <query>/],
    [['doe', '--selectie', 'TaakOpen = true', 'vlieg'], /De handeling 'vlieg' bestaat niet/],
    [['doe', '--selectie', 'TaakOpen = true', 'intrekken', '{}', 'x'], /'x' is te veel: verwacht/],
    [['doe', '--selectie', 'TaakOpen = true', 'intrekken', '{x}'], /Gegevens: verwacht één JSON-object/],
    [['doe', 'gemeente-utrecht', 'intrekken', '--uitvoeren'], /--uitvoeren: verwacht --selectie erbij/],
    [['planning', 'verf'], /De opdracht 'planning verf' bestaat niet\. Wel bij planning: controleer, /],
    [['planning', 'constructor'], /De opdracht 'planning constructor' bestaat niet/],
    [['start', '--poort', '0'], /--poort: verwacht een poort/],
    [['doe', 'gemeente-utrecht', '--functie'], /--functie: verwacht <functie>, gevonden: niets/],
    [['aanmelden'], /Er ontbreekt iets: verwacht 'traject aanmelden <bestand…>'/],
    [['planning', 'publiceer'], /Er ontbreekt iets: verwacht 'traject planning publiceer <bestand>'/],
    [['planning', 'toon', 'iets'], /'iets' is te veel: verwacht 'traject planning toon'\. /],
    [['planning', 'toon', '--json', '--csv'], /--csv: verwacht --json of --csv, gevonden: allebei/],
    [['planning', 'alternatieven', 'gemeente-x'], /--functie: verwacht <functie>, gevonden: niets/],
    [['planning', 'alternatieven', 'x', '--functie', 'fax'], /--functie: verwacht berichtenbox of .*'fax'/],
    [
      ['planning', 'alternatieven', 'x', '--functie', 'berichtenbox', '--aantal', '0'],
      /--aantal: verwacht een getal van 1 tot en met 20, gevonden: '0'/,
    ],
    [['planning', 'aanbieden', 'T1.2027-03-02.0900', '--functie', 'berichtenbox'], /verwacht .*<afnemer>/],
    [['planning', 'aannemen', 'V1', '--verplaatsing', '1-2'], /--verplaatsing: verwacht nummers.*'1-2'/],
    [['planning', 'afwijzen', 'V1'], /--reden: verwacht <tekst>, gevonden: niets/],
    [['planning', 'verplaats-tranche', 'T1', '--naar', 'T2'], /--reden: verwacht <tekst>/],
    [['planning', 'maak-vrij', '2027-03-08', '--reden', 'x'], /Periode: verwacht .*'2027-03-08'/],
    [['inrichten'], /TEMPORAL_ADDRESS/],
    [['mail'], /Er ontbreekt iets: verwacht 'traject mail inlezen <eml…> of voorbeeld'/],
    [['mail', 'inlezen'], /Bestand: verwacht 'traject mail inlezen <eml…>', gevonden: niets/],
    [['mail', 'lees', 'x.eml'], /Verwacht inlezen of voorbeeld, gevonden: 'lees'/],
    [['mail', 'voorbeeld', 'x.eml'], /'x.eml' is te veel: verwacht 'traject mail voorbeeld'/],
  ])('%j is wrong use: exit code 2, one sentence, no stack trace', async (args, expected) => {
    const { code, out, err } = await inProcess(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(expected);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('a setting that is wrong is wrong use as well, and nothing is begun', async () => {
    const dataDir = join(tmpdir(), 'traject-never');
    const env = { SMTP_URL: 'smtp://kim:geheim@mail.example.org:0' };
    const { code, out, err } = await inProcess(['start', '--gegevensmap', dataDir], env);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^SMTP_URL: verwacht: .*; gevonden: een poort die geen getal .* is\.$/);
    expect(existsSync(dataDir)).toBe(false);
  });

  it.each([
    [['start', '--tempo', '1m'], /^--tempo: verwacht .* eigen .*op cluster\.example:7233\. .*de echte tijd/],
    [['start', '--vanaf', '2027-01-04'], /^--vanaf: verwacht .*Laat --vanaf weg/],
    [['demo', '--vanaf', '2027-01-04', '--tempo', '1m'], /^--vanaf en --tempo: verwacht /],
  ])('%j is wrong use at a server of others, and nothing is begun', async (args, expected) => {
    const dataDir = join(tmpdir(), 'traject-never');
    const env = { TEMPORAL_ADDRESS: 'cluster.example:7233' };
    const { code, out, err } = await inProcess([...args, '--gegevensmap', dataDir], env);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(expected);
    expect(err.split('\n')).toHaveLength(1);
    expect(existsSync(dataDir)).toBe(false);
  });

  it.each([
    [['start', '--vanaf', '2027-02-30'], /^Datum: .*"2027-02-30"/],
    [['demo', '--tempo', '0s'], /^Tempo: .*"0s"/],
  ])('%j is wrong use at our own server, and nothing is begun', async (args, expected) => {
    const dataDir = join(tmpdir(), 'traject-never');
    const { code, out, err } = await inProcess([...args, '--gegevensmap', dataDir]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(expected);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('wrong use is so for the process that a user starts too', async () => {
    const { code, out, err } = await asUser('start', '--tempo', 'snel');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^Tempo: .*"snel"/);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('says where to start when nothing runs: exit code 1', async () => {
    const { code, err } = await asUser('status');
    expect(code).toBe(1);
    expect(err).toMatch(
      /^Er draait geen systeem in de map \S+\/\.traject, en geen demo in \S+\/\.traject-demo\..*npm start/,
    );
  });

  it('tells the address of a server that is not there: exit code 1', async () => {
    const { code, err } = await inProcess(['status'], { TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(code).toBe(1);
    expect(err).toMatch(/^De Temporal-server op 127\.0\.0\.1:1 is niet te bereiken/);
  });

  it.each([
    [{}, false],
    [{ TRAJECT_DEBUG: '1' }, true],
  ])('asks to report what should not happen; with %j the stack trace is shown: %s', async (env, isShown) => {
    const err: string[] = [];
    const out = (): never => {
      throw new Error('kapot');
    };
    expect(await run(['--help'], { out, complain: (text) => void err.push(text), env })).toBe(1);
    expect(err[0]).toMatch(/^Er ging iets mis dat niet hoort: kapot\. Meld dit aan de beheerder/);
    expect(/\n +at /.test(err.join('\n'))).toBe(isShown);
  });
});
