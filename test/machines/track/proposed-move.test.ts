import { describe, expect, it } from 'vitest';
import { settle } from '../../../machines/domain/planning/proposals/settle.ts';
import type { PlanningAnswer } from '../../../machines/domain/planning/requests.ts';
import { act, bring, mailsOf, slotBegin, tasks } from './office.ts';
import { at, type Simulation } from './simulation.ts';
import { slotIn, spread, swapping } from './swap.ts';

const akkoord = (sim: Simulation, tijdslot: string) =>
  act(sim, 'nieuwe-inroostering-vastleggen', null, { tijdslot, met: 'Joke Bakker' });

describe('a move that the planning proposes', () => {
  it('is a task for the desk, with the slot first among those to choose from', () => {
    const { utrecht, second } = swapping();
    expect(tasks(utrecht)).toEqual(['verplaatsing:berichtenbox']);
    expect(utrecht.context.tasks[0]?.text).toMatch(
      /^De planning stelt voor Berichtenbox te verplaatsen naar .* Overleg met de afnemer, uiterlijk maandag 18 januari 2027\.$/,
    );
    expect(utrecht.view('berichtenbox').alternatieven[0]?.id).toBe(second);
    expect(utrecht.view('berichtenbox').verplaatsing).toMatch(
      /^voorgesteld: .*, antwoord tot en met 18-1-2027$/,
    );
    act(utrecht, 'alternatieven-opvragen');
    expect(utrecht.view('berichtenbox').alternatieven[0]?.id).toBe(second);
    expect(utrecht.mails).toEqual([]);
  });

  it('with an akkoord waits for the other, asks nothing more of the consumer, and keeps the old slot', () => {
    const { utrecht, first, second } = swapping();
    act(utrecht, 'alternatieven-sturen');
    act(utrecht, 'wens-vastleggen', null, { tijdslot: second });
    akkoord(utrecht, second);
    expect(slotIn(utrecht)).toBe(first);
    expect(tasks(utrecht)).toEqual([]);
    expect(utrecht.view('berichtenbox').verplaatsing).toMatch(
      /^akkoord: .*, wacht op anderen tot en met 18-1-2027$/,
    );
    expect(utrecht.view('berichtenbox').gevraagd).toContain(
      'de verplaatsing uitvoeren, zodra ook anderen akkoord zijn',
    );
    expect(utrecht.view('berichtenbox').gevraagd).not.toContain('een keuze voor een nieuw tijdslot');
    expect(mailsOf(utrecht, 'slotAgreed')).toEqual([]);
  });

  it('is made at once for both, each with its invitation', () => {
    const office = swapping();
    const { utrecht, gouda, first, second } = office;
    akkoord(utrecht, second);
    akkoord(gouda, first);
    expect(slotIn(gouda)).toBe(first);
    spread(office);
    expect(slotIn(utrecht)).toBe(second);
    expect(mailsOf(utrecht, 'slotAgreed').map(({ content }) => content.slot.id)).toEqual([second]);
    expect(utrecht.diary.at(-1)?.text).toContain('Akkoord van Joke Bakker.');
    for (const sim of [utrecht, gouda]) {
      expect(tasks(sim)).toEqual([]);
      expect(sim.view('berichtenbox').verplaatsing).toBeNull();
      expect(sim.view('berichtenbox').alternatieven).toEqual([]);
    }
  });

  it('that the consumer does not want is declined by one action; the other hears it, and keeps its slot', () => {
    const office = swapping();
    const { utrecht, gouda, first, second } = office;
    akkoord(utrecht, second);
    act(gouda, 'verplaatsing-afwijzen', null, { reden: 'Leverancier kan dan niet' });
    expect(gouda.view('berichtenbox').verplaatsing).toBeNull();
    expect(tasks(gouda)).toEqual([]);
    spread(office);
    expect(slotIn(utrecht)).toBe(first);
    expect(slotIn(gouda)).toBe(second);
    expect(tasks(utrecht)).toEqual(['verplaatsing-vervallen:berichtenbox']);
    expect(utrecht.view('berichtenbox').verplaatsing).toBeNull();
    expect(gouda.do('verplaatsing-afwijzen', null, { reden: 'x' })).toContain(
      "'Verplaatsing afwijzen' kan nu niet",
    );
    bring(utrecht, 'berichtenbox', 'live');
  });

  it('that waits can still be declined', () => {
    const office = swapping();
    akkoord(office.utrecht, office.second);
    act(office.utrecht, 'verplaatsing-afwijzen', null, { reden: 'Toch niet' });
    spread(office);
    expect(slotIn(office.utrecht)).toBe(office.first);
    expect(tasks(office.gouda)).toEqual(['verplaatsing-vervallen:berichtenbox']);
  });

  it('lapses when no answer comes', () => {
    const office = swapping();
    const { planning, utrecht, gouda } = office;
    for (const sim of [utrecht, gouda]) sim.until('2027-01-19 08:00');
    const settled = settle(planning.state, at('2027-01-19 08:00'));
    planning.state = settled.state;
    planning.notices.push(...settled.notices);
    spread(office);
    for (const sim of [utrecht, gouda]) expect(tasks(sim)).toEqual(['verplaatsing-vervallen:berichtenbox']);
  });

  it('is declined by itself when the consumer reports a delay past it', () => {
    const office = swapping();
    const { utrecht, second } = office;
    akkoord(utrecht, second);
    act(utrecht, 'vertraging-melden', null, { reden: 'Certificaat', klaarOp: '2027-04-15' });
    expect(office.planning.state.proposals[0]?.moves[0]?.progress.status).toBe('declined');
    expect(utrecht.view('berichtenbox')).toMatchObject({
      verplaatsing: null,
      vertraging: { klaarOp: '2027-04-15' },
    });
  });

  it('is left when the consumer chooses another slot, or withdraws', () => {
    const office = swapping();
    const { utrecht, gouda } = office;
    const other = utrecht.view('berichtenbox').alternatieven.map(({ id }) => id);
    act(utrecht, 'alternatieven-opvragen');
    const [, free = ''] = utrecht.view('berichtenbox').alternatieven.map(({ id }) => id);
    expect(other).not.toContain(free);
    akkoord(utrecht, free);
    expect(slotIn(utrecht)).toBe(free);
    expect(tasks(utrecht)).toEqual([]);
    act(gouda, 'intrekken', null, { reden: 'Geen budget' });
    expect(tasks(gouda)).toEqual([]);
    expect(gouda.context.connections.berichtenbox?.move).toEqual({
      status: 'ended',
      id: 'V1.2',
      on: '2027-01-04',
    });
  });
});

