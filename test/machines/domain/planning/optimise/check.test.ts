import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../../../machines/domain/planning/optimise/check.ts';
import { measuresOf } from '../../../../../machines/domain/planning/optimise/measures.ts';
import { problemOf } from '../../../../../machines/domain/planning/optimise/problem-of.ts';
import { presentAssignment } from '../../../../../machines/domain/planning/optimise/problem.ts';
import { plannerMessages } from '../../../../../machines/domain/planning/proposals/planner-messages.ts';
import type { Placing } from '../../../../../machines/domain/planning/proposals/proposal.ts';
import { Desk, moment, planWith, type PlanFile } from '../desk.ts';

const [first, second, third, fourth] = [2, 9, 23, 30].map(
  (day) => `T1.2027-03-${String(day).padStart(2, '0')}.0900`,
) as [string, string, string, string];
const june = 'T2.2027-06-02.0900';
/** Ten working days after 2 March, with the closure: 18 March. After 9 March: the 25th; after the 30th: 13 April. */
const goLive = '2027-03-18';

const plan = (change: (file: PlanFile) => void = () => undefined) =>
  planWith((file) => {
    for (const tranche of file.tranches) tranche.maximumOrganisaties = 3;
    change(file);
  });

/** Aa, Bee and Cee stand in the first three slots of one place each. */
function three(change?: (file: PlanFile) => void): Desk {
  const desk = new Desk(plan(change), 'Aa', 'Bee', 'Cee', 'Dee');
  for (const name of ['Aa', 'Bee', 'Cee']) {
    desk.reserve(name, { goLive });
    desk.confirm(name);
  }
  return desk;
}

const move = (name: string, from: string | null, to: string): Placing => ({
  organisation: `gemeente-${name.toLowerCase()}`,
  function: 'berichtenbox',
  from,
  to,
});

/** What is found, when the measures claimed are what they are after these moves, as the problem counts them. */
function faults(desk: Desk, moves: readonly Placing[]): readonly string[] {
  const problem = problemOf(desk.state, desk.now);
  const assignment = [...presentAssignment(problem)];
  for (const { organisation, to } of moves) {
    const j = problem.jobs.findIndex((job) => job.organisation === organisation);
    const options = problem.jobs[j]?.options ?? [];
    const option = options.findIndex(({ slot }) => problem.slots[slot]?.id === to);
    if (j >= 0 && option >= 0) assignment[j] = option;
  }
  return faultsOf(desk.state, moves, measuresOf(problem, assignment), desk.now).filter(
    (fault) => !/^(unplaced|lateness|greatest|moves)/.test(fault),
  );
}

