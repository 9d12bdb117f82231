import { describe, expect, it } from 'vitest';
import { act, berichtenbox, bring, clear, declared, mailsOf, slotBegin, tasks } from './office.ts';
import { at } from './simulation.ts';

describe('a suspended track', () => {
  it('is silent: no ladder, and what was missed meanwhile is overtaken', () => {
    const sim = declared(berichtenbox);
    bring(sim, 'berichtenbox', 'application'); // documents are due 5 days after opening: 18 January at the earliest
    clear(sim);
    act(sim, 'opschorten', null, { reden: 'Herindeling', tot: '2027-02-15' });
    expect(mailsOf(sim, 'suspended')[0]?.content).toEqual({
      kind: 'suspended',
      until: '2027-02-15',
      reason: 'Herindeling',
    });
    clear(sim);
    sim.until('2027-02-15 08:59');
    expect(sim.mails).toEqual([]);
    expect(tasks(sim)).toEqual([]);
    sim.until('2027-02-15 09:00');
    expect(tasks(sim)).toEqual(['hervatten']);
    sim.until('2027-02-17');
    act(sim, 'hervatten');
    expect(tasks(sim)).not.toContain('resume');
    expect(sim.mails.map(({ content }) => content.kind)).toEqual(['resumed']);
  });

  it('keeps dates that count back from the slot, and the slot', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    const { termijn, tijdslot, afgesproken } = sim.view('berichtenbox');
    expect(termijn).toBe('2027-02-23');
    sim.until('2027-01-11');
    act(sim, 'opschorten', null, { reden: 'x' });
    sim.until('2027-01-25');
    act(sim, 'hervatten');
    expect(sim.view('berichtenbox')).toMatchObject({ termijn, tijdslot, afgesproken });
  });

  it('shifts terms that count forward by the working days suspended', () => {
    const sim = declared(berichtenbox); // assessed before Monday 11 January
    expect(sim.view('berichtenbox').termijn).toBe('2027-01-11');
    sim.until('2027-01-06');
    act(sim, 'opschorten', null, { reden: 'x' });
    sim.until('2027-01-20');
    act(sim, 'hervatten'); // ten working days after 6 January
    expect(sim.view('berichtenbox').termijn).toBe('2027-01-25');
  });

  it('shifts no term that began after it, or that had passed before it', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    act(sim, 'opschorten', null, { reden: 'x' });
    sim.until('2027-01-18');
    act(sim, 'hervatten');
    act(sim, 'documenten-ontvangen');
    expect(sim.view('berichtenbox').termijn).toBe('2027-01-25');
    sim.until('2027-02-08');
    act(sim, 'opschorten', null, { reden: 'x' });
    sim.until('2027-02-22');
    act(sim, 'hervatten');
    expect(sim.view('berichtenbox').termijn).toBe('2027-01-25');
  });

  it('counts working days only, after the day of the suspension up to that of the resumption', () => {
    const termAfter = (from: string, until: string) => {
      const sim = declared(berichtenbox); // due Monday 11 January
      sim.until(from);
      act(sim, 'opschorten', null, { reden: 'x' });
      sim.until(until);
      act(sim, 'hervatten');
      return sim.view('berichtenbox').termijn;
    };
    expect(termAfter('2027-01-09', '2027-01-10')).toBe('2027-01-11'); // a weekend
    expect(termAfter('2027-01-08', '2027-01-11')).toBe('2027-01-12'); // from a Friday to a Monday
    expect(termAfter('2027-01-11', '2027-01-14')).toBe('2027-01-11'); // on the last day of the term
    expect(termAfter('2027-01-06', '2027-01-06 17:00')).toBe('2027-01-11');
  });

  it('counts a day once, also when the next suspension is told to have begun before the last one ended', () => {
    const sim = declared(berichtenbox); // due Monday 11 January
    sim.until('2027-01-06');
    act(sim, 'opschorten', null, { reden: 'x' });
    sim.until('2027-01-13');
    act(sim, 'hervatten'); // 7 to 13 January: five days
    act(sim, 'opschorten', null, { reden: 'x', op: '2027-01-06' });
    sim.until('2027-01-14');
    act(sim, 'hervatten'); // and the 14th
    expect(sim.view('berichtenbox').termijn).toBe('2027-01-19');
  });

  it('loses a slot that passes meanwhile, and needs a new one', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    act(sim, 'opschorten', null, { reden: 'x' });
    const slot = slotBegin(sim, 'berichtenbox');
    sim.until(slot);
    expect(sim.view('berichtenbox').tijdslot).not.toBeNull();
    sim.until('2027-03-03');
    expect(sim.view('berichtenbox').tijdslot).toBeNull();
    expect(sim.planning.state.organisations['gemeente-utrecht']?.reservations.berichtenbox?.status).toBe(
      'trancheOnly',
    );
    expect(tasks(sim)).toEqual(['geen-tijdslot:berichtenbox']);
    act(sim, 'hervatten');
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(slotBegin(sim, 'berichtenbox')).toBeGreaterThan(at('2027-03-03'));
    expect(tasks(sim)).toEqual([]);
  });

  it('can do all else meanwhile', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    act(sim, 'opschorten', null, { reden: 'x' });
    expect(sim.do('opschorten', null, { reden: 'x' })).toMatch(/kan nu niet/);
    bring(sim, 'berichtenbox', 'live');
  });

  it('is suspended only while something is active', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'live');
    expect(sim.can({ type: 'suspended', until: null, reason: 'x', by: 'x', at: sim.now })).toBe(false);
    expect(sim.do('hervatten')).toMatch(/'Hervatten' kan nu niet/);
  });
});