describe('messages that cross', () => {
  it('an answer that it waits, after it was made, changes nothing', () => {
    const office = swapping();
    const { utrecht, gouda, first, second } = office;
    utrecht.holdsBack = true;
    akkoord(utrecht, second);
    akkoord(gouda, first);
    spread(office); // made, before the answer to its own akkoord is in
    expect(slotIn(utrecht)).toBe(second);
    utrecht.deliver();
    expect(utrecht.view('berichtenbox').verplaatsing).toBeNull();
    expect(utrecht.context.connections.berichtenbox?.moving).toBeNull();
    expect(mailsOf(utrecht, 'slotAgreed')).toHaveLength(1);
  });

  it('an answer that it waits, after it lapsed, changes nothing either', () => {
    const office = swapping();
    const { utrecht, gouda, first, second } = office;
    utrecht.holdsBack = true;
    akkoord(utrecht, second);
    act(gouda, 'verplaatsing-afwijzen', null, { reden: 'Nee' });
    spread(office);
    utrecht.deliver();
    expect(utrecht.view('berichtenbox').verplaatsing).toBeNull();
    expect(utrecht.context.connections.berichtenbox?.moving).toBeNull();
    expect(slotIn(utrecht)).toBe(first);
  });

  it('a proposal told twice, or of an older request, is one', () => {
    const { utrecht } = swapping();
    const connection = utrecht.context.connections.berichtenbox;
    if (connection?.move?.status !== 'proposed') throw new Error('Nothing was proposed');
    const { slot, gain, reason, answerBy, id: move } = connection.move;
    const answer: PlanningAnswer = {
      kind: 'moveProposed',
      organisation: 'gemeente-utrecht',
      function: 'berichtenbox',
      generation: connection.generation,
      move,
      slot,
      gain,
      reason,
      answerBy,
    };
    const lines = utrecht.diary.length;
    utrecht.send({ type: 'planning.answered', answer });
    utrecht.send({
      type: 'planning.answered',
      answer: { ...answer, move: 'V9.1', generation: answer.generation - 1 },
    });
    expect(utrecht.diary).toHaveLength(lines);
    expect(utrecht.context.connections.berichtenbox?.move).toMatchObject({ id: move });
    act(utrecht, 'verplaatsing-afwijzen', null, { reden: 'Nee' });
    const { generation = 0 } = utrecht.context.connections.berichtenbox ?? {};
    utrecht.send({ type: 'planning.answered', answer: { ...answer, generation } });
    expect(utrecht.view('berichtenbox').verplaatsing).toBeNull();
    expect(slotBegin(utrecht, 'berichtenbox')).toBeGreaterThan(0);
  });
});
