import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../../machines/domain/planning/plan-file.ts';
import { planningOverview } from '../../../../machines/domain/planning/overview.ts';
import { overviewText } from '../../../../machines/domain/planning/overview-text.ts';
import { emptyPlanning } from '../../../../machines/domain/planning/state.ts';
import { Desk, inShort, moment, newYear, planWith } from './desk.ts';

/** T1 takes two organisations, T2 none any more. */
function busyDesk(): Desk {
  const desk = new Desk(
    planWith((file) => Object.assign(file.tranches[1] ?? {}, { gesloten: true })),
    'Aa',
    'Bee',
    'Cee',
    'Dee',
  );
  desk.reserve('Aa');
  desk.confirm('Aa');
  desk.reserve('Bee');
  desk.reserve('Cee', { goLive: '2027-08-02' });
  desk.reserve('Dee', { goLive: null, earliest: '2027-06-01' });
  return desk;
}

describe('planningOverview', () => {
  it('counts organisations and places, and names who stands where', () => {
    const desk = busyDesk();
    const { tranches, waiting } = planningOverview(desk.state, desk.now);
    expect(tranches).toMatchObject([
      { name: 'T1', status: 'actief', organisations: 2, maximumOrganisations: 2 },
      { name: 'T2', status: 'gesloten', organisations: 0 },
    ]);
    expect(tranches[0]?.slots.map(({ id, occupants }) => [id, ...occupants.map(({ name }) => name)])).toEqual(
      [
        ['T1.2027-03-02.0900', 'Aa'],
        ['T1.2027-03-09.0900', 'Bee'],
        ['T1.2027-03-23.0900'],
        ['T1.2027-03-30.0900'],
      ],
    );
    expect(waiting.map(({ place, name }) => [place, name])).toEqual([
      [1, 'Dee'],
      [2, 'Cee'],
    ]);
  });

  it.each([
    ['2027-01-01', 'open'],
    ['2027-01-04', 'actief'],
    ['2027-05-31', 'actief'],
    ['2027-06-01', 'afgelopen'],
  ])('on %s the first tranche is %s', (date, status) => {
    expect(planningOverview(busyDesk().state, moment(date)).tranches[0]?.status).toBe(status);
  });

  it('names who has no room any more', () => {
    const desk = busyDesk();
    desk.publish(planWith(({ tranches }) => tranches.shift()));
    expect(planningOverview(desk.state, desk.now).displaced).toMatchObject([{ name: 'Aa' }, { name: 'Bee' }]);
    expect(overviewText(planningOverview(desk.state, desk.now))).toContain(
      '    Aa   Berichtenbox  afgesproken  Tijdslot T1.2027-03-02.0900 staat niet meer in de planning.',
    );
  });
});