describe('the check of a plan of moves', () => {
  it('has nothing against two that change places, nor against one into a free slot', () => {
    const desk = three();
    expect(faults(desk, [move('Aa', first, second), move('Bee', second, first)])).toEqual([]);
    expect(faults(desk, [move('Cee', third, fourth)])).toEqual([]);
  });

  it('sees a slot that would hold too many', () => {
    expect(faults(three(), [move('Aa', first, second)])).toEqual([
      `Tijdslot ${second}: plaats voor 1, gevonden 2.`,
    ]);
  });

  it('sees a tranche that would hold too many organisations, also when they come in one plan', () => {
    const small = (file: PlanFile) => {
      for (const [i, tranche] of file.tranches.entries()) tranche.maximumOrganisaties = i === 1 ? 1 : 3;
    };
    expect(faults(three(small), [move('Aa', first, june)])).toEqual([]);
    expect(faults(three(small), [move('Aa', first, june), move('Bee', second, june)])).toEqual([
      'Tranche T2: plaats voor 1 organisaties, gevonden 2.',
    ]);
  });

  it('sees a test that is too near to move, or too early for its consumer', () => {
    const desk = three();
    desk.now = moment('2027-02-20');
    expect(faults(desk, [move('Aa', first, fourth)])).toEqual([
      `gemeente-aa (berichtenbox) naar ${fourth}: binnen de bevriezing.`,
    ]);
    const late = three((file) => {
      for (const tranche of file.tranches) tranche.maximumOrganisaties = 4;
    });
    late.reserve('Dee', { earliest: '2027-03-25', goLive });
    late.confirm('Dee');
    expect(faults(late, [move('Cee', third, june), move('Dee', fourth, third)])).toEqual([
      `gemeente-dee (berichtenbox) naar ${third}: Tijdslot ${third} is te vroeg: de ketentest kan op zijn vroegst op donderdag 25 maart 2027.`,
    ]);
  });

  it('sees a slot of the other function, of a closed tranche, that has passed, and that is not there', () => {
    const other = 'T2.2027-06-11.1300';
    expect(faults(three(), [move('Aa', first, other)])).toEqual([
      `gemeente-aa (berichtenbox) naar ${other}: Tijdslot ${other} is voor Lopende Zaken, niet voor Berichtenbox.`,
    ]);
    const closed = three((file) => Object.assign(file.tranches[1] ?? {}, { gesloten: true }));
    expect(faults(closed, [move('Aa', first, june)])).toEqual([
      `gemeente-aa (berichtenbox) naar ${june}: Tranche T2 is gesloten: er kan niemand meer bij.`,
    ]);
    const later = three();
    later.release('Aa', 'everything');
    later.now = moment('2027-03-02');
    expect(faults(later, [move('Cee', third, first)]).join(' ')).toContain('is al begonnen of voorbij');
    expect(faults(three(), [move('Aa', first, 'T1.2027-03-03.0900')]).join(' ')).toContain(
      'staat niet in de planning',
    );
  });

  it('sees one that is in it twice, that is talked about, that stays where it is, or that is elsewhere', () => {
    const desk = three();
    expect(faults(desk, [move('Aa', first, fourth), move('Aa', first, june)])).toEqual([
      'gemeente-aa (berichtenbox): staat er twee keer in.',
    ]);
    expect(faults(desk, [move('Aa', first, first)])).toEqual([
      `gemeente-aa (berichtenbox) naar ${first}: staat daar al.`,
    ]);
    expect(faults(desk, [move('Aa', second, fourth)])).toEqual([
      `gemeente-aa (berichtenbox) naar ${fourth}: De functie heeft intussen een andere plaats.`,
    ]);
    expect(faults(desk, [move('Dee', null, fourth)])).toEqual([
      `gemeente-dee (berichtenbox) naar ${fourth}: heeft geen plaats en wacht niet.`,
    ]);
    desk.release('Bee', 'everything');
    expect(desk.propose(['Cee', second])).toContain('V1');
    expect(desk.order(plannerMessages.accept, { voorstel: 'V1' })).toContain('1 in overleg');
    expect(faults(desk, [move('Cee', third, fourth)])).toEqual([
      `gemeente-cee (berichtenbox) naar ${fourth}: is al in overleg.`,
    ]);
  });

  it('counts a place that is kept for somebody as taken', () => {
    const desk = three();
    desk.release('Bee', 'everything');
    expect(desk.propose(['Cee', second])).toContain('V1');
    expect(desk.order(plannerMessages.accept, { voorstel: 'V1' })).toContain('1 in overleg');
    expect(faults(desk, [move('Aa', first, second)])).toEqual([
      `Tijdslot ${second}: plaats voor 1, gevonden 2.`,
    ]);
  });

  it('sees every measure that is not what was claimed', () => {
    const desk = three();
    const claimed = { unplaced: 0, lateness: 0 + 7 + 26, greatest: 26, moves: 1 };
    const moves = [move('Cee', third, fourth)];
    expect(faultsOf(desk.state, moves, claimed, desk.now)).toEqual([]);
    for (const name of ['unplaced', 'lateness', 'greatest', 'moves'] as const) {
      for (const by of [-1, 1]) {
        const wrong = { ...claimed, [name]: claimed[name] + by };
        expect(faultsOf(desk.state, moves, wrong, desk.now)).toEqual([
          `${name}: opgegeven ${wrong[name]}, nagerekend ${claimed[name]}.`,
        ]);
      }
    }
  });
});
