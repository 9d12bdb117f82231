import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';

import { trackId } from '../../machines/protocol.ts';
import { businessActions } from '../../machines/track/actions/index.ts';
import { projectRoot } from '../../worker/project.ts';
import { freePort } from '../../worker/server/ports.ts';
import { startMark } from '../../worker/server/processes.ts';
import { readServerRecord } from '../../worker/server/server-record.ts';
import { trajectIn } from './in-process.ts';
import { Workplace, type RunningTraject } from './running-traject.ts';

/** The command line as its users meet it: real processes, a real server, the real examples. */

const functionSchema = z.object({
  functie: z.enum(['berichtenbox', 'lopendeZaken']),
  stap: z.string(),
  wachtOp: z.string().nullable(),
  termijn: z.iso.date().nullable(),
  tranche: z.string().nullable(),
  tijdslot: z
    .object({ begin: z.iso.datetime({ offset: true }), einde: z.iso.datetime({ offset: true }) })
    .nullable(),
});
/** The contract of `status --json`. */
const statusSchema = z.array(
  z.object({ id: z.string(), afnemer: z.string(), status: z.string(), functies: z.array(functionSchema) }),
);
/** The contract of `doe <afnemer> --json`. */
const offersSchema = z.array(
  z.object({
    handeling: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    functie: z.enum(['berichtenbox', 'lopendeZaken']).nullable(),
    omschrijving: z.string(),
    vooruit: z.boolean(),
    invoer: z.object({ type: z.literal('object'), properties: z.record(z.string(), z.unknown()) }),
  }),
);
const dossierSchema = z.object({
  id: z.string(),
  advies: z.object({ gebruiktMinuten: z.number() }),
  mail: z.array(z.object({ soort: z.string(), status: z.string() })),
  dagboek: z.array(z.object({ by: z.string(), text: z.string() })),
});

/** The contract of `werkplek --json`. */
const workplaceSchema = z.object({
  datum: z.iso.date(),
  startpagina: z.url(),
  planning: z.url(),
  lijsten: z.array(
    z.object({
      naam: z.string(),
      zoekvraag: z.string(),
      adres: z.url(),
      bewaren: z.url(),
      vanDatum: z.iso.date().nullable(),
    }),
  ),
});

/** The contract of `doe --selectie --json`. */
const bulkSchema = z.object({
  uitgevoerd: z.boolean(),
  totaal: z.number(),
  gedaan: z.array(z.string()).optional(),
  mogelijk: z.array(z.string()).optional(),
  geweigerd: z.array(z.object({ id: z.string(), reden: z.string() })),
});

async function openWorkplace(): Promise<Workplace> {
  const workplace = await Workplace.open();
  onTestFinished(() => workplace.close());
  return workplace;
}

async function ports(): Promise<readonly string[]> {
  return ['--poort', String(await freePort()), '--ui-poort', String(await freePort())];
}

function firstLines(text: string): readonly string[] {
  return text.trim().split('\n');
}