describe('overviewText', () => {
  it('reads as text', () => {
    const desk = busyDesk();
    expect(overviewText(planningOverview(desk.state, desk.now))).toBe(
      `
# Planning proef

Versie 1, op maandag 4 januari 2027.

## Wachtlijst

    1.  Dee  Berichtenbox  leverancier             ketentest vanaf 1-6-2027
    2.  Cee  Berichtenbox  ingebruikname 2-8-2027  ketentest vanaf 1-2-2027

## Tranche T1: actief

Looptijd      4-1-2027 tot en met 31-5-2027
Ketentesten   1-3-2027 tot en met 31-3-2027
Organisaties  2 van 2
Vrij          2 plaatsen in 2 tijdsloten, vanaf 23-3-2027

    T1.2027-03-02.0900  2-3-2027 09:00-13:00  1/1  Aa   Berichtenbox  afgesproken
    T1.2027-03-09.0900  9-3-2027 09:00-13:00  1/1  Bee  Berichtenbox  voorlopig

    T1.2027-03-23.0900  23-3-2027 09:00-13:00  1 vrij  Berichtenbox en Lopende Zaken
    T1.2027-03-30.0900  30-3-2027 09:00-13:00  1 vrij  Berichtenbox en Lopende Zaken

## Tranche T2: gesloten

Looptijd      1-4-2027 tot en met 30-9-2027
Ketentesten   1-6-2027 tot en met 11-6-2027
Organisaties  0 van 2
Vrij          5 plaatsen in 3 tijdsloten, vanaf 2-6-2027
`.trim(),
    );
  });

  it('shows what is proposed, how each move stands, and who would gain by a free slot', () => {
    const desk = new Desk(
      planWith((file) => {
        for (const tranche of file.tranches) tranche.maximumOrganisaties = 9;
      }),
      'Aa',
      'Bee',
      'Cee',
      'Dee',
    );
    for (const name of ['Aa', 'Bee', 'Cee', 'Dee']) desk.reserve(name, { goLive: '2027-03-01' });
    desk.release('Aa', 'everything');
    desk.propose(['Bee', 'T1.2027-03-02.0900'], ['Cee', 'T1.2027-03-09.0900']);
    desk.order('Voorstel aannemen', { voorstel: 'V1' });
    desk.release('Bee', 'everything');
    const text = overviewText(planningOverview(desk.state, desk.now));
    expect(text).toContain(
      `
## Voorstel V1: optimalisatie

Gemaakt op 4-1-2027: 1 in overleg, 1 vervallen.

    1.  Bee  Berichtenbox  T1.2027-03-09.0900 > T1.2027-03-02.0900  7 dagen winst   keten 1  vervallen: Het tijdslot is teruggegeven.
    2.  Cee  Berichtenbox  T1.2027-03-23.0900 > T1.2027-03-09.0900  14 dagen winst  keten 1  in overleg (tot en met 18-1-2027): 14 dagen minder uitloop.

## Vrij, en winst voor

    T1.2027-03-02.0900  2-3-2027 09:00  1 vrij  Dee  Berichtenbox  26 dagen winst  nu in T1.2027-03-30.0900
`,
    );
    expect(overviewText(planningOverview(desk.state, desk.now), { mostRows: 1 })).toContain('en nog 1');
  });

  it('says so when nothing has been published', () => {
    expect(overviewText(planningOverview(emptyPlanning, newYear))).toContain(
      'Er is nog geen planning gepubliceerd.',
    );
  });
});

describe('examples/planning.yaml', () => {
  it('has room for the example declarations; at most one waits', () => {
    const parsed = parsePlan(parse(readFileSync('examples/planning.yaml', 'utf8')));
    if (!parsed.ok) throw new Error('no plan');
    const desk = new Desk(parsed.plan);
    const both = ['berichtenbox', 'lopendeZaken'] as const;
    // As they follow from examples/verklaringen: test start plus nominal preproduction, and the requested go-live.
    const wishes = [
      ['Utrecht', both[0], '2027-03-02', '2027-05-03'],
      ['Utrecht', both[1], '2027-05-04', '2027-07-01'],
      ['Groningen', both[0], '2027-04-01', '2027-06-01'],
      ['Almere', both[1], '2027-04-19', '2027-06-15'],
      ['Stadskanaal', both[0], '2027-05-04', '2027-08-02'],
      ['Zaaksoftware', both[1], '2027-05-20', null],
      ['Rivierenland', both[0], '2027-06-09', '2027-09-01'],
      ['Provincie', both[1], '2027-08-02', '2027-11-01'],
      ['Limburg', both[0], '2027-04-22', '2027-07-05'],
      ['Holland', both[0], '2027-05-18', '2027-08-16'],
      ['Veendam', both[0], '2027-02-02', '2026-12-01'],
      ['Kempen', both[0], '2027-07-13', '2027-10-04'],
    ] as const;
    const answers = wishes.map(([name, fn, earliest, goLive]) => {
      desk.register(name);
      return inShort(desk.reserve(name, { function: fn, earliest, goLive }));
    });
    const placed = answers.filter((answer) => answer.startsWith('held'));
    expect(placed.length).toBeGreaterThanOrEqual(wishes.length - 1);
  });
});
