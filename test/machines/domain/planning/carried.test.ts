import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../../machines/domain/dates.ts';
import { carryPlanning, resumePlanning } from '../../../../machines/domain/planning/carried.ts';
import type { Move, Proposal } from '../../../../machines/domain/planning/proposals/proposal.ts';
import type { PlanningState, RegisteredOrganisation } from '../../../../machines/domain/planning/state.ts';
import { connectionFunctions } from '../../../../machines/domain/vocabulary.ts';
import { Desk, planWith } from './desk.ts';

/** Every organisation of government: placed, agreed or waiting with both functions, and with advice used; every third has an agreement from a track that closed. */
function everybody(): PlanningState {
  const desk = new Desk(planWith(), 'Aa', 'Bee', 'Cee', 'Dee', 'Ee');
  for (const name of ['Aa', 'Bee', 'Cee', 'Dee', 'Ee']) {
    desk.reserve(name);
    desk.reserve(name, { function: 'lopendeZaken' });
    desk.confirm(name);
    const organisation = `gemeente-${name.toLowerCase()}`;
    desk.ask({ kind: 'advice', organisation, booking: '2027-01-04T09:00:00+01:00', minutes: 60 });
  }
  const examples = Object.values(desk.state.organisations);
  const organisations: Record<string, RegisteredOrganisation> = {};
  for (let i = 0; i < 1500; i++) {
    const example = examples[i % examples.length];
    if (example === undefined) throw new Error('No example');
    organisations[`samenwerkingsverband-regio-noordoost-${i}`] = {
      ...example,
      name: `Regio Noordoost ${i}`,
      kind: 'samenwerkingsverband',
      oin: `00000004${String(i).padStart(12, '0')}`,
      cbsCode: `GM${String(i).padStart(4, '0')}`,
      ...(i % 3 === 0
        ? { agreement: { version: i % 2 === 0 ? null : '2.1', on: isoDate('2027-01-04') } }
        : {}),
    };
  }
  return {
    ...desk.state,
    organisations,
    proposals: [proposalOf300(Object.keys(organisations))],
    proposalsMade: 1,
  };
}

/** As an optimiser makes it: a reason of its own for each. */
function proposalOf300(organisations: readonly string[]): Proposal {
  return {
    id: 'V1',
    madeOn: isoDate('2027-01-04'),
    by: 'A. de Vries',
    origin: 'optimised',
    basis: { planVersion: 1, sequence: 1 },
    moves: organisations.slice(0, 300).map((organisation, i) => ({
      number: i + 1,
      organisation,
      function: 'berichtenbox',
      from: 'T1.2027-03-02.0900',
      to: 'T2.2027-06-02.0900',
      gain: i,
      why: `${i} dagen minder uitloop, en een ander krijgt er ${i} minder.`,
      chain: (i % 7) + 1,
      progress: progresses[i % progresses.length] ?? { status: 'done' },
    })),
  };
}

/** Both functions of everybody, each with a reason of its own. Of the first three one move is left that goes on. */
function bigProposal(organisations: readonly string[], made: number): Proposal {
  const progressOf = (number: number): Move['progress'] =>
    made === 4 || number === made
      ? { status: 'talking', answerBy: isoDate('2027-01-18') }
      : { status: 'lapsed', reason: `Voorstel V${made + 1} kwam voor verplaatsing ${number} in de plaats.` };
  return {
    ...proposalOf300([]),
    id: `V${made}`,
    moves: organisations
      .flatMap((organisation) => connectionFunctions.map((fn) => ({ organisation, function: fn })))
      .map((key, i) => ({
        ...key,
        number: i + 1,
        from: 'T1.2027-03-02.0900',
        to: 'T2.2027-06-02.0900',
        gain: 12,
        why: `12 dagen minder uitloop; maakt plaats voor Gemeente Voorbeeldstad aan de Maas ${i}, Lopende Zaken.`,
        chain: 1,
        progress: progressOf(i + 1),
      }))
      // Three functions go on in an older one.
      .filter(({ number }) => made < 4 || number > 3),
  };
}

function expectBelow(carried: object, most: number): string {
  const text = JSON.stringify(carried);
  expect(text.length).toBeLessThan(most);
  return text;
}

const progresses: readonly Move['progress'][] = [
  { status: 'proposed', keptUntil: null },
  { status: 'proposed', keptUntil: isoDate('2027-01-18') },
  { status: 'talking', answerBy: isoDate('2027-01-18') },
  { status: 'agreed', since: 5 },
  { status: 'done' },
  { status: 'lapsed', reason: 'Er was geen akkoord op maandag 18 januari 2027.' },
  { status: 'declined', reason: 'De leverancier kan dan niet.' },
];

describe('the state from run to run', () => {
  it('stays below 500 KB with 1,500 organisations, both functions and a proposal of 300 moves, and comes back the same', () => {
    const state = everybody();
    const text = JSON.stringify(carryPlanning(state));
    expect(
      new Set(Object.values(state.organisations).map((one) => one.reservations.berichtenbox?.status)),
    ).toEqual(new Set(['agreed', 'waiting']));
    expect(text.length).toBeGreaterThan(300_000);
    expect(text.length).toBeLessThan(500_000);
    expect(resumePlanning(JSON.parse(text))).toEqual(state);
  });

  it('stays below 1 MB with a move of every function in overleg, after big proposals that took the place of each other', () => {
    const state = everybody();
    const organisations = Object.keys(state.organisations);
    const proposals = Array.from({ length: 4 }, (_, i) => bigProposal(organisations, i + 1));
    const [last] = proposals.slice(-1);
    const resumed = resumePlanning(
      JSON.parse(expectBelow(carryPlanning({ ...state, proposals, proposalsMade: 4 }), 1_000_000)),
    );
    expect(resumed.proposals.map(({ id, moves }) => [id, moves.map(({ number }) => number)])).toEqual([
      ['V1', [1]],
      ['V2', [2]],
      ['V3', [3, ...Array.from({ length: 200 }, (_, i) => 2801 + i)]],
      ['V4', last?.moves.map(({ number }) => number)],
    ]);
    expect(carryPlanning(resumed)).toEqual(carryPlanning({ ...state, proposals, proposalsMade: 4 }));
  });

  it('refuses what is no planning', () => {
    expect(() => resumePlanning({ organisations: [] })).toThrow(/plan/);
  });
});
