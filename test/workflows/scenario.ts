import { expect, vi } from 'vitest';
import { dateOf } from '../../machines/domain/amsterdam.ts';
import { addDays, isoDate, type IsoDate } from '../../machines/domain/dates.ts';
import { formatDate } from '../../machines/domain/dutch-dates.ts';
import type { ConnectionFunction } from '../../machines/domain/vocabulary.ts';
import type { FunctionView } from '../../machines/track/view.ts';
import type { Stage } from './stage.ts';

/** From declaration to go-live and back again: what is played on every kind of server. Each story has organisations of its own. */

export const roomyPlan = {
  versie: 'ruim',
  tranches: [
    {
      naam: '2027-T1',
      van: '2027-01-04',
      totEnMet: '2029-12-31',
      ketentesten: { van: '2027-01-11', totEnMet: '2029-11-30' },
      maximumOrganisaties: 50,
      tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 3 }],
    },
  ],
};

const consumerAddress = 'p.smit@example.org';
const signature = {
  persoonsnaam: 'J. Bakker',
  naam: 'J. Bakker',
  functie: 'directeur',
  plaats: 'Hier',
  datum: '2026-12-15',
  handtekening: true,
};

interface Dates {
  readonly teststart: IsoDate;
  readonly ingebruikname?: IsoDate;
}

function paper(naam: string, functies: Readonly<Partial<Record<ConnectionFunction, Dates>>>) {
  return {
    organisatie: { naam, soort: 'gemeente' },
    functies,
    ondertekening: signature,
    contactpersonen: [{ rol: 'projectleider', naam: 'P. Smit', email: consumerAddress }],
  };
}

/** What the stories do over and over, for one organisation. */
class Play {
  readonly #stage: Stage;
  readonly id: string;

  constructor(stage: Stage, id: string) {
    this.#stage = stage;
    this.id = id;
  }

  static async declared(stage: Stage, declaration: object): Promise<Play> {
    return new Play(stage, (await stage.declare(declaration)).id);
  }

  async act(action: string, functie: ConnectionFunction | null = null, input: object = {}): Promise<string> {
    return await this.#stage.act(this.id, action, functie === null ? input : { functie, ...input });
  }

  async refused(action: string, functie: ConnectionFunction | null = null, input: object = {}) {
    return await refusalOf(this.act(action, functie, input));
  }

