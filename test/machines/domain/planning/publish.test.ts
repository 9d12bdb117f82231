import { describe, expect, it } from 'vitest';
import { publish } from '../../../../machines/domain/planning/publish.ts';
import { Desk, inShort, moment, planWith, type PlanFile } from './desk.ts';

const slots =
  (
    ...tijdsloten: readonly {
      datum: string;
      plaatsen: number;
      einde?: string;
      functies?: readonly string[];
    }[]
  ) =>
  (file: PlanFile) => {
    file.tranches = file.tranches.slice(0, 1);
    for (const tranche of file.tranches) {
      tranche.maximumOrganisaties = 9;
      tranche.tijdsloten = tijdsloten.map((slot) => ({ begin: '09:00', ...slot }));
    }
  };

const two = slots({ datum: '2027-03-02', plaatsen: 2 });

describe('publish', () => {
  it('refuses a plan with problems, whole', () => {
    const plan = planWith();
    const desk = new Desk(plan, 'Aa');
    const wrong = { ...plan, maximumActiveTranches: 1 };
    expect(publish(desk.state, wrong, desk.now)).toMatchObject({
      kind: 'refused',
      problems: [{ path: 'tranches.1.van' }],
    });
  });

  it('changes nothing when the plan is the same', () => {
    const desk = new Desk(planWith(), 'Aa');
    const { state } = desk;
    expect(desk.publish(planWith())).toBe(
      'Deze planning (proef) was al gepubliceerd, als versie 1. Er is niets veranderd.',
    );
    expect(desk.state).toBe(state);
  });

  it('says what it did', () => {
    const desk = new Desk(planWith(two), 'Aa', 'Bee', 'Cee');
    for (const name of ['Aa', 'Bee', 'Cee']) desk.reserve(name);
    expect(desk.publish(planWith(slots({ datum: '2027-03-09', plaatsen: 1 })))).toBe(
      'Planning proef is gepubliceerd, als versie 2. Tranches: 1, tijdsloten: 1. Geen plaats meer: 2. Voorlopig geplaatst: 0. Voorstel V1 staat klaar, met een ander tijdslot voor 1 van hen. Zonder ander tijdslot: 1.\nBee, Berichtenbox: Er is geen ander tijdslot met plaats.',
    );
  });

  it('displaces the latest-made first when a slot gets smaller, once', () => {
    const desk = new Desk(planWith(two), 'Aa', 'Bee');
    desk.reserve('Aa');
    desk.reserve('Bee');
    desk.publish(planWith(slots({ datum: '2027-03-02', plaatsen: 1 })));
    expect(desk.notices).toMatchObject([{ organisation: 'gemeente-bee', generation: 2 }]);
    expect(desk.notices.map(inShort)).toEqual([
      'displaced: Tijdslot T1.2027-03-02.0900 heeft nu plaats voor 1, en er staan er 2 in.',
    ]);
    desk.publish(planWith(slots({ datum: '2027-03-02', plaatsen: 1 }, { datum: '2027-03-09', plaatsen: 1 })));
    expect(desk.notices).toEqual([]);
    expect(inShort(desk.confirm('Bee'))).toContain(
      'refused: Tijdslot T1.2027-03-02.0900 heeft nu plaats voor 1',
    );
    expect(inShort(desk.confirm('Aa'))).toBe('agreed T1.2027-03-02.0900');
    expect(inShort(desk.reserve('Bee'))).toBe('held T1.2027-03-09.0900');
  });

  it('lets who was displaced stay after all when another leaves', () => {
    const desk = new Desk(planWith(two), 'Aa', 'Bee');
    desk.reserve('Aa');
    desk.reserve('Bee');
    desk.publish(planWith(slots({ datum: '2027-03-02', plaatsen: 1 })));
    desk.release('Aa', 'everything');
    expect(inShort(desk.confirm('Bee'))).toBe('agreed T1.2027-03-02.0900');
    desk.publish(planWith(two));
    expect(desk.notices.map(inShort)).toEqual(['agreed T1.2027-03-02.0900']);
  });

  it('displaces who stands in a slot that is gone, or no longer for its function, and keeps what it holds', () => {
    const desk = new Desk(planWith(two), 'Aa', 'Bee');
    desk.reserve('Aa');
    desk.reserve('Bee', { function: 'lopendeZaken' });
    desk.publish(planWith(slots({ datum: '2027-03-02', plaatsen: 2, functies: ['berichtenbox'] })));
    expect(desk.notices.map(inShort)).toEqual([
      'displaced: Tijdslot T1.2027-03-02.0900 is niet meer voor Lopende Zaken.',
    ]);
    desk.publish(planWith(slots({ datum: '2027-03-09', plaatsen: 1 })));
    expect(desk.notices.map(inShort)).toEqual([
      'displaced: Tijdslot T1.2027-03-02.0900 staat niet meer in de planning.',
    ]);
    expect(inShort(desk.move('Aa', 'T1.2027-03-09.0900'))).toBe('agreed T1.2027-03-09.0900');
    // No room anywhere: it is still displaced, and still holds what it held.
    expect(inShort(desk.reserve('Bee', { function: 'lopendeZaken' }))).toContain('displaced: ');
    desk.publish(planWith(slots({ datum: '2027-03-02', plaatsen: 2 })));
    expect(desk.notices.map(inShort)).toEqual([
      'held T1.2027-03-02.0900',
      'displaced: Tijdslot T1.2027-03-09.0900 staat niet meer in de planning.',
    ]);
  });

  it('displaces the latest organisations when a tranche gets smaller; they find no room in it again', () => {
    const large = slots({ datum: '2027-03-02', plaatsen: 2 }, { datum: '2027-03-09', plaatsen: 2 });
    const desk = new Desk(planWith(large), 'Aa', 'Bee');
    desk.reserve('Aa');
    desk.reserve('Bee');
    desk.publish(
      planWith((file) => {
        large(file);
        for (const tranche of file.tranches) tranche.maximumOrganisaties = 1;
      }),
    );
    expect(desk.notices.map(inShort)).toEqual([
      'displaced: Tranche T1 is kleiner geworden: er is plaats voor 1, en er staan er 2 in.',
    ]);
    expect(desk.notices).toMatchObject([{ organisation: 'gemeente-bee' }]);
    expect(inShort(desk.alternatives('Bee', 3))).toBe('');
    expect(inShort(desk.alternatives('Aa', 3))).toContain('T1.2027-03-09.0900');
  });

  it('finds no room in a tranche that is too small for who lost both slot and tranche', () => {
    const plan = (maximum: number, ...days: readonly string[]) =>
      planWith((file) => {
        slots(...days.map((datum) => ({ datum, plaatsen: 1 })))(file);
        for (const tranche of file.tranches) tranche.maximumOrganisaties = maximum;
      });
    const desk = new Desk(plan(2, '2027-03-02', '2027-03-09'), 'Aa', 'Bee');
    desk.reserve('Aa');
    desk.reserve('Bee');
    desk.reserve('Bee', { function: 'lopendeZaken' });
    desk.publish(plan(1, '2027-03-02', '2027-03-23'));
    expect(desk.notices.map(inShort)).toEqual([
      'displaced: Tijdslot T1.2027-03-09.0900 staat niet meer in de planning.',
    ]);
    expect(inShort(desk.alternatives('Bee', 3))).toBe('');
  });

  it('keeps an agreement that is displaced as it was, when there is no other place', () => {
    const desk = new Desk(planWith(two), 'Aa');
    desk.reserve('Aa');
    desk.confirm('Aa');
    desk.publish(planWith(slots({ datum: '2027-03-09', plaatsen: 1, functies: ['lopendeZaken'] })));
    expect(inShort(desk.reserve('Aa'))).toContain('displaced: ');
    desk.publish(planWith(two));
    expect(desk.notices.map(inShort)).toEqual(['agreed T1.2027-03-02.0900']);
  });

  it('leaves alone a slot that has begun, which stays known', () => {
    const desk = new Desk(planWith(two), 'Aa');
    desk.reserve('Aa');
    desk.now = moment('2027-03-02');
    desk.publish(planWith(slots({ datum: '2027-03-09', plaatsen: 1 })));
    expect(desk.notices).toEqual([]);
    expect(inShort(desk.confirm('Aa'))).toBe('agreed T1.2027-03-02.0900');
  });

  it('tells of a slot that ends at another time', () => {
    const desk = new Desk(planWith(two), 'Aa');
    desk.reserve('Aa');
    desk.publish(planWith(slots({ datum: '2027-03-02', plaatsen: 2, einde: '11:00' })));
    expect(desk.notices).toMatchObject([
      { kind: 'placed', agreed: false, slot: { end: moment('2027-03-02') + 7_200_000 } },
    ]);
  });

  it('serves the waiting list', () => {
    const desk = new Desk(planWith(slots({ datum: '2027-03-02', plaatsen: 1 })), 'Aa', 'Bee');
    desk.reserve('Aa');
    desk.reserve('Bee');
    desk.publish(planWith(two));
    expect(desk.notices.map(inShort)).toEqual(['held T1.2027-03-02.0900']);
  });
});
