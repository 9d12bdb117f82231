import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { projectRoot } from '../../worker/project.ts';
import { freePort } from '../../worker/server/ports.ts';
import { Workplace, type Outcome } from './running-traject.ts';

/**
 * A planner's day, on a real server with the real examples: the story of docs/planning.md. The tests follow on each
 * other: a slot is lost, moved, freed and offered.
 */

const utrecht = ['gemeente-utrecht', '--functie', 'berichtenbox'] as const;
const first = '2027-T1.2027-03-02.0900';
const second = '2027-T1.2027-04-20.0900';
const freed = '2027-T1.2027-04-08.0900';

/** The contract of `planning toon --json`, as far as it is used here. */
const overviewSchema = z.object({
  planVersion: z.number(),
  tranches: z.array(
    z.object({
      name: z.string(),
      slots: z.array(
        z.object({ id: z.string(), occupants: z.array(z.object({ organisation: z.string() })) }),
      ),
    }),
  ),
  displaced: z.array(z.object({ organisation: z.string(), slot: z.string() })),
  proposals: z.array(
    z.object({ id: z.string(), moves: z.array(z.object({ organisation: z.string(), status: z.string() })) }),
  ),
  freed: z.array(z.object({ slot: z.string(), candidates: z.array(z.object({ organisation: z.string() })) })),
});
const measures = z.object({ unplaced: z.number(), lateness: z.number() });
const calculationSchema = z.object({
  replanning: z.object({
    today: measures,
    after: measures,
    moves: z.array(z.object({ organisation: z.string(), to: z.string() })),
  }),
});
const orderSchema = z.object({ antwoord: z.string(), nietMogelijk: z.array(z.string()) });
const alternativesSchema = z.array(
  z.object({
    tijdslot: z.string(),
    tranche: z.string(),
    uitloopDagen: z.number(),
    andereTranche: z.boolean(),
  }),
);

const map = 'proef';
let workplace: Workplace;
beforeAll(async () => {
  workplace = await Workplace.open();
  const ports = ['--poort', String(await freePort()), '--geen-ui'];
  await workplace.start('demo', '--gegevensmap', map, ...ports, '--tempo', '24h');
}, 200_000);
afterAll(async () => {
  await workplace.close();
});

const traject = (...args: readonly string[]) => workplace.traject(...args, '--gegevensmap', map);
const planning = (...args: readonly string[]) => traject('planning', ...args);