describe('a demo that runs', () => {
  const map = 'proef';
  let workplace: Workplace;
  let demo: RunningTraject;

  beforeAll(async () => {
    workplace = await Workplace.open();
    demo = await workplace.start('demo', '--gegevensmap', map, ...(await ports()), '--tempo', '1h');
  }, 200_000);
  afterAll(async () => {
    await workplace.close();
  });

  const traject = (...args: readonly string[]) => workplace.traject(...args, '--gegevensmap', map);
  async function json<T>(schema: z.ZodType<T>, ...args: readonly string[]): Promise<T> {
    const { code, out, err } = await traject(...args, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return schema.parse(JSON.parse(out));
  }

  it('says in ten lines what runs where, once every example was handled', async () => {
    const [progress = '', end = ''] = demo.printed().split(/^(?=Klaar)/m);
    const examples = await readdir(join(projectRoot, 'examples', 'verklaringen'));
    expect(progress.match(/^\d+\/\d+ .*: \S+: Vastgelegd\./gm)).toHaveLength(examples.length);
    expect(firstLines(end).length).toBeLessThanOrEqual(10);
    expect(end).toMatch(/Ctrl-C/);
    const ui = /^Servicecentrum: +(\S+)$/m.exec(end)?.[1] ?? '';
    expect((await fetch(ui)).ok).toBe(true);
    const mail = /^Mail: +(\S+)$/m.exec(end)?.[1] ?? '';
    const received = (await readdir(join(workplace.folder, mail))).filter((name) => name.endsWith('.eml'));
    expect(received.length).toBeGreaterThanOrEqual(examples.length);
  });

  it('tells where the desk works, with the lists of today and the tranches in use', async () => {
    const { datum, startpagina, lijsten } = await json(workplaceSchema, 'werkplek');
    expect(demo.printed()).toContain(`Servicecentrum: ${startpagina}\n`);
    expect(datum >= '2027-01-04').toBe(true);
    const names = lijsten.map(({ naam }) => naam);
    expect(names).toEqual(expect.arrayContaining(['Te laat', 'Afgerond', 'Tranche 2027-T1']));
    for (const { naam, zoekvraag, adres, bewaren } of lijsten) {
      expect(new URL(adres).searchParams.get('query')).toBe(zoekvraag);
      expect(new URL(bewaren).searchParams.get('savedQuery')?.startsWith(naam)).toBe(true);
    }
    const { out } = await traject('werkplek');
    expect(out).toContain(`Startpagina: ${startpagina}\n`);
  });

  it('lists all consumers, nearest due date first', async () => {
    const rows = await json(statusSchema, 'status');
    expect(rows.length).toBeGreaterThanOrEqual(10);
    expect(rows.every(({ functies }) => functies.length > 0)).toBe(true);
    const due = rows.map(({ functies }) => functies.flatMap(({ termijn }) => termijn ?? []).sort()[0] ?? '9');
    expect(due).toEqual(due.toSorted());
  });

  it('shows a table for people without escape codes', async () => {
    const { code, out } = await traject('status');
    expect(code).toBe(0);
    expect(out).toMatch(/^gemeente-utrecht +\S/m);
    // oxlint-disable-next-line no-control-regex -- it is what must not be there
    expect(out).not.toMatch(/\u001B/);
  });

  it('tells the same of one consumer as of all', async () => {
    const all = await json(statusSchema, 'status');
    const one = await json(statusSchema, 'status', 'provincie-utrecht');
    expect(one).toEqual(all.filter(({ id }) => id === 'provincie-utrecht'));
  });

  it('offers what can be done, with a schema that leaves the function out', async () => {
    const offers = await json(offersSchema, 'doe', 'gemeente-utrecht');
    expect(offers.some(({ vooruit }) => vooruit)).toBe(true);
    expect(offers.find(({ handeling }) => handeling === 'intrekken')?.vooruit).toBe(false);
    for (const { functie, invoer } of offers)
      if (functie !== null) expect(invoer.properties).not.toHaveProperty('functie');
  });

  it('does what is asked by options and by JSON, and keeps who did it', async () => {
    const byOptions = await traject(
      'doe',
      'gemeente-almere',
      'advies-boeken',
      '--minuten',
      '45',
      '--door',
      'Noor Smit',
    );
    expect(byOptions).toMatchObject({ code: 0, err: '' });
    const byJson = await traject(
      'doe',
      'gemeente-almere',
      'advies-boeken',
      '{"minuten":15,"onderwerp":"plan"}',
    );
    expect(byJson).toMatchObject({ code: 0, err: '' });
    const file = await json(dossierSchema, 'dossier', 'gemeente-almere');
    expect(file.advies.gebruiktMinuten).toBe(60);
    expect(file.dagboek).toContainEqual(expect.objectContaining({ by: 'Noor Smit' }));
    expect(file.mail).toContainEqual(
      expect.objectContaining({ soort: 'ontvangstbevestiging', status: 'verzonden' }),
    );
    const { out } = await traject('dossier', 'gemeente-almere');
    expect(out).toMatch(/^# Dossier Almere$/m);
    expect(out).toMatch(/Noor Smit/);
  });

  it('completes an incomplete declaration with a switch and a date', async () => {
    const { code, out } = await traject(
      'doe',
      'gemeente-hoogeveen',
      'intentieverklaring-aanvullen',
      '--plaats',
      'Hoogeveen',
      '--handtekening',
      '--ingebruikname-lopende-zaken',
      '2027-12-01',
    );
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^Vastgelegd\./) });
    const [row] = await json(statusSchema, 'status', 'gemeente-hoogeveen');
    expect(row?.status).toBe('kandidaat-afnemer');
  });

  it.each([
    [
      ['doe', 'gemeente-groningen', 'ketentest-vastleggen'],
      1,
      /^'Ketentest vastleggen' kan nu niet\. Berichtenbox staat op '.*'\. Wel kan: /,
    ],
    [
      ['doe', 'gemeente-groningen', 'advies-boeken', '--minuten', '600'],
      1,
      /^minuten: verwacht ten hoogste 240/,
    ],
    [['doe', 'groningen'], 1, /^De afnemer 'groningen' is niet bekend\. Bedoelt u gemeente-groningen\?/],
    [['status', 'gemeente-atlantis'], 1, /^De afnemer 'gemeente-atlantis' is niet bekend/],
    [
      ['doe', 'gemeente-groningen', 'advies-boeken', '--minuten', 'veel'],
      2,
      /^--minuten: .*gevonden: 'veel'/,
    ],
    [['doe', 'gemeente-groningen', 'advies-boeken', '--uren', '2'], 2, /^--uren: .*--minuten.*onbekend veld/],
    [['doe', 'gemeente-groningen', 'advies-boeken', '{minuten:2}'], 2, /^Gegevens: verwacht één JSON-object/],
    [['doe', 'gemeente-groningen', 'uren-boeken'], 2, /^De handeling 'uren-boeken' bestaat niet/],
    [['aanmelden', 'bestaat-niet.yaml'], 1, /bestaat-niet\.yaml: dit bestand bestaat niet/],
  ] as const)('answers %j with exit code %i and one sentence', async (args, code, sentence) => {
    const outcome = await traject(...args);
    expect(outcome).toEqual({ code, out: '', err: expect.stringMatching(sentence) });
    expect(firstLines(outcome.err)).toHaveLength(1);
  });

  it('tries every action on a selection: what it says is what carrying out then says, and changes nothing', async () => {
    const inFolder = trajectIn(join(workplace.folder, map));
    const bulk = async (selection: string, code: string, ...more: readonly string[]) => {
      const { code: exit, out } = await inFolder(
        'doe',
        '--selectie',
        selection,
        code,
        '{}',
        ...more,
        '--json',
      );
      const outcome = bulkSchema.parse(JSON.parse(out));
      expect(exit).toBe(outcome.geweigerd.length === 0 ? 0 : 1);
      return outcome;
    };
    const before = (await traject('status', '--json')).out;
    const reasons = new Set<string>();
    for (const { code } of businessActions) {
      const tried = await bulk("TrajectStatus != 'afgerond'", code);
      expect(tried).toMatchObject({ uitgevoerd: false, totaal: 12 });
      if (tried.geweigerd.length === 0) continue;
      const refused = tried.geweigerd.map(({ id }) => `'${trackId(id)}'`).join(', ');
      const carriedOut = await bulk(`WorkflowId IN (${refused})`, code, '--uitvoeren');
      expect(carriedOut).toMatchObject({ uitgevoerd: true, gedaan: [], geweigerd: tried.geweigerd });
      for (const { reden } of tried.geweigerd) reasons.add(reden);
    }
    expect(reasons.size).toBeGreaterThan(businessActions.length); // of many kinds
    expect((await traject('status', '--json')).out).toBe(before);
  });

  it('does one thing at all tracks of a selection, and tells who refused it', async () => {
    const call = ['doe', '--selectie', "Tranche = '2027-T2'", 'advies-boeken', '--minuten', '200'];
    const tried = await traject(...call);
    expect(tried).toMatchObject({ code: 0, err: '' });
    const [, total = ''] = /^Proef: 'Advies boeken' kan bij (\d+) van \1 trajecten\./.exec(tried.out) ?? [];
    expect(Number(total)).toBeGreaterThan(1);
    const done = `'Advies boeken' is gedaan bij ${total} van ${total} trajecten.\n`;
    expect(await traject(...call, '--uitvoeren')).toMatchObject({ code: 0, out: done });
    const again = await traject(...call, '--uitvoeren');
    expect(again.code).toBe(1);
    expect(again.out).toMatch(new RegExp(`^'Advies boeken' is gedaan bij 0 van ${total} trajecten\\.$`, 'm'));
    expect(again.out).toMatch(/^ {2}\S+ +minuten: verwacht ten hoogste 40, gevonden: 200\.$/m);
  });

  it('takes every selection that its help shows, and keeps to running tracks whatever a query says', async () => {
    const { out } = await traject('doe', '--help');
    const examples = [...out.matchAll(/^ {2}--selectie "(.*)"$/gm)].map(([, query = '']) => query);
    expect(examples.length).toBeGreaterThan(2);
    for (const query of [...examples, "TaakOpen = true) OR (WorkflowType = 'planning'"]) {
      const outcome = await traject('doe', '--selectie', query, 'advies-boeken', '{"minuten":1}', '--json');
      expect(outcome).toMatchObject({ code: 0, err: '' });
      expect(bulkSchema.parse(JSON.parse(outcome.out)).geweigerd).toEqual([]);
    }
  });

  it('refuses a wrong selection with what is wrong with it and the attributes that there are', async () => {
    const { code, out, err } = await traject('doe', '--selectie', "Kleur = 'rood'", 'advies-boeken', '{}');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(
      /^--selectie: verwacht .*gevonden: Kleur = 'rood'\. Wat er niet klopt: het zoekattribuut Kleur bestaat niet\. .*TaakOpen/,
    );
    expect(firstLines(err)).toHaveLength(1);
  });

  it('refuses a malformed declaration with all its problems, and takes the good one beside it', async () => {
    const examples = join(projectRoot, 'examples');
    const known = join(examples, 'verklaringen', '02-gemeente-groningen-berichtenbox.yaml');
    const { code, out, err } = await traject(
      'aanmelden',
      join(examples, 'misvormd', 'veel-fouten.yaml'),
      known,
    );
    expect(code).toBe(1);
    expect(firstLines(err).length).toBeGreaterThan(3);
    expect(out).toMatch(/gemeente-groningen/);
    expect(await json(statusSchema, 'status')).not.toContainEqual(
      expect.objectContaining({ id: 'gemeente-onbekend' }),
    );
  });

  it('registers a name that is nearly that of another, and remarks on it', async () => {
    const example = join(projectRoot, 'examples', 'verklaringen', '02-gemeente-groningen-berichtenbox.yaml');
    const slip = join(workplace.folder, 'verschrijving.yaml');
    const text = await readFile(example, 'utf8');
    await writeFile(
      slip,
      text
        .replace(/^( +naam:) *Groningen$/m, '$1 Gronigen')
        .replace(/^ +oin:.*$/m, '')
        .replace(/^ +cbsCode:.*$/m, ''),
    );
    const { code, out } = await traject('aanmelden', slip);
    expect(code).toBe(0);
    expect(out).toMatch(
      /gemeente-gronigen: Let op: .* lijkt op Groningen \(gemeente-groningen\)\..* Vastgelegd/,
    );
  });

  it('shows the planning, and says so when it was published before', async () => {
    const shown = await traject('planning', 'toon', '--json');
    expect(JSON.parse(shown.out)).toHaveProperty('tranches');
    const again = await traject('planning', 'publiceer', join(projectRoot, 'examples', 'planning.yaml'));
    expect(again).toEqual({ code: 0, err: '', out: expect.stringMatching(/al gepubliceerd/) });
  });

  it('is found by its port too', async () => {
    const port = String(readServerRecord(join(workplace.folder, map))?.port);
    expect((await workplace.traject('status', '--poort', port)).code).toBe(0);
  });

  it('leaves its folder and its port to itself: one sentence, exit code 1', async () => {
    const port = String(readServerRecord(join(workplace.folder, map))?.port);
    const folder = await traject('start', ...(await ports()));
    expect(folder).toMatchObject({ code: 1, err: expect.stringMatching(/draait al een traject/) });
    const taken = await workplace.traject('start', '--gegevensmap', 'ander', '--poort', port, '--geen-ui');
    expect(taken).toMatchObject({ code: 1, err: expect.stringMatching(/^Poort \d+ is al in gebruik/) });
    for (const { err } of [folder, taken]) expect(firstLines(err)).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('leaves no process behind, and starting again goes on', async () => {
    const workplace = await openWorkplace();
    const where = ['--gegevensmap', 'proef'] as const;
    const first = await workplace.start('demo', ...where, ...(await ports()), '--tempo', '1h', '--geen-ui');
    const booked = await workplace.traject(
      'doe',
      'gemeente-almere',
      'advies-boeken',
      '--minuten',
      '30',
      ...where,
    );
    expect(booked.code).toBe(0);
    const server = readServerRecord(join(workplace.folder, 'proef'))?.pid ?? 0;
    expect(await startMark(server)).not.toBeNull();

    // The terminal sends Ctrl-C to all, and npm passes it on: one wish to stop.
    first.kill('SIGINT');
    first.kill('SIGINT');
    expect(await first.exited).toBe(0);
    expect(first.printed()).toMatch(
      /Gestopt\. Verder gaan: npx traject demo --gegevensmap proef --poort \d+ --ui-poort \d+\n$/,
    );
    expect(await startMark(server)).toBeNull();
    expect(await workplace.traject('status', ...where)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Er draait geen systeem in de map \S+\/proef\./),
    });
    expect(await workplace.traject('demo', ...where, '--tempo', '2h')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/tempo 1h/),
    });

    const again = await workplace.start('demo', ...where, ...(await ports()), '--geen-ui');
    expect(again.printed()).not.toMatch(/^1\//m); // the examples are submitted once
    const { out } = await workplace.traject('dossier', 'gemeente-almere', '--json', ...where);
    expect(dossierSchema.parse(JSON.parse(out)).advies.gebruiktMinuten).toBe(30);
    again.kill('SIGTERM');
    expect(await again.exited).toBe(0);
  });

  it('is told in one sentence, with exit code 1, when the server ends by itself', async () => {
    const workplace = await openWorkplace();
    const running = await workplace.start('start', ...(await ports()), '--geen-ui');
    process.kill(readServerRecord(join(workplace.folder, '.traject'))?.pid ?? 0, 'SIGKILL');
    expect(await running.exited).toBe(1);
    expect(running.printed()).toMatch(/^De Temporal-server is onverwacht gestopt\..*$/m);
    expect(running.printed()).not.toMatch(/^ +at /m);
  });

  it('works while it is still starting', async () => {
    const workplace = await openWorkplace();
    const starting = workplace.launch('start', ...(await ports()), '--geen-ui');
    await expect.poll(starting.printed, { timeout: 60_000 }).toMatch(/Temporal-server start/);
    starting.kill('SIGINT');
    expect(await starting.exited).toBe(0);
    expect(readServerRecord(join(workplace.folder, '.traject'))).toBeNull();
    expect(
      await readFile(join(workplace.folder, '.traject', 'start.lock'), 'utf8').catch(() => null),
    ).toBeNull();
  });
});