  async shown(functie: ConnectionFunction): Promise<FunctionView> {
    const found = (await this.#stage.view(this.id)).functies.find((view) => view.functie === functie);
    if (found === undefined) throw new Error(`${this.id} has no ${functie}`);
    return found;
  }

  async slot(functie: ConnectionFunction): Promise<{ readonly id: string; readonly day: IsoDate }> {
    const { tijdslot } = await this.shown(functie);
    if (tijdslot === null) throw new Error(`${this.id} has no slot for ${functie}`);
    return { id: tijdslot.id, day: dateOf(Date.parse(tijdslot.begin)) };
  }

  /** The slots that the planning keeps for this function. */
  async kept(functie: ConnectionFunction): Promise<readonly string[]> {
    const { tranches } = await this.#stage.planning();
    return tranches.flatMap(({ slots }) =>
      slots.flatMap(({ id, occupants }) =>
        occupants.some((one) => one.organisation === this.id && one.function === functie) ? [id] : [],
      ),
    );
  }

  async agree(...functies: readonly ConnectionFunction[]): Promise<void> {
    for (const functie of functies) {
      await this.act('Intentieverklaring goedkeuren', functie);
      await this.act('Inroostering voorstellen', functie);
      await this.act('Akkoord vastleggen', functie);
    }
  }

  async start(): Promise<void> {
    await this.act('Documenten ontvangen');
    await this.act('Documenten goedkeuren');
  }

  /** The other function, or this one: a slot among the alternatives that the track shows. */
  async move(functie: ConnectionFunction): Promise<void> {
    const [best] = (await this.shown(functie)).alternatieven;
    await this.act('Nieuwe inroostering vastleggen', functie, { tijdslot: best?.id, met: 'P. Smit' });
  }

  async test(functie: ConnectionFunction, input: object = {}): Promise<void> {
    await this.#stage.passUntil((await this.slot(functie)).day);
    await this.act('Ketentest vastleggen', functie, input);
  }

  async goLive(functie: ConnectionFunction): Promise<void> {
    await this.act('Ingebruikname voorbereiden', functie);
    await this.act('Ingebruikname bevestigen', functie);
  }
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const outcome = await work.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  if ('answer' in outcome) throw new Error(`Not refused: ${JSON.stringify(outcome.answer)}`);
  if (outcome.error instanceof Error) return outcome.error.message;
  throw outcome.error;
}

async function toGoLive(stage: Stage): Promise<void> {
  const today = await stage.today();
  const dates = { teststart: addDays(today, 21), ingebruikname: addDays(today, 180) };
  const { plaats: _plaats, handtekening: _handtekening, ...unsigned } = signature;
  const play = await Play.declared(stage, {
    ...paper('Utrecht', { berichtenbox: dates, lopendeZaken: dates }),
    ondertekening: unsigned,
  });
  const { id } = play;
  expect(await stage.view(id)).toMatchObject({ status: 'onvolledig' });
  expect(await play.kept('berichtenbox')).toEqual([]);
  await play.act('Intentieverklaring aanvullen', null, { plaats: 'Utrecht', handtekening: true });
  expect(await stage.view(id)).toMatchObject({ status: 'kandidaat-afnemer' });
  await play.agree('berichtenbox', 'lopendeZaken');

  await play.act('Advies boeken', null, { minuten: 180 });
  expect(await play.refused('Advies boeken', null, { minuten: 61 })).toMatch(
    /^minuten: verwacht ten hoogste 60\b.*61/i,
  );
  await play.act('Advies boeken', null, { minuten: 60 });
  expect(await play.refused('Advies boeken', null, { minuten: 1 })).toMatch(/^'Advies boeken' kan nu niet\./);
  expect((await stage.view(id)).advies).toEqual({ gebruiktMinuten: 240, maximumMinuten: 240 });

  const agreement = { documenten: ['verwerkersovereenkomst'] };
  await play.act('Documenten ontvangen');
  await play.act('Documenten afkeuren', null, { ...agreement, reden: 'Niet getekend' });
  expect((await stage.view(id)).documenten).toContainEqual(
    expect.objectContaining({
      document: 'verwerkersovereenkomst',
      status: 'afgekeurd',
      reden: 'Niet getekend',
    }),
  );
  await play.act('Documenten ontvangen', null, agreement);
  expect((await stage.view(id)).formeleStart).toBeNull();
  await play.act('Documenten goedkeuren');
  expect((await stage.view(id)).formeleStart).not.toBeNull();

  const before = {
    berichtenbox: await play.slot('berichtenbox'),
    lopendeZaken: await play.slot('lopendeZaken'),
  };
  const delay = {
    reden: 'Certificaat te laat',
    oorzaak: 'leverancier',
    klaarOp: addDays(before.lopendeZaken.day, 7),
  };
  await play.act('Vertraging melden', 'lopendeZaken', delay);
  expect(await play.kept('lopendeZaken')).toEqual([before.lopendeZaken.id]);
  await play.move('lopendeZaken');
  const after = await play.slot('lopendeZaken');
  expect(after.day >= delay.klaarOp).toBe(true);
  expect(await play.kept('lopendeZaken')).toEqual([after.id]);
  expect(await play.kept('berichtenbox')).toEqual([before.berichtenbox.id]);
  expect(await play.slot('berichtenbox')).toEqual(before.berichtenbox);

  await play.act('Preproductie melden', 'berichtenbox');
  await play.act('Preproductie melden', 'lopendeZaken');
  expect(await play.refused('Ketentest vastleggen', 'lopendeZaken')).toMatch(/kan nu/);
  await play.test('berichtenbox', { uitslag: 'niet-geslaagd', oorzaak: 'leverancier' });
  expect(await play.shown('berichtenbox')).toMatchObject({ stap: 'Ketentest', ketentesten: 1 });
  await play.move('berichtenbox');
  await play.test('berichtenbox');
  await play.goLive('berichtenbox');
  await play.test('lopendeZaken');
  await play.goLive('lopendeZaken');

  expect(await stage.view(id)).toMatchObject({ status: 'in afronding' });
  expect(await play.shown('berichtenbox')).toMatchObject({ stap: 'In gebruik', ketentesten: 2 });
  expect(await play.shown('lopendeZaken')).toMatchObject({ stap: 'In gebruik', ketentesten: 1 });
  const lived = (await stage.diary(id)).map(({ text }) => text).join('\n');
  expect(lived).toMatch(/niet geslaagd, oorzaak leverancier/);
  // Two for the first agreements, one for the delay, one for the hertest.
  const invitations = (await stage.mails(id)).filter(({ soort }) => soort === 'uitnodiging ketentest');
  expect(invitations).toHaveLength(4);
  expect([...(await play.kept('berichtenbox')), ...(await play.kept('lopendeZaken'))]).toEqual([]);
}

async function withdrawal(stage: Stage): Promise<void> {
  const today = await stage.today();
  const dates = { teststart: addDays(today, 21), ingebruikname: addDays(today, 180) };
  const play = await Play.declared(stage, paper('Zeist', { berichtenbox: dates }));
  await play.agree('berichtenbox');
  expect(await play.kept('berichtenbox')).toHaveLength(1);
  await play.act('Intrekken', 'berichtenbox', { reden: 'Geen budget' });
  expect(await play.kept('berichtenbox')).toEqual([]);
  expect(await play.shown('berichtenbox')).toMatchObject({
    stap: 'Ingetrokken',
    wachtOp: null,
    tijdslot: null,
  });
  expect(await play.refused('Documenten ontvangen')).toMatch(/^'Documenten ontvangen' kan nu niet\./);
}

async function supplier(stage: Stage): Promise<void> {
  const teststart = addDays(await stage.today(), 7);
  const play = await Play.declared(stage, {
    ...paper('Zaaksoftware Voorbeeld BV', { berichtenbox: { teststart } }),
    organisatie: { naam: 'Zaaksoftware Voorbeeld BV', soort: 'leverancier' },
    leveranciersaansluiting: true,
  });
  await play.agree('berichtenbox');
  await play.start();
  await play.act('Preproductie melden', 'berichtenbox');
  await play.test('berichtenbox');
  expect(await play.shown('berichtenbox')).toMatchObject({
    stap: 'Leveranciersaansluiting gereed',
    wachtOp: null,
    uitloopDagen: null,
  });
  expect(await play.refused('Ingebruikname voorbereiden')).toMatch(/kan nu niet/);
  expect(await play.kept('berichtenbox')).toEqual([]);
}

async function secondFunction(stage: Stage): Promise<void> {
  const today = await stage.today();
  const dates = { teststart: addDays(today, 21), ingebruikname: addDays(today, 180) };
  const play = await Play.declared(stage, paper('Almere', { berichtenbox: dates }));
  await play.agree('berichtenbox');
  const [run, before] = [await stage.run(play.id), await play.shown('berichtenbox')];

  const again = await stage.declare(paper('Almere', { berichtenbox: dates }));
  expect(again).toMatchObject({ id: play.id, antwoord: expect.stringContaining('er is niets veranderd') });
  const joined = await stage.declare(paper('Almere', { lopendeZaken: dates }));
  expect(joined.id).toBe(play.id);
  expect(await stage.run(play.id)).toBe(run);
  const { stap, tijdslot, plaats } = await play.shown('berichtenbox');
  expect({ stap, tijdslot, plaats }).toEqual({
    stap: before.stap,
    tijdslot: before.tijdslot,
    plaats: before.plaats,
  });
  await play.agree('lopendeZaken');
  expect(await play.kept('lopendeZaken')).toHaveLength(1);
}

async function back(stage: Stage): Promise<void> {
  const today = await stage.today();
  const dates = { teststart: addDays(today, 7), ingebruikname: addDays(today, 90) };
  const play = await Play.declared(stage, paper('Ede', { berichtenbox: dates }));
  const first = await stage.run(play.id);
  await play.agree('berichtenbox');
  await play.act('Advies boeken', null, { minuten: 90 });
  await play.start();
  await play.act('Preproductie melden', 'berichtenbox');
  await play.test('berichtenbox');
  await play.goLive('berichtenbox');
  const since = (await play.shown('berichtenbox')).werkelijk.ingebruikname ?? isoDate('2027-01-01');
  await stage.passUntil(addDays(since, 21)); // ten working days, with holidays
  await vi.waitFor(
    async () => expect(await stage.view(play.id)).toMatchObject({ status: 'afgerond' }),
    20_000,
  );

  expect(await refusalOf(stage.declare(paper('Ede', { berichtenbox: dates })))).toContain(
    `Berichtenbox is al in gebruik sinds ${formatDate(since)}`,
  );
  const later = addDays(await stage.today(), 21);
  const other = { lopendeZaken: { teststart: later, ingebruikname: addDays(later, 120) } };
  expect((await stage.declare({ ...paper('Ede', other), contactpersonen: [] })).id).toBe(play.id);
  expect(await stage.run(play.id)).not.toBe(first);
  const { functies, advies, documenten, contactpersonen } = await stage.view(play.id);
  expect(contactpersonen).toMatchObject([{ naam: 'P. Smit', email: consumerAddress }]);
  expect(documenten[0]).toMatchObject({ document: 'verwerkersovereenkomst', status: 'goedgekeurd' });
  expect(functies.map(({ functie }) => functie)).toEqual(['lopendeZaken']);
  expect(advies.gebruiktMinuten).toBe(90);
  expect(await play.refused('Advies boeken', null, { minuten: 151 })).toMatch(/ten hoogste 150\b/);
}

async function succession(stage: Stage): Promise<void> {
  const teststart = addDays(await stage.today(), 21);
  const dates = { berichtenbox: { teststart, ingebruikname: addDays(teststart, 150) } };
  const ends = await Play.declared(stage, paper('Breukelen', dates));
  const goesOn = await Play.declared(stage, paper('Stichtse Vecht', dates));
  expect(await ends.refused('Opgegaan in', null, { opvolger: 'gemeente-nergenshuizen' })).toMatch(
    /^Opvolger: verwacht een organisatie uit het register, gevonden: gemeente-nergenshuizen\./,
  );
  expect(await ends.shown('berichtenbox')).toMatchObject({ stap: 'Intentieverklaring' });
  await ends.act('Opgegaan in', null, { opvolger: goesOn.id });
  expect(await stage.view(ends.id)).toMatchObject({ opvolger: goesOn.id, status: 'in afronding' });
  expect(await ends.kept('berichtenbox')).toEqual([]);
}

async function malformed(stage: Stage): Promise<void> {
  const reason = await refusalOf(
    stage.declare({
      organisatie: { naam: 'Soest', soort: 'dorp' },
      functies: { berichtenbox: { teststart: 'morgen' } },
      kleur: 'blauw',
    }),
  );
  for (const field of ['organisatie.soort', 'functies.berichtenbox.teststart', 'kleur'])
    expect(reason).toContain(field);
  expect(await stage.run('gemeente-soest')).toBeNull();
}

/** The impact analysis is reminded of once, ten working days before the gewenste teststart. */
async function reminder(stage: Stage): Promise<void> {
  const teststart = addDays(await stage.today(), 35);
  const dates = { berichtenbox: { teststart, ingebruikname: addDays(teststart, 150) } };
  const waits = await Play.declared(stage, paper('Soesterberg', dates));
  await waits.agree('berichtenbox');
  const inTime = await Play.declared(stage, paper('Bunnik', dates));
  await inTime.agree('berichtenbox');
  await inTime.start();
  const reminders = async ({ id }: Play) =>
    (await stage.mails(id)).filter(
      ({ soort, aan }) => soort === 'herinnering' && aan.includes(consumerAddress),
    );
  expect(await reminders(waits)).toEqual([]);
  await stage.passUntil(teststart);
  await vi.waitFor(async () => expect(await reminders(waits)).toHaveLength(1), 20_000);
  expect(await reminders(inTime)).toEqual([]);
}

export const stories: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  'goes with both functions from an incomplete declaration to go-live': toGoLive,
  'lets a consumer withdraw, and frees its slot': withdrawal,
  'ends for a supplier after its chain test': supplier,
  'lets a second function join the running track, and knows a declaration again': secondFunction,
  'takes a consumer back after its track was closed': back,
  'ends for an organisation that went up in another, which the register must know': succession,
  'refuses a malformed declaration with all its problems, and starts nothing': malformed,
  'reminds the consumer that waits once, and not the one that was in time': reminder,
};
