import { describe, expect, it } from 'vitest';
import type { Supposal } from '../../../../../machines/domain/planning/optimise/question.ts';
import { reasonsOf } from '../../../../../machines/domain/planning/optimise/reasons.ts';
import { isNewcomer, suppose } from '../../../../../machines/domain/planning/optimise/suppose.ts';
import { placedReservations } from '../../../../../machines/domain/planning/displacement.ts';
import { scheduleOf } from '../../../../../machines/domain/planning/schedule.ts';
import type { PlanningState } from '../../../../../machines/domain/planning/state.ts';
import { isoDate } from '../../../../../machines/domain/dates.ts';
import { Desk, moment, planWith, type PlanFile } from '../desk.ts';

const march = (day: string) => `T1.2027-03-${day}.0900`;

/** Aa, Bee, Cee and Dee, in the first four slots of one place each. */
function four(change: (file: PlanFile) => void = () => undefined): Desk {
  const plan = planWith((file) => {
    for (const tranche of file.tranches) tranche.maximumOrganisaties = 9;
    change(file);
  });
  const desk = new Desk(plan, 'Aa', 'Bee', 'Cee', 'Dee');
  for (const name of ['Aa', 'Bee', 'Cee', 'Dee']) desk.reserve(name, { goLive: '2027-03-18' });
  return desk;
}

function supposed(desk: Desk, supposal: Supposal): PlanningState {
  const before = JSON.stringify(desk.state);
  const answer = suppose(desk.state, supposal, desk.now);
  expect(JSON.stringify(desk.state)).toBe(before);
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer.state;
}

const slotIds = ({ plan }: PlanningState) => scheduleOf(plan).slots.map(({ id }) => id);
const hit = (state: PlanningState) =>
  placedReservations(state)
    .filter(({ reservation }) => reservation.displaced !== null)
    .map(({ reservation }) => reservation.slot);

const uitval = (van: string, totEnMet: string) => ({
  uitval: { van: isoDate(van), totEnMet: isoDate(totEnMet) },
});

describe('what if preproduction is down', () => {
  it('hits exactly who is tested in those days; every other slot keeps its name', () => {
    const desk = four();
    const state = supposed(desk, uitval('2027-03-03', '2027-03-23'));
    expect(slotIds(state)).toEqual(
      slotIds(desk.state).filter((id) => ![march('09'), march('23')].includes(id)),
    );
    expect(hit(state)).toEqual([march('09'), march('23')]);
    expect(placedReservations(state).map(({ reservation }) => reservation.slot)).toEqual(
      placedReservations(desk.state).map(({ reservation }) => reservation.slot),
    );
  });

  it('leaves out who has been tested or is being tested', () => {
    const desk = four();
    desk.now = moment('2027-03-09');
    expect(hit(supposed(desk, uitval('2027-03-01', '2027-03-23')))).toEqual([march('23')]);
  });

  it('keeps the names of slots of one moment that differ by function', () => {
    const desk = four((file) => {
      const [first] = file.tranches;
      if (first === undefined) return;
      first.tijdsloten = [
        { dagen: ['dinsdag'], begin: '09:00', plaatsen: 1, functies: ['berichtenbox'] },
        { dagen: ['dinsdag'], begin: '09:00', plaatsen: 1, functies: ['lopendeZaken'] },
      ];
    });
    const kept = slotIds(desk.state).filter((id) => !id.includes('2027-03-09'));
    expect(slotIds(supposed(desk, uitval('2027-03-09', '2027-03-09')))).toEqual(kept);
  });
});

describe('what if a tranche comes later', () => {
  it('moves its days, its window and its slots on a date, and no other tranche', () => {
    const desk = four();
    const [first, second] = supposed(desk, { tranche: 'T2', weken: 3 }).plan.tranches;
    const [firstBefore] = desk.state.plan.tranches;
    expect(first).toEqual(firstBefore);
    expect(second).toMatchObject({
      active: { from: '2027-04-22', until: '2027-10-21' },
      chainTests: { from: '2027-06-22', until: '2027-07-02' },
      slots: [{ kind: 'weekly' }, { kind: 'once', date: '2027-07-02' }],
    });
  });

  it('hits who stands in a slot that is not there any more', () => {
    // From 8 March until 7 April, less the closure: the 9th, 23rd and 30th stay.
    expect(hit(supposed(four(), { tranche: 'T1', weken: 1 }))).toEqual([march('02')]);
  });

  it('is refused for a tranche that is not there, with those that are', () => {
    const answer = suppose(four().state, { tranche: 'T9', weken: 1 }, moment('2027-01-04'));
    expect(answer).toEqual({
      kind: 'refused',
      reason: 'Tranche: T9 staat niet in de planning (wel: T1, T2).',
    });
  });
});

describe('what if more declare', () => {
  it('they wait for both functions, behind everybody, and nobody else changes', () => {
    const desk = four();
    const state = supposed(desk, { erbij: 3 });
    const newcomers = Object.entries(state.organisations).filter(([id]) => isNewcomer(id));
    expect(newcomers.map(([, { name }]) => name)).toEqual([1, 2, 3].map((i) => `Nieuwe organisatie ${i}`));
    for (const [, { reservations }] of newcomers) {
      for (const fn of ['berichtenbox', 'lopendeZaken'] as const) {
        expect(reservations[fn]).toMatchObject({ status: 'waiting', askedOn: '2027-01-04' });
      }
    }
    expect(Object.keys(desk.state.organisations).some(isNewcomer)).toBe(false);
    for (const [id, one] of Object.entries(desk.state.organisations))
      expect(state.organisations[id]).toBe(one);
  });
});

describe('why each move is suggested', () => {
  const move = (name: string, from: string, to: string) => ({
    organisation: `gemeente-${name.toLowerCase()}`,
    function: 'berichtenbox' as const,
    from,
    to,
  });

  it('says who makes room for whom, and what it costs or gains', () => {
    const { state } = four();
    expect(
      reasonsOf(state, [move('Bee', march('09'), march('02')), move('Aa', march('02'), march('09'))]),
    ).toEqual(['7 dagen minder uitloop.', 'Maakt plaats voor Bee, Berichtenbox.']);
  });

  it('does not say that it makes room where nobody comes', () => {
    const { state } = four();
    const last = 'T2.2027-06-02.0900';
    expect(reasonsOf(state, [move('Aa', march('02'), last)])[0]).toMatch(/^Het geheel wordt er beter van/);
  });

  it('says that a slot is dropped', () => {
    const state = supposed(four(), uitval('2027-03-09', '2027-03-09'));
    expect(reasonsOf(state, [move('Bee', march('09'), march('02'))])).toEqual([
      'Het huidige tijdslot vervalt.',
    ]);
  });
});
