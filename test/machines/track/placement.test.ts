import { describe, expect, it } from 'vitest';
import { act, berichtenbox, bring, declared, slotBegin, stageOf, tasks } from './office.ts';
import type { Simulation } from './simulation.ts';

const keyOf = (sim: Simulation) => {
  const { generation } = sim.context.connections.berichtenbox ?? { generation: 0 };
  return { organisation: 'gemeente-utrecht', function: 'berichtenbox', generation } as const;
};

describe('while the planning has yet to answer', () => {
  it('about a first place, nothing is agreed on: not on an alternative of before either', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    act(sim, 'tijdslot-vrijgeven', null, { reden: 'Later' });
    const [old = ''] = sim.view('berichtenbox').alternatieven.map(({ id }) => id);
    sim.holdsBack = true;
    act(sim, 'corrigeren', null, { naar: 'inroostering', reden: 'Vergissing' });
    expect(sim.view('berichtenbox').plaats).toBe('plaats aangevraagd');
    expect(sim.do('akkoord-vastleggen', null, { tijdslot: old })).toMatch(/kan nu niet/);
    const about = { function: 'berichtenbox', by: 'x', at: sim.now } as const;
    expect(sim.can({ type: 'assignment.agreed', slot: old, with: 'x', channel: 'phone', ...about })).toBe(
      false,
    );
    sim.deliver();
    act(sim, 'akkoord-vastleggen', null, { tijdslot: old });
  });

  it('about another slot, the old one that passes meanwhile is not given back', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    sim.until(slotBegin(sim, 'berichtenbox'));
    act(sim, 'alternatieven-opvragen');
    sim.holdsBack = true;
    act(sim, 'nieuwe-inroostering-vastleggen');
    sim.until('2027-03-03');
    sim.deliver();
    expect(sim.underway).toEqual([]);
    expect(sim.view('berichtenbox').plaats).toMatch(/^afgesproken/);
    expect(slotBegin(sim, 'berichtenbox')).toBeGreaterThan(sim.now);
    expect(tasks(sim)).toEqual([]);
  });

  it('a place that was given back at an ending is not shown as held', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'live');
    sim.holdsBack = true;
    act(sim, 'corrigeren', null, { naar: 'inroostering', reden: 'Vergissing' });
    expect(sim.view('berichtenbox')).toMatchObject({ plaats: 'plaats aangevraagd', tijdslot: null });
  });
});

describe('a slot', () => {
  it('other than the one that was proposed is to be proposed anew', () => {
    const sim = declared(berichtenbox);
    act(sim, 'intentieverklaring-goedkeuren');
    act(sim, 'inroostering-voorstellen');
    expect(sim.do('inroostering-voorstellen')).toMatch(/kan nu niet/);
    expect(sim.view('berichtenbox').wachtOp).toBe('afnemer');
    const { place } = sim.context.connections.berichtenbox ?? {};
    if (place?.status !== 'held') throw new Error('Nothing is held');
    const answer = { kind: 'placed', agreed: false, ...keyOf(sim) } as const;
    sim.send({ type: 'planning.answered', answer: { ...answer, slot: place.slot } });
    expect(sim.view('berichtenbox').wachtOp).toBe('afnemer');
    sim.send({
      type: 'planning.answered',
      answer: { ...answer, slot: { ...place.slot, id: 'T1.2027-03-04.0900' } },
    });
    expect(sim.view('berichtenbox').wachtOp).toBe('Servicecentrum');
    act(sim, 'inroostering-voorstellen');
  });

  it('that is agreed on settles the task about the outcome of the one before', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
    sim.until('2027-03-03 12:00');
    expect(tasks(sim)).toEqual(['uitslag-ontbreekt:berichtenbox']);
    act(sim, 'alternatieven-opvragen');
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(tasks(sim)).toEqual([]);
  });

  it('that is given back leaves something to choose from', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    act(sim, 'tijdslot-vrijgeven', null, { reden: 'Later' });
    expect(sim.view('berichtenbox').alternatieven).toHaveLength(3);
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(stageOf(sim, 'berichtenbox')).toBe('application');
  });

  it('that is offered keeps its term when the track is suspended', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
    act(sim, 'alternatieven-opvragen');
    act(sim, 'alternatieven-sturen');
    expect(sim.view('berichtenbox').termijn).toBe('2027-01-11');
    act(sim, 'opschorten', null, { reden: 'x' });
    sim.until('2027-01-18');
    act(sim, 'hervatten');
    expect(sim.view('berichtenbox').termijn).toBe('2027-01-25');
  });
});
