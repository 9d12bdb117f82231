import { describe, expect, it } from 'vitest';
import type { ConnectionFunction } from '../../../machines/domain/vocabulary.ts';
import { dangerDay, earliestSlot } from '../../../machines/track/terms.ts';
import { connectionOf } from '../../../machines/track/turn.ts';
import { act, berichtenbox, both, bring, declared, tasks } from './office.ts';
import type { Simulation } from './simulation.ts';

const fresh = (to: Parameters<typeof bring>[2]) => bring(declared(berichtenbox), 'berichtenbox', to);

describe('uitloop', () => {
  it('is counted in calendar days past the gewenste ingebruikname; on the date is on time', () => {
    const wanted = (ingebruikname: string) => ({ berichtenbox: { teststart: '2027-02-01', ingebruikname } });
    const late = bring(declared(wanted('2027-03-08')), 'berichtenbox', 'application');
    expect(late.view('berichtenbox')).toMatchObject({
      afgesproken: { ingebruikname: '2027-03-16' },
      uitloopDagen: 8,
    });
    const onTime = bring(declared(wanted('2027-03-16')), 'berichtenbox', 'application');
    expect(onTime.view('berichtenbox')).toMatchObject({
      afgesproken: { ingebruikname: '2027-03-16' },
      uitloopDagen: 0,
    });
  });

  it('follows a delay before it is replanned, and what Logius causes is counted apart', () => {
    const sim = fresh('preproduction');
    act(sim, 'vertraging-melden', null, { reden: 'x', oorzaak: 'logius', klaarOp: '2027-05-10' });
    expect(sim.view('berichtenbox')).toMatchObject({ uitloopDagen: 22, uitloopDoorLogius: 22 }); // 10 + 10 working days: 25 May
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(sim.view('berichtenbox')).toMatchObject({
      afgesproken: { ingebruikname: '2027-05-26' },
      uitloopDagen: 23,
      uitloopDoorLogius: 23,
    });
  });

  it('through the consumer itself is not counted as that of Logius', () => {
    const sim = fresh('preproduction');
    act(sim, 'vertraging-melden', null, { reden: 'x', oorzaak: 'afnemer', klaarOp: '2027-05-10' });
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(sim.view('berichtenbox')).toMatchObject({ uitloopDagen: 23, uitloopDoorLogius: 0 });
  });
});

describe('speling', () => {
  const danger = (sim: Simulation) =>
    dangerDay(sim.context, 'berichtenbox', connectionOf(sim.context, 'berichtenbox'));

  it('is the working days to spare until the slot; below zero on a day that is known in advance', () => {
    const sim = fresh('application');
    expect(sim.view('berichtenbox')).toMatchObject({ speling: 20, inGevaar: false });
    expect(danger(sim)).toBe('2027-02-02');
    sim.until('2027-02-01');
    expect(sim.view('berichtenbox').speling).toBe(0);
    sim.until('2027-02-02 08:59');
    expect(tasks(sim)).toEqual([]);
    sim.until('2027-02-02 10:00');
    expect(sim.view('berichtenbox')).toMatchObject({ speling: -1, inGevaar: true });
    expect(tasks(sim)).toContain('in-gevaar:berichtenbox');
    expect(sim.view('berichtenbox').alternatieven).toHaveLength(3);
    expect(sim.mails.filter(({ date }) => date === '2027-02-02')).toEqual([]);
    const told = () => sim.told.filter(({ what }) => what.kind === 'task');
    expect(told()).toMatchObject([{ to: 'desk', on: '2027-02-02' }]);
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(tasks(sim)).toEqual([]);
    expect(told()).toEqual([]);
  });

  it('grows with the work that is done', () => {
    const sim = fresh('preproduction');
    act(sim, 'preproductie-melden', null, {
      onderdelen: [
        'oin',
        'pkioverheid-certificaat',
        'cpa',
        'toegang-tot-preproductie-aanvragen',
        'netwerkpad',
      ],
    });
    expect(danger(sim)).toBe('2027-02-16'); // half of 21 days, rounded up: 11
    sim.until('2027-02-16 10:00');
    expect(tasks(sim)).toContain('in-gevaar:berichtenbox');
    act(sim, 'preproductie-melden', null, { onderdelen: ['toegangsgegevens', 'berichtenstromen'] });
    expect(danger(sim)).toBe('2027-02-22');
    expect(tasks(sim)).not.toContain('in-gevaar:berichtenbox');
  });

  it('counts after the test until the afgesproken ingebruikname', () => {
    const sim = fresh('goLive');
    expect(danger(sim)).toBe('2027-04-19'); // with King's Day between
    act(sim, 'ingebruikname-voorbereiden');
    expect(danger(sim)).toBe('2027-05-04');
  });
});

describe('the earliest slot', () => {
  const earliest = (sim: Simulation, fn: ConnectionFunction = 'berichtenbox') =>
    earliestSlot(sim.context, fn, connectionOf(sim.context, fn));

  it('leaves the nominal preproduction after the gewenste teststart', () => {
    const sim = declared(both);
    expect(earliest(sim)).toBe('2027-03-02');
    expect(earliest(sim, 'lopendeZaken')).toBe('2027-04-19');
  });

  it('leaves the work that is left from today', () => {
    const sim = declared({ berichtenbox: { teststart: '2026-12-01', ingebruikname: '2027-02-01' } });
    expect(earliest(sim)).toBe('2027-02-02');
    expect(sim.view('berichtenbox').tijdslot?.id).toBe('T1.2027-02-02.0900');
    bring(sim, 'berichtenbox', 'chainTest');
    expect(earliest(sim)).toBe('2027-01-05');
  });

  it('is not before the consumer is ready', () => {
    const sim = fresh('impactAnalysis');
    act(sim, 'impactanalyse-melden', null, { klaarOp: '2027-04-02' });
    expect(earliest(sim)).toBe('2027-04-02');
  });
});
