import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../worker/project.ts';

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a user does, in an empty folder and without a server in the environment. */
async function traject(...args: readonly string[]): Promise<Outcome> {
  const cwd = await mkdtemp(join(tmpdir(), 'traject-cli-'));
  await writeFile(join(cwd, 'leeg.yaml'), '');
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

const commands = ['start', 'demo', 'inrichten', 'aanmelden', 'status', 'doe', 'dossier', 'planning'];

describe('the command line', () => {
  it.each(commands)('%s --help tells its use with an example', async (name) => {
    const { code, out, err } = await traject(name, '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`^Voorbeeld: .*traject ${name}`, 'm'));
  });

  it('lists every command in its own help', async () => {
    const { code, out } = await traject('--help');
    expect(code).toBe(0);
    for (const name of commands) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it.each([
    [['vlieg'], /De opdracht 'vlieg' bestaat niet/],
    [['constructor'], /De opdracht 'constructor' bestaat niet/],
    [['status', '--kleur', 'rood'], /De optie --kleur bestaat niet/],
    [['status', '--poort', '99999'], /--poort: verwacht een poort .* gevonden: '99999'/],
    [['doe'], /Er ontbreekt iets/],
    [['planning', 'verf'], /gevonden: 'verf'/],
    [['start', '--tempo', 'snel'], /snel/],
    [['start', '--vanaf', '2027-02-30'], /2027-02-30/],
    [['inrichten'], /TEMPORAL_ADDRESS/],
  ])('%j is wrong use: exit code 2, one sentence, no stack trace', async (args, expected) => {
    const { code, out, err } = await traject(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(expected);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('says where to start when nothing runs: exit code 1', async () => {
    const { code, err } = await traject('status');
    expect(code).toBe(1);
    expect(err).toMatch(/^Er draait geen systeem.*npm start/);
  });
});
