import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../../../worker/cli/main.ts';

const wrong = `versie: proef
maximumActieveTranches: 1
tranches:
  - naam: T1
    van: 2027-01-04
    totEnMet: 2027-05-31
    ketentesten: { van: 2027-03-01, totEnMet: 2027-03-31 }
    maximumOrganisaties: veel
    tijdsloten:
      - { datum: 2027-03-07, begin: '09:00', plaatsen: 1 }
  - naam: T2
    van: 2027-05-01
    totEnMet: 2027-09-30
    ketentesten: { van: 2027-06-01, totEnMet: 2027-06-30 }
    maximumOrganisaties: 2
    tijdsloten:
      - { datum: 2027-07-01, begin: '09:00', plaatsen: 1 }
`;

const check = (text: string, ...options: readonly string[]) => planning('controleer', text, ...options);

async function planning(command: string, text: string, ...options: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'traject-check-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'planning.yaml');
  await writeFile(path, text);
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(['planning', command, path, ...options], {
    out: (line) => void out.push(line),
    complain: (line) => void err.push(line),
    env: {},
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('planning controleer', () => {
  it('names every problem with its line, in the order of the file, without a system that runs', async () => {
    const { code, out, err } = await check(wrong);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/planning\.yaml: 4 fouten\. Zo kan deze planning niet worden gepubliceerd\./);
    expect(out.match(/^ {2}regel \d+, [^:]+:/gm)).toEqual([
      '  regel 8, tranches.0.maximumOrganisaties:',
      '  regel 10, tranches.0.tijdsloten.0.datum:',
      '  regel 12, tranches.1.van:',
      '  regel 17, tranches.1.tijdsloten.0.datum:',
    ]);
    expect(out).toMatch(/Gecontroleerd is alleen het bestand\./);
  });

  it('tells the same to a program', async () => {
    const { code, out } = await check(wrong, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      publiceerbaar: false,
      vergelekenMetPlanning: false,
      problemen: [
        { veld: 'tranches.0.maximumOrganisaties', regel: 8, verwacht: 'een getal', gevonden: "'veel'" },
        { veld: 'tranches.0.tijdsloten.0.datum' },
        { veld: 'tranches.1.tijdsloten.0.datum' },
        { veld: 'tranches.1.van', regel: 12 },
      ],
    });
  });

  it('refuses what is no YAML, or not there', async () => {
    expect(await check('versie: [')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('YAML'),
    });
    expect(await check('geen planning')).toMatchObject({ code: 1, out: expect.stringContaining('Invoer: ') });
  });

  it('is held to the same file as publiceer: who sends it does not stand in it', async () => {
    const unknown = 'door: verwacht alleen bekende velden, gevonden: een onbekend veld.';
    const faulty = `${wrong}door: A. de Vries\n`;
    const told = (await check(faulty)).out;
    expect(told).toContain(unknown);
    const { code, err } = await planning('publiceer', faulty);
    expect({ code, lines: err.split('\n').length }).toEqual({ code: 1, lines: 5 });
    expect(err).toContain(unknown);
  });
});
