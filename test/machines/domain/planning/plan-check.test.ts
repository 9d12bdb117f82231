import { describe, expect, it } from 'vitest';
import { checkPlanFile } from '../../../../machines/domain/planning/plan-check.ts';
import { Desk, planFile, planWith, type PlanFile } from './desk.ts';

/** Two places on each Tuesday of T1, one of which is taken by Aa and one by Bee on 2 March. */
function busyDesk(): Desk {
  const desk = new Desk(
    planWith(({ tranches: [first] }) => {
      first?.tijdsloten.splice(0, 1, { dagen: ['dinsdag'], begin: '09:00', plaatsen: 2 });
    }),
    'Aa',
    'Bee',
  );
  desk.reserve('Aa');
  desk.reserve('Bee');
  return desk;
}

function check(desk: Desk, change: (file: PlanFile) => void) {
  const file = planFile();
  change(file);
  return checkPlanFile(desk.state, file, desk.now);
}

describe('a planning file, compared with what is taken', () => {
  it('names the field with less places than are taken, and who would lose one', () => {
    const { problems, shortages, warnings } = check(busyDesk(), () => undefined);
    expect(problems).toEqual([]);
    expect(shortages).toEqual([
      'tranches.0.tijdsloten.0.plaatsen: verwacht ten minste 2: zoveel plaatsen zijn er bezet op dinsdag 2 maart 2027, gevonden: 1.',
    ]);
    expect(warnings).toEqual([
      'Bee, Berichtenbox: Tijdslot T1.2027-03-02.0900 heeft nu plaats voor 1, en er staan er 2 in. Wel plaats: T1.2027-03-09.0900.',
    ]);
  });

  it('names a tranche that is too small, or gone', () => {
    const small = check(busyDesk(), ({ tranches: [first] }) =>
      Object.assign(first ?? {}, { maximumOrganisaties: 1 }),
    );
    expect(small.shortages[0]).toBe(
      'tranches.0.maximumOrganisaties: verwacht ten minste 2: zoveel organisaties tellen er nu mee, gevonden: 1.',
    );
    const gone = check(busyDesk(), ({ tranches }) => tranches.shift());
    expect(gone.shortages).toEqual([
      'tranches: verwacht tranche T1, waarin 2 organisaties meetellen, gevonden: niets.',
    ]);
  });

  it('has nothing to say when all fits', () => {
    const { shortages, warnings, summary } = check(busyDesk(), ({ tranches: [first] }) => {
      first?.tijdsloten.splice(0, 1, { dagen: ['dinsdag'], begin: '09:00', plaatsen: 3 });
    });
    expect({ shortages, warnings }).toEqual({ shortages: [], warnings: [] });
    expect(summary).toMatch(/is gepubliceerd, als versie 2/);
  });

  it('changes nothing', () => {
    const desk = busyDesk();
    const before = desk.state;
    check(desk, ({ tranches }) => tranches.shift());
    expect(desk.state).toBe(before);
  });
});