/** @returns what a command printed, which must have succeeded. */
async function done(outcome: Promise<Outcome>): Promise<string> {
  const { code, out, err } = await outcome;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

async function json<T>(schema: z.ZodType<T>, ...args: readonly string[]): Promise<T> {
  return schema.parse(JSON.parse(await done(planning(...args, '--json'))));
}

const overview = () => json(overviewSchema, 'toon');

/** Who stands in a slot of the plan. */
async function occupants(slot: string): Promise<readonly string[]> {
  const slots = (await overview()).tranches.flatMap((tranche) => tranche.slots);
  return slots.find(({ id }) => id === slot)?.occupants.map(({ organisation }) => organisation) ?? [];
}

/** The example planning, in which the chain tests of the first tranche begin later. */
async function planFrom(version: string, firstDay: string): Promise<string> {
  const example = await readFile(join(projectRoot, 'examples', 'planning.yaml'), 'utf8');
  const path = join(workplace.folder, `${version}.yaml`);
  const changed = example
    .replace(/^versie: .*/m, `versie: ${version}`)
    .replace('van: 2027-02-01', `van: ${firstDay}`);
  await writeFile(path, changed);
  return path;
}

describe("a planner's day", () => {
  it('begins with an agreement on a slot', async () => {
    for (const action of [
      'intentieverklaring-goedkeuren',
      'inroostering-voorstellen',
      'akkoord-vastleggen',
    ]) {
      await done(traject('doe', utrecht[0], action, '--functie', 'berichtenbox'));
    }
    expect(await occupants(first)).toEqual(['gemeente-utrecht']);
  });

  it('tells which Utrecht is meant, in the text and in the CSV', async () => {
    const text = await done(planning('toon'));
    expect(text).toMatch(/Utrecht \(gemeente\) +Berichtenbox +afgesproken/);
    expect(text).toMatch(/Utrecht \(provincie\) +Lopende Zaken +voorlopig/);
    expect(text).toMatch(/1 vrij/);
    const csv = await done(planning('toon', '--csv'));
    const [head = '', ...rows] = csv.split('\r\n');
    expect(head).toMatch(/^tranche,tijdslot,datum,/);
    expect(rows).toContainEqual(expect.stringMatching(/afgesproken,gemeente-utrecht,Utrecht \(gemeente\),/));
    expect(rows).toContainEqual(expect.stringMatching(/^2027-T1,2027-T1\.2027-03-02\.0900,.*,vrij,/));
  });

  it('checks a file: what is wrong with it, and what publishing it would do', async () => {
    // The only Tuesday that is left is Koningsdag.
    const wrong = await planning('controleer', await planFrom('koningsdag', '2027-04-26'));
    expect(wrong).toEqual({ code: 1, err: '', out: expect.stringMatching(/tijdsloten\.0\.dagen: verwacht/) });
    const text = await done(planning('controleer', await planFrom('april', '2027-04-19')));
    expect(text).toMatch(/Vergeleken met de planning die loopt/);
    expect(text).toMatch(
      /^ {2}Utrecht \(gemeente\), Berichtenbox: .* Wel plaats: 2027-T1\.2027-04-20\.0900\.$/m,
    );
    expect((await overview()).planVersion).toBe(1);
  });

  it('publishes it: nobody loses a slot, and a proposal of moves appears', async () => {
    const answer = await done(
      planning('publiceer', await planFrom('april', '2027-04-19'), '--door', 'A. de Vries'),
    );
    expect(answer).toMatch(/als versie 2\. .*Geen plaats meer: 3\..*Voorstel V1 staat klaar/);
    const { displaced, proposals } = await overview();
    expect(displaced).toContainEqual(
      expect.objectContaining({ organisation: 'gemeente-utrecht', slot: first }),
    );
    expect(proposals[0]?.moves.map(({ organisation, status }) => `${organisation} ${status}`)).toEqual([
      'gemeente-utrecht proposed',
      'gemeente-groningen proposed',
      'gemeente-veendam proposed',
    ]);
    expect(await done(traject('status', 'gemeente-utrecht'))).toMatch(/dinsdag 2 maart 2027/);
  });

  it('works out a better planning, and what if, and changes nothing', async () => {
    const before = await overview();
    const { code, out, err } = await planning('optimaliseer', '--json');
    expect({ code, err: err.replaceAll(/^Bezig: .*\n/gm, '') }).toEqual({ code: 0, err: '' });
    const { replanning } = calculationSchema.parse(JSON.parse(out));
    expect(replanning.moves.map(({ organisation, to }) => `${organisation} ${to}`)).toEqual([
      'gemeente-almere 2027-T1.2027-04-29.1300',
      `gemeente-veendam ${second}`,
    ]);
    expect(replanning.after.lateness).toBe(replanning.today.lateness - 134);
    const text = (await planning('watals', '--tranche', '2027-T2', '--weken', '3')).out;
    expect(text).toMatch(/^# Wat als tranche 2027-T2 3 weken later is\?$/m);
    expect(text).toMatch(/^ {4}Stadskanaal +Berichtenbox +2027-T2\.2027-05-11\.0900 /m);
    expect(await planning('watals', '--tranche', '2027-T9', '--weken', '3')).toEqual({
      code: 1,
      out: '',
      err: 'Tranche: 2027-T9 staat niet in de planning (wel: 2027-T1, 2027-T2, 2027-T3, 2028-T1).\n',
    });
    expect(await overview()).toEqual(before);
  });

  it('accepts one move; the akkoord of the consumer moves it, and nothing before that', async () => {
    expect(await done(planning('aannemen', 'V1', '--verplaatsing', '1'))).toBe(
      'Voorstel V1: 1 in overleg met de afnemer.\n',
    );
    expect(await occupants(second)).toEqual(['gemeente-almere']);
    // The planning tells the track by a signal: it is there soon.
    await expect
      .poll(async () => (await traject('status', 'gemeente-utrecht')).out, { timeout: 20_000 })
      .toMatch(/De planning stelt voor Berichtenbox te verplaatsen naar dinsdag 20 april 2027/);
    await done(
      traject(
        'doe',
        utrecht[0],
        'nieuwe-inroostering-vastleggen',
        '--functie',
        'berichtenbox',
        '--met',
        'S. Bakker',
      ),
    );
    expect(await occupants(second)).toEqual(['gemeente-almere', 'gemeente-utrecht']);
  });

  it('moves a tranche in bulk: a proposal, and each refusal by itself', async () => {
    const order = ['verplaats-tranche', '2027-T1', '--naar', '2027-T2', '--reden', 'De tranche begint later'];
    const { antwoord, nietMogelijk } = await json(orderSchema, ...order);
    expect(antwoord).toMatch(/^Voorstel V2 staat klaar, met 1 verplaatsing\. .* Niet te verplaatsen: 4\.$/);
    const full = 'Tranche 2027-T2 is vol: bezet zijn 6 van de 6 plaatsen voor organisaties.';
    expect(nietMogelijk).toHaveLength(4);
    expect(nietMogelijk).toContain(`Almere, Lopende Zaken: ${full}`);
    expect(await done(planning('afwijzen', 'V2', '--reden', 'Toch niet'))).toBe(
      'Voorstel V2: 1 verplaatsing afgewezen. Iedereen houdt zijn tijdslot.\n',
    );
    const refused = await planning(...order.map((word) => (word === '2027-T1' ? '2028-T1' : word)));
    expect(refused).toEqual({ code: 1, out: '', err: 'Daar staat niemand die nog verplaatst kan worden.\n' });
  });

  it('offers a slot that came free, to one at a time', async () => {
    await done(planning('publiceer', await planFrom('maart', '2027-03-29')));
    const { freed: slots } = await overview();
    expect(slots.find(({ slot }) => slot === freed)?.candidates).toEqual([
      expect.objectContaining({ organisation: 'gemeente-veendam' }), // the place kept for it is in September
      expect.objectContaining({ organisation: 'gemeente-utrecht' }),
    ]);
    expect(await done(planning('aanbieden', freed, ...utrecht))).toMatch(
      /wordt tot en met 2027-01-18 vastgehouden voor Utrecht \(gemeente\), Berichtenbox\./,
    );
    expect(await planning('aanbieden', '2027-T1.2027-04-06.0900', ...utrecht)).toEqual({
      code: 1,
      out: '',
      err: 'Over verplaatsing V3.1 van deze functie is al overleg.\n',
    });
    expect(
      await planning('aanbieden', freed, 'gemeente-groningen', '--functie', 'berichtenbox'),
    ).toMatchObject({
      code: 1,
      err: expect.stringMatching(/is vol: .* vastgehouden voor een verplaatsing/),
    });
  });

  it('empties a period, and takes the proposal back', async () => {
    const period = ['maak-vrij', '2027-05-03..2027-05-14', '--reden', 'Preproductie ligt eruit'];
    expect(await done(planning(...period))).toMatch(/^Voorstel V4 staat klaar, met 2 verplaatsingen\./);
    expect(await done(planning('afwijzen', 'V4', '--reden', 'Toch niet'))).toBe(
      'Voorstel V4: 2 verplaatsingen afgewezen. Iedereen houdt zijn tijdslot.\n',
    );
  });

  it('shows the best other slots for one function', async () => {
    const found = await json(
      alternativesSchema,
      'alternatieven',
      'provincie-utrecht',
      '--functie',
      'lopendeZaken',
    );
    expect(found).toHaveLength(3);
    expect(found.map(({ uitloopDagen }) => uitloopDagen)).toEqual(
      found.map(({ uitloopDagen }) => uitloopDagen).toSorted((a, b) => a - b),
    );
    const text = await done(planning('alternatieven', ...utrecht, '--aantal', '1'));
    expect(text).toMatch(/^Utrecht \(gemeente-utrecht\), Berichtenbox$/m);
    expect(text).toMatch(/^2027-T1\.\S+ .* zelfde tranche$/m);
  });

  it.each([
    [
      ['alternatieven', 'provincie-utrecht', '--functie', 'berichtenbox'],
      1,
      /--functie: verwacht een functie waarvoor provincie-utrecht/,
    ],
    [
      ['alternatieven', 'utrecht', '--functie', 'berichtenbox'],
      1,
      /Bedoelt u gemeente-utrecht of provincie-utrecht\?/,
    ],
    [['alternatieven', 'gemeente-hoogeveen', '--functie', 'berichtenbox'], 1, /heeft geen tijdslot/],
    [['aannemen', 'V9'], 1, /^Voorstel V9 is niet bekend\. Open: /],
    [['aannemen', 'V1', '--verplaatsing', '9'], 1, /heeft de verplaatsingen 1 tot en met 3, geen 9/],
    [
      ['verplaats-tranche', '2030-T1', '--reden', 'x'],
      1,
      /^Tranche 2030-T1 staat niet in de planning\. Wel: /,
    ],
    [['aanbieden', 'T9.2027-03-02.0900', ...utrecht], 1, /staat niet in de planning/],
    [['maak-vrij', '2027-05-14..2027-05-03', '--reden', 'x'], 2, /^Periode: verwacht een einde op of na/],
  ] as const)('answers %j with exit code %i and one sentence', async (args, code, sentence) => {
    const outcome = await planning(...args);
    expect(outcome).toEqual({ code, out: '', err: expect.stringMatching(sentence) });
    expect(outcome.err.trim().split('\n')).toHaveLength(1);
  });
});
