import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../../../machines/domain/dates.ts';
import {
  mostEndedMoves,
  withoutOldEnded,
} from '../../../../../machines/domain/planning/proposals/look-back.ts';
import { plannerMessages } from '../../../../../machines/domain/planning/proposals/planner-messages.ts';
import {
  isOpen,
  locatedMoves,
  type Move,
  type MoveProgress,
  type Proposal,
} from '../../../../../machines/domain/planning/proposals/proposal.ts';
import { Desk, planWith } from '../desk.ts';

const progresses: readonly MoveProgress[] = [
  { status: 'proposed', keptUntil: null },
  { status: 'talking', answerBy: isoDate('2027-01-18') },
  { status: 'agreed', since: 1 },
  { status: 'done' },
  { status: 'lapsed', reason: 'Voorbij.' },
  { status: 'declined', reason: 'Nee.' },
];

function proposalOf(made: number, moves: readonly MoveProgress[]): Proposal {
  return {
    id: `V${made}`,
    madeOn: isoDate('2027-01-04'),
    by: 'A. de Vries',
    origin: 'optimised',
    basis: { planVersion: 1, sequence: 1 },
    moves: moves.map((progress, i): Move => ({
      number: i + 1,
      organisation: 'gemeente-aa',
      function: 'berichtenbox',
      from: 'T1.2027-03-02.0900',
      to: 'T1.2027-03-30.0900',
      gain: 0,
      why: 'Even veel uitloop.',
      chain: 1,
      progress,
    })),
  };
}

const proposals = fc
  .array(
    // Most have ended.
    fc.array(
      fc.oneof({ weight: 1, arbitrary: fc.nat(2) }, { weight: 9, arbitrary: fc.integer({ min: 3, max: 5 }) }),
      {
        minLength: 1,
        maxLength: 180,
        size: 'max',
      },
    ),
    { maxLength: 5, size: 'max' },
  )
  .map((all) =>
    all.map((moves, i) =>
      proposalOf(
        i + 1,
        moves.flatMap((which) => progresses[which] ?? []),
      ),
    ),
  );

describe('of the moves that have ended', () => {
  it('the newest are kept over all proposals, and all that are open, with the numbers that they had', () => {
    fc.assert(
      fc.property(proposals, (all) => {
        const kept = locatedMoves({ proposals: withoutOldEnded(all) });
        const before = locatedMoves({ proposals: all });
        const newest = new Set(
          before
            .filter((one) => !isOpen(one))
            .slice(-mostEndedMoves)
            .map(({ id }) => id),
        );
        const expected = before.filter((one) => isOpen(one) || newest.has(one.id));
        expect(kept.map(({ id, move }) => [id, move])).toEqual(expected.map(({ id, move }) => [id, move]));
        expect(withoutOldEnded(all).every(({ moves }) => moves.length > 0)).toBe(true);
      }),
    );
  });

  it('a new proposal leaves out the eldest, also where a move of theirs goes on', () => {
    const desk = new Desk(
      planWith((file) => Object.assign(file, { beleid: { planning: { minimaleWinst: 0 } } })),
      'Aa',
      'Bee',
    );
    for (const name of ['Aa', 'Bee']) {
      desk.reserve(name);
      desk.confirm(name);
    }
    desk.propose(['Aa', 'T1.2027-03-30.0900']);
    desk.order(plannerMessages.accept, { voorstel: 'V1' });
    const ended = Array.from({ length: 300 }, (): MoveProgress => ({ status: 'lapsed', reason: 'Voorbij.' }));
    const [first] = desk.state.proposals;
    if (first === undefined) throw new Error('V1');
    const longer = {
      ...first,
      moves: [...proposalOf(1, ended).moves, ...first.moves.map((move) => ({ ...move, number: 301 }))],
    };
    desk.state = { ...desk.state, proposals: [longer] };
    desk.order(plannerMessages.moveTranche, { tranche: 'T1', reden: 'Te vroeg' });
    expect(desk.moves().filter((move) => !move.endsWith('lapsed'))).toEqual([
      'V1.301 talking',
      'V2.1 proposed',
    ]);
    expect(desk.moves().filter((move) => move.endsWith('lapsed'))).toHaveLength(200);
    expect(desk.order(plannerMessages.reject, { voorstel: 'V1', verplaatsingen: [1], reden: 'Nee' })).toBe(
      'Voorstel V1 heeft geen verplaatsing 1, of die is al langer geleden geëindigd.',
    );
    expect(
      desk.order(plannerMessages.reject, { voorstel: 'V1', verplaatsingen: [301], reden: 'Nee' }),
    ).toMatch(/1 verplaatsing afgewezen/);
  });
});
