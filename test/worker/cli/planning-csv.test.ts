import { describe, expect, it } from 'vitest';
import { planningOverview } from '../../../machines/domain/planning/overview.ts';
import { plannerMessages } from '../../../machines/domain/planning/proposals/planner-messages.ts';
import { planningCsv } from '../../../worker/cli/planning-csv.ts';
import { Desk, planWith } from '../../machines/domain/planning/desk.ts';

/** One place in each slot of T1; T2 takes nobody. */
function oneTranche(): ReturnType<typeof planWith> {
  return planWith(({ tranches: [first, second] }) => {
    if (first !== undefined) first.maximumOrganisaties = 9;
    Object.assign(second ?? {}, { gesloten: true });
  });
}

/** Of each row: the slot, its state, who, the place on the waiting list, and the remark. */
function rowsOf(desk: Desk): readonly string[] {
  const [head = '', ...rows] = planningCsv(planningOverview(desk.state, desk.now)).trimEnd().split('\r\n');
  const shown = ['tijdslot', 'stand', 'afnemer', 'plaats op wachtlijst', 'toelichting'];
  const columns = shown.map((name) => head.split(',').indexOf(name));
  return rows
    .map((row) => row.split(','))
    .filter((cells) => cells[0] !== 'T2')
    .map((cells) => columns.map((column) => cells[column]).join(' '));
}

describe('the planning as CSV', () => {
  it('has a row for each place, free ones and the waiting list too', () => {
    const desk = new Desk(oneTranche(), 'Aa', 'Bee');
    desk.reserve('Aa');
    desk.confirm('Aa');
    desk.reserve('Bee', { earliest: '2027-03-31' });
    expect(rowsOf(desk)).toEqual([
      'T1.2027-03-02.0900 afgesproken gemeente-aa  ',
      'T1.2027-03-09.0900 vrij   ',
      'T1.2027-03-23.0900 vrij   ',
      'T1.2027-03-30.0900 vrij   ',
      ' wachtlijst gemeente-bee 1 ',
    ]);
  });

  it('names for whom a place is kept, and does not call it free', () => {
    const desk = new Desk(oneTranche(), 'Aa');
    desk.reserve('Aa');
    desk.order(plannerMessages.clearPeriod, { van: '2027-03-01', totEnMet: '2027-03-05', reden: 'Storing' });
    desk.order(plannerMessages.accept, { voorstel: 'V1' });
    expect(rowsOf(desk).slice(0, 3)).toEqual([
      'T1.2027-03-02.0900 voorlopig gemeente-aa  ',
      'T1.2027-03-09.0900 vastgehouden gemeente-aa  voor verplaatsing V1.1',
      'T1.2027-03-23.0900 vrij   ',
    ]);
  });

  it('keeps who has no room any more, in a slot that is gone', () => {
    const desk = new Desk(oneTranche(), 'Aa');
    desk.reserve('Aa');
    desk.publish(planWith(({ tranches }) => tranches.shift()));
    expect(rowsOf(desk)).toContain(
      'T1.2027-03-02.0900 voorlopig gemeente-aa  Tijdslot T1.2027-03-02.0900 staat niet meer in de planning.',
    );
  });

  it('says what no supplier has: no lateness', () => {
    const desk = new Desk(oneTranche(), 'Aa');
    desk.reserve('Aa', { goLive: null });
    expect(planningCsv(planningOverview(desk.state, desk.now))).toContain(
      'voorlopig,gemeente-aa,Aa,Berichtenbox,,,,,\r\n',
    );
  });
});
