import { describe, expect, it } from 'vitest';
import { highsSolver } from '../../../../../activities/planning-solver/highs-solver.ts';
import { loadHighs } from '../../../../../activities/planning-solver/load-highs.ts';
import { isoDate } from '../../../../../machines/domain/dates.ts';
import { faultsOf } from '../../../../../machines/domain/planning/optimise/check.ts';
import type { Supposal } from '../../../../../machines/domain/planning/optimise/question.ts';
import { replan } from '../../../../../machines/domain/planning/optimise/replan.ts';
import { suppose } from '../../../../../machines/domain/planning/optimise/suppose.ts';
import { plannerMessages } from '../../../../../machines/domain/planning/proposals/planner-messages.ts';
import { Desk, planWith } from '../desk.ts';

const solver = highsSolver(await loadHighs(), { left: () => 60_000 });
const march = (day: string) => `T1.2027-03-${day}.0900`;

/** One place on each of these days. */
const planOn = (days: readonly string[], policy: object = {}, roomy = '') =>
  planWith((file) => {
    Object.assign(file, { beleid: { planning: { minimaleWinst: 0, ...policy } } });
    file.tranches.splice(1);
    for (const tranche of file.tranches) {
      tranche.maximumOrganisaties = 9;
      tranche.tijdsloten = days.map((day) => ({
        datum: `2027-03-${day}`,
        begin: '09:00',
        plaatsen: day === roomy ? 2 : 1,
      }));
    }
  });

function whatIf(desk: Desk, supposal: Supposal) {
  const supposed = suppose(desk.state, supposal, desk.now);
  if (supposed.kind === 'refused') throw new Error(supposed.reason);
  const found = replan(desk.state, supposed.state, supposal, desk.now, solver);
  expect(faultsOf(supposed.state, found.moves, found.after, desk.now)).toEqual([]);
  return found;
}

const outage = (van: string, totEnMet: string) => ({
  uitval: { van: isoDate(`2027-03-${van}`), totEnMet: isoDate(`2027-03-${totEnMet}`) },
});

describe('what if', () => {
  /** Aa, Bee and Cee, agreed on the first three days. */
  function three(days: readonly string[]): Desk {
    const desk = new Desk(planOn(days), 'Aa', 'Bee', 'Cee');
    for (const name of ['Aa', 'Bee', 'Cee']) {
      desk.reserve(name, { goLive: '2027-03-22' });
      desk.confirm(name);
    }
    return desk;
  }

  it('tells who loses a place by it, and not who had lost one before', () => {
    const desk = three(['02', '09', '23', '30']);
    desk.publish(planOn(['09', '23', '25', '30']));
    desk.order(plannerMessages.reject, { voorstel: 'V1', reden: 'Nog niet' });
    const { hit, moves, today } = whatIf(desk, outage('23', '23'));
    expect(today.unplaced).toBe(1); // Aa
    expect(hit.map(({ name, from }) => [name, from])).toEqual([['Cee', march('23')]]);
    expect(moves.map(({ name }) => name)).toEqual(['Cee']);
  });

  it('tells who loses the place that a proposal keeps for it', () => {
    const desk = three(['02', '09', '23', '30']);
    desk.publish(planOn(['09', '23', '30'])); // Aa: the 30th is kept
    const { hit, today, without } = whatIf(desk, outage('30', '30'));
    expect([today.unplaced, without.unplaced]).toEqual([0, 1]);
    expect(hit.map(({ name }) => name)).toEqual(['Aa']);
  });

  it('is nothing to do with moves that were there to be made anyhow', () => {
    const desk = three(['02', '09', '23', '30', '25']);
    desk.release('Aa', 'everything');
    const { hit, moves, leftOut } = whatIf(desk, outage('30', '30'));
    expect({ hit, moves }).toEqual({ hit: [], moves: [] });
    expect(leftOut).toBeGreaterThan(0);
  });

  it('counts who is talked with about a move where it would come', () => {
    const desk = three(['02', '09', '23', '30']);
    const before = whatIf(desk, outage('30', '30')).today;
    const day = '2027-03-02';
    desk.order(plannerMessages.clearPeriod, { van: day, totEnMet: day, reden: 'Vrij' }); // Aa, to the 30th
    desk.order(plannerMessages.accept, { voorstel: 'V1' });
    const { today } = whatIf(desk, outage('25', '25'));
    expect(today.lateness).toBeGreaterThan(before.lateness);
    expect(today.unplaced).toBe(0);
  });

  it('refuses a period that is over', () => {
    const desk = three(['02', '09', '23']);
    const past = { uitval: { van: isoDate('2026-12-01'), totEnMet: isoDate('2026-12-31') } };
    expect(suppose(desk.state, past, desk.now)).toEqual({
      kind: 'refused',
      reason: 'Uitval: verwacht een periode die nog niet voorbij is, gevonden: tot en met 2026-12-31.',
    });
  });
});

describe('a place that a proposal keeps', () => {
  it('takes one of a slot, and leaves the other to who gains by it', () => {
    const desk = new Desk(planOn(['02', '09', '23']), 'Aa', 'Bee', 'Cee');
    for (const name of ['Aa', 'Bee', 'Cee']) {
      desk.reserve(name, { goLive: '2027-03-01' });
      desk.confirm(name);
    }
    desk.publish(planOn(['09', '11', '23'], {}, '11'));
    expect(desk.moves()).toEqual(['V1.1 proposed']); // Aa, to the 11th
    const { moves, after } = replan(desk.state, desk.state, null, desk.now, solver);
    expect(moves.map(({ name, to }) => [name, to])).toEqual([['Cee', march('11')]]);
    expect(faultsOf(desk.state, moves, after, desk.now)).toEqual([]);
  });
});

describe('weights', () => {
  it('say whose days of uitloop count for more', () => {
    const desk = new Desk(planOn(['09', '23'], { gewicht: { lopendeZaken: 3 } }), 'Aa', 'Bee');
    desk.reserve('Aa', { goLive: '2027-03-22' });
    desk.reserve('Bee', { goLive: '2027-03-22', function: 'lopendeZaken' });
    const { moves, after, today } = replan(desk.state, desk.state, null, desk.now, solver);
    expect(moves.map(({ name, to }) => [name, to])).toEqual([
      ['Aa', march('23')],
      ['Bee', march('09')],
    ]);
    expect(faultsOf(desk.state, moves, after, desk.now)).toEqual([]);
    expect(after.lateness).toBeLessThan(today.lateness);
  });
});
