import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../../../machines/domain/dates.ts';
import type { Placing } from '../../../../../machines/domain/planning/proposals/proposal.ts';
import { chainsOf, largestTogether } from '../../../../../machines/domain/planning/proposals/together.ts';
import { isPlaced, type PlanningState } from '../../../../../machines/domain/planning/state.ts';
import { connectionFunctions } from '../../../../../machines/domain/vocabulary.ts';
import { Desk, planWith } from '../desk.ts';

const names = ['Aa', 'Bee', 'Cee', 'Dee', 'Ee'] as const;
const dates = { T1: ['2027-03-02', '2027-03-04', '2027-03-09'], T2: ['2027-06-01', '2027-06-03'] };
const slots = Object.entries(dates).flatMap(([tranche, days]) => days.map((day) => `${tranche}.${day}.0900`));

/** Everybody in the first slot with room, with so many places in each slot and organisations in each tranche. */
function deskWith(places: readonly number[], maxima: readonly number[]): Desk {
  const plan = planWith(({ tranches }) => {
    for (const [i, tranche] of tranches.entries()) {
      tranche.maximumOrganisaties = maxima[i] ?? 1;
      tranche.tijdsloten = slots.flatMap((id, j) => {
        const [name, datum] = id.split('.');
        return name === tranche.naam ? [{ datum, begin: '09:00', plaatsen: places[j] ?? 1 }] : [];
      });
    }
  });
  const desk = new Desk(plan, ...names);
  for (const name of names) for (const fn of connectionFunctions) desk.reserve(name, { function: fn });
  return desk;
}

const places = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 5, maxLength: 5 });
const maxima = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 2 });

interface Standing {
  readonly organisation: string;
  readonly function: (typeof connectionFunctions)[number];
  readonly slot: string;
}

function standing(state: PlanningState): readonly Standing[] {
  return Object.entries(state.organisations).flatMap(([organisation, { reservations }]) =>
    connectionFunctions.flatMap((fn) => {
      const reservation = reservations[fn];
      return isPlaced(reservation) ? [{ organisation, function: fn, slot: reservation.slot }] : [];
    }),
  );
}

/** By the plan's own numbers: places in each slot, and organisations in each tranche, after the moves. */
function fits(state: PlanningState, moves: readonly Placing[]): boolean {
  const after = standing(state).map((one) => ({
    ...one,
    slot:
      moves.find((move) => move.organisation === one.organisation && move.function === one.function)?.to ??
      one.slot,
  }));
  return state.plan.tranches.every(({ name, maximumOrganisations, slots: patterns }) => {
    const here = after.filter(({ slot }) => slot.startsWith(`${name}.`));
    const inSlots = patterns.every(
      (pattern) =>
        pattern.kind === 'once' &&
        here.filter(({ slot }) => slot.includes(pattern.date)).length <= pattern.capacity,
    );
    return inSlots && new Set(here.map(({ organisation }) => organisation)).size <= maximumOrganisations;
  });
}

function subsets<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: 2 ** items.length }, (_, bits) =>
    items.filter((_item, i) => (bits >> i) % 2 === 1),
  );
}

describe('the largest part of moves that is possible at once', () => {
  it('is as large as any that trying them all finds, and possible', () => {
    let partial = 0;
    fc.assert(
      fc.property(
        places,
        maxima,
        fc.array(fc.tuple(fc.nat(9), fc.constantFrom(...slots)), { minLength: 1, maxLength: 7, size: 'max' }),
        (free, most, wanted) => {
          const { state } = deskWith(free, most);
          const all = standing(state);
          const moves = [
            ...new Map(
              wanted.flatMap(([pick, to]): [string, Placing][] => {
                const one = all[pick % all.length];
                if (one === undefined || one.slot === to) return [];
                const { organisation, function: fn, slot: from } = one;
                return [[`${organisation} ${fn}`, { organisation, function: fn, from, to }]];
              }),
            ).values(),
          ];
          const found = largestTogether(state, moves);
          const largest = Math.max(
            ...subsets(moves)
              .filter((some) => fits(state, some))
              .map(({ length }) => length),
          );
          if (found.length > 0 && found.length < moves.length) partial++;
          expect(fits(state, found)).toBe(true);
          expect(found).toHaveLength(largest);
        },
      ),
      { numRuns: 400 },
    );
    expect(partial).toBeGreaterThan(50);
  });

  it('keeps the earlier of the list where only one of two can be', () => {
    const { state } = deskWith([1, 1, 1, 2, 1], [5, 5]);
    const [a, b] = standing(state);
    if (a === undefined || b === undefined) throw new Error('nobody stands anywhere');
    const to = 'T2.2027-06-03.0900';
    const moves = [a, b].map(({ slot: from, ...key }) => ({ ...key, from, to }));
    const leaver = standing(state).find(({ slot }) => slot === to);
    if (leaver === undefined) throw new Error('nobody stands there');
    const { slot: from, ...key } = leaver;
    const room = { ...key, from, to: a.slot };
    expect(largestTogether(state, [...moves, room])).toEqual([moves[0], room]);
    expect(largestTogether(state, [...moves.toReversed(), room])).toEqual([moves[0], room]);
  });

  it('is found at once for 300 in a ring, all or, without one of them, none', () => {
    const ring = 300;
    const plan = planWith((file) => {
      file.tranches = file.tranches.slice(0, 1);
      for (const tranche of file.tranches) {
        tranche.maximumOrganisaties = ring;
        tranche.tijdsloten = Array.from({ length: ring }, (_, i) => ({
          datum: `2027-03-${String(1 + (i % 5)).padStart(2, '0')}`,
          begin: `${String(6 + Math.floor(i / 60)).padStart(2, '0')}:${String((Math.floor(i / 5) % 12) * 5).padStart(2, '0')}`,
          plaatsen: 1,
        }));
      }
    });
    const desk = new Desk(plan, ...Array.from({ length: ring }, (_, i) => `Dorp ${i}`));
    for (let i = 0; i < ring; i++) {
      desk.ask({
        kind: 'reserve',
        organisation: `gemeente-dorp-${i}`,
        function: 'berichtenbox',
        generation: 1,
        earliest: isoDate('2027-02-01'),
        requestedGoLive: null,
      });
    }
    const all = standing(desk.state);
    const moves = all.map(({ slot: from, ...key }, i) => ({
      ...key,
      from,
      to: all[(i + 1) % all.length]?.slot ?? '',
    }));
    expect(all).toHaveLength(ring);
    expect(largestTogether(desk.state, moves)).toHaveLength(ring);
    expect(largestTogether(desk.state, moves.slice(1))).toEqual([]);
    expect(new Set(chainsOf(desk.state, moves).values()).size).toBe(1);
  });
});

describe('chains', () => {
  it('hold together who needs the place of another, and nobody else', () => {
    const { state } = deskWith([1, 1, 1, 1, 1], [5, 5]);
    const [a, b, c] = standing(state);
    if (a === undefined || b === undefined || c === undefined) throw new Error('too few');
    const move = ({ slot: from, ...key }: Standing, to: string) => ({ ...key, from, to });
    const swap = [move(a, b.slot), move(b, a.slot)];
    const alone = move(c, 'T2.2027-06-03.0900');
    expect([...chainsOf(state, [...swap, alone]).values()]).toEqual([1, 1, 2]);
  });
});
