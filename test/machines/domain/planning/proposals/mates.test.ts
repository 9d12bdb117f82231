import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plannerMessages } from '../../../../../machines/domain/planning/proposals/planner-messages.ts';
import { Desk, planWith } from '../desk.ts';

const names = ['Aa', 'Bee', 'Cee', 'Dee', 'Ee', 'Fee', 'Gee', 'Hee'] as const;
const days = ['02', '09', '23', '30'] as const;
const slot = (i: number) => `T1.2027-03-${days[i % days.length] ?? ''}.0900`;

/** Two in each of four slots, agreed; a proposal of moves between them. */
function deskWith(targets: readonly number[]): Desk {
  const plan = planWith((file) => {
    Object.assign(file, { beleid: { planning: { minimaleWinst: 0 } } });
    for (const tranche of file.tranches) {
      tranche.maximumOrganisaties = 9;
      tranche.tijdsloten = [{ dagen: ['dinsdag'], begin: '09:00', plaatsen: 2 }];
    }
  });
  const desk = new Desk(plan, ...names);
  for (const name of names) {
    desk.reserve(name, { goLive: '2027-09-01' });
    desk.confirm(name);
  }
  const moves = targets.flatMap((to, i) => {
    const name = names[i];
    return name === undefined || Math.floor(i / 2) === to ? [] : [[name, slot(to)] as const];
  });
  if (moves.length > 0) desk.propose(...moves);
  return desk;
}

const accept = (desk: Desk, verplaatsingen: readonly number[]) =>
  desk.order(plannerMessages.accept, { voorstel: 'V1', verplaatsingen });

const chainOf = (desk: Desk, number: number) => {
  const moves = desk.state.proposals[0]?.moves ?? [];
  return moves.filter(({ chain }) => chain === moves[number - 1]?.chain);
};

describe('a move that is refused alone', () => {
  it('is accepted together with the moves that the refusal names', () => {
    let refused = 0;
    let smaller = 0;
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }), fc.nat(7), (targets, pick) => {
        const desk = deskWith(targets);
        const made = desk.moves().length;
        if (made === 0) return;
        const number = (pick % made) + 1;
        const before = desk.state;
        const answer = accept(desk, [number]);
        const named = /kan alleen samen met (.*): ze/u.exec(answer)?.[1];
        if (named === undefined) return;
        refused++;
        expect(desk.state).toBe(before);
        const mates = named.split(', ').map((id) => Number(id.slice('V1.'.length)));
        if (mates.length < chainOf(desk, number).length - 1) smaller++;
        expect(accept(desk, [number, ...mates])).toBe(
          `Voorstel V1: ${mates.length + 1} in overleg met de afnemer.`,
        );
      }),
      { numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(50);
    expect(smaller).toBeGreaterThan(20);
  });

  it('names ten of many', () => {
    const dates = Array.from(
      { length: 15 },
      (_, i) => `2027-03-${String(1 + i + 2 * Math.floor(i / 5)).padStart(2, '0')}`,
    );
    const plan = planWith((file) => {
      Object.assign(file, { beleid: { planning: { minimaleWinst: 0 } }, sluitingen: [] });
      for (const tranche of file.tranches) tranche.maximumOrganisaties = dates.length;
      const [tranche] = file.tranches;
      if (tranche !== undefined) {
        tranche.tijdsloten = dates.map((datum) => ({ datum, begin: '09:00', plaatsen: 1 }));
      }
    });
    const villages = dates.map((_, i) => `Dorp-${i}`);
    const desk = new Desk(plan, ...villages);
    for (const name of villages) {
      desk.reserve(name, { goLive: '2027-09-01' });
      desk.confirm(name);
    }
    desk.propose(
      ...villages.map((name, i) => [name, `T1.${dates[(i + 1) % dates.length] ?? ''}.0900`] as const),
    );
    expect(accept(desk, [1])).toBe(
      'V1.1 kan alleen samen met V1.2, V1.3, V1.4, V1.5, V1.6, V1.7, V1.8, V1.9, V1.10, V1.11 … en nog 4: ze hebben elkaars plaats nodig.',
    );
  });
});
