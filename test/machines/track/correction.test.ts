import { describe, expect, it } from 'vitest';
import { steps, type Step } from '../../../machines/domain/vocabulary.ts';
import { stageWords } from '../../../machines/domain/words.ts';
import { written } from '../../../machines/track/actions/fields.ts';
import {
  act,
  berichtenbox,
  both,
  bring,
  clear,
  declared,
  mailsOf,
  stageOf,
  supplier,
  tasks,
} from './office.ts';

const stages = [...steps.filter((step) => step !== 'impactAnalysis'), 'live'] as const;

/** Every earlier step from every stage, also from in gebruik. */
const corrections = [...stages, 'impactAnalysis' as const].flatMap((from) => {
  const earlier = from === 'live' ? steps : steps.slice(0, steps.indexOf(from));
  return earlier.map((to) => ({ from, to }));
});

/** Where the correction leads: with its documents in, a function has no impact analysis to go back to. */
function arrival(from: (typeof corrections)[number]['from'], to: Step): Step {
  const hasDocuments = !['declaration', 'trancheAssignment', 'impactAnalysis', 'application'].includes(from);
  return to === 'impactAnalysis' && hasDocuments ? 'application' : to;
}

const correct = (sim: ReturnType<typeof declared>, to: Step, fn: 'berichtenbox' | null = null) =>
  act(sim, 'corrigeren', fn, { naar: written(stageWords[to]), reden: 'Vergissing' });

describe('a correction', () => {
  it.each(corrections)('from $from to $to, and on to in gebruik', ({ from, to }) => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', from);
    correct(sim, to);
    expect(stageOf(sim, 'berichtenbox')).toBe(arrival(from, to));
    const connection = sim.context.connections.berichtenbox;
    expect(connection).toMatchObject({ attempt: 2, endedOn: null, delay: null });
    expect(connection?.actual.goLive).toBeNull();
    bring(sim, 'berichtenbox', 'live');
    expect(sim.view('berichtenbox').werkelijk.ketentest).not.toBeNull();
    expect(
      sim.context.connections.berichtenbox?.tests.filter(({ outcome }) => outcome === 'passed'),
    ).toHaveLength(1);
  });

  it.each(steps)('is not possible from %s to itself or to a later step', (step) => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', step);
    for (const to of steps.slice(steps.indexOf(step))) {
      const event = {
        type: 'corrected',
        function: 'berichtenbox',
        to,
        reason: 'x',
        by: 'x',
        at: sim.now,
      } as const;
      expect(sim.can(event), to).toBe(false);
    }
  });

  it('does not invent a form that never came', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    correct(sim, 'trancheAssignment');
    expect(sim.context.documents['form.berichtenbox']?.status ?? 'expected').toBe('expected');
    act(sim, 'akkoord-vastleggen');
    expect(stageOf(sim, 'berichtenbox')).toBe('impactAnalysis');
  });

  it('to the application has the form checked again, and keeps the agreement and the formal start', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    const start = sim.context.formalStartOn;
    sim.until('2027-01-11');
    correct(sim, 'application');
    expect(sim.context.documents).toMatchObject({
      agreement: { status: 'accepted' },
      'form.berichtenbox': { status: 'received' },
    });
    bring(sim, 'berichtenbox', 'preproduction');
    expect(sim.context.formalStartOn).toBe(start);
  });

  it('to the inroostering makes the place voorlopig again, and keeps the slot', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    const { tijdslot } = sim.view('berichtenbox');
    clear(sim);
    correct(sim, 'trancheAssignment');
    expect(sim.view('berichtenbox')).toMatchObject({ tijdslot, afgesproken: { ingebruikname: null } });
    expect(sim.view('berichtenbox').plaats).toMatch(/^voorlopig/);
    expect(sim.mails).toEqual([]);
    act(sim, 'akkoord-vastleggen');
    expect(mailsOf(sim, 'slotAgreed')[0]?.content.invitation.sequence).toBe(1);
  });

  it('from in gebruik to the inroostering finds a place anew, since the old one was given back', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'live');
    correct(sim, 'trancheAssignment');
    const connection = sim.context.connections.berichtenbox;
    expect(connection?.place).toMatchObject({ status: 'held', slot: { id: 'T1.2027-03-09.0900' } });
  });

  it('from leverancier gereed to the chain test, to record it anew', () => {
    const sim = bring(declared(supplier, { leveranciersaansluiting: true }), 'berichtenbox', 'supplierReady');
    correct(sim, 'chainTest');
    expect(sim.context.connections.berichtenbox?.tests).toEqual([]);
    bring(sim, 'berichtenbox', 'supplierReady');
  });

  it('moves one function only', () => {
    const sim = bring(
      bring(declared(both), 'berichtenbox', 'preproduction'),
      'lopendeZaken',
      'preproduction',
    );
    const other = sim.view('lopendeZaken');
    correct(sim, 'declaration', 'berichtenbox');
    expect(sim.view('lopendeZaken')).toEqual(other);
  });

  it('settles the tasks of what it undoes', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
    sim.until('2027-03-04');
    expect(tasks(sim)).toContain('uitslag-ontbreekt:berichtenbox');
    correct(sim, 'preproduction');
    expect(tasks(sim)).not.toContain('uitslag-ontbreekt:berichtenbox');
  });
});
