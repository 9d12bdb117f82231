import { describe, expect, it } from 'vitest';
import type { ConnectionFunction } from '../../../machines/domain/vocabulary.ts';
import { openItems } from '../../../machines/track/open-items.ts';
import {
  act,
  berichtenbox,
  bring,
  declared,
  lopendeZaken,
  paper,
  planningWith,
  signature,
  track,
} from './office.ts';
import type { Simulation } from './simulation.ts';

const dues = (sim: Simulation, fn: ConnectionFunction = 'berichtenbox') =>
  openItems(sim.context)
    .filter((item) => item.function === fn)
    .map(({ waitsOn, due }) => `${waitsOn} ${due}`);

const fresh = (to: Parameters<typeof bring>[2]) => bring(declared(berichtenbox), 'berichtenbox', to);

/** Declared on Monday 4 January 2027 for a test start on 1 February: the slot is Tuesday 2 March, the ingebruikname 3 May. */
const table: readonly {
  readonly step: string;
  readonly make: () => Simulation;
  readonly due: readonly string[];
}[] = [
  {
    step: 'declaration, onvolledig: 5 after receipt',
    make: () => declared(berichtenbox, { ondertekening: { ...signature, plaats: '' } }),
    due: ['consumer 2027-01-11'],
  },
  {
    step: 'declaration received earlier: 5 after that receipt',
    make: () => declared(berichtenbox, { ontvangen: { op: '2026-12-30', via: 'post' } }),
    due: ['desk 2027-01-07'],
  },
  {
    step: 'declaration, complete: 5 after receipt',
    make: () => fresh('declaration'),
    due: ['desk 2027-01-11'],
  },
  {
    step: 'declaration completed later: 5 after it was complete',
    make: () => {
      const sim = declared(berichtenbox, { ondertekening: { ...signature, plaats: '' } });
      sim.until('2027-01-13');
      act(sim, 'intentieverklaring-aanvullen', null, { plaats: 'Utrecht', op: '2027-01-12' });
      return sim;
    },
    due: ['desk 2027-01-19'],
  },
  {
    step: 'tranche assignment, contact: 5 after the declaration was complete, not after its approval',
    make: () => {
      const sim = fresh('declaration');
      sim.until('2027-01-08');
      return bring(sim, 'berichtenbox', 'trancheAssignment');
    },
    due: ['desk 2027-01-11'],
  },
  {
    step: 'tranche assignment, opened again: 5 after that',
    make: () => {
      const sim = fresh('application');
      sim.until('2027-01-20');
      act(sim, 'corrigeren', null, { naar: 'inroostering', reden: 'x' });
      return sim;
    },
    due: ['desk 2027-01-27'],
  },
  {
    step: 'tranche assignment, after a withdrawal that was a mistake: 5 after that',
    make: () => {
      const sim = fresh('application');
      sim.until('2027-01-20');
      act(sim, 'intrekken', null, { reden: 'x' });
      act(sim, 'heropenen', null, { reden: 'x' });
      return sim;
    },
    due: ['desk 2027-01-27'],
  },
  {
    step: 'tranche assignment, akkoord: 5 after the proposal',
    make: () => {
      const sim = fresh('trancheAssignment');
      sim.until('2027-01-07');
      act(sim, 'inroostering-voorstellen');
      return sim;
    },
    due: ['consumer 2027-01-14'],
  },
  {
    step: 'impact analysis: the gewenste teststart',
    make: () => fresh('impactAnalysis'),
    due: ['consumer 2027-02-01'],
  },
  {
    step: 'application, documents: slot - 21 - 5',
    make: () => fresh('application'),
    due: ['consumer 2027-01-25'],
  },
  {
    step: 'application, check: 5 after receipt',
    make: () => {
      const sim = fresh('application');
      sim.until('2027-01-13');
      act(sim, 'documenten-ontvangen', null, { documenten: ['verwerkersovereenkomst'], op: '2027-01-12' });
      return sim;
    },
    due: ['consumer 2027-01-25', 'desk 2027-01-19'],
  },
  { step: 'preproduction: slot - 5', make: () => fresh('preproduction'), due: ['consumer 2027-02-23'] },
  {
    step: 'preproduction, access data: 5 after the request',
    make: () => {
      const sim = fresh('preproduction');
      sim.until('2027-01-07');
      act(sim, 'preproductie-melden', null, { onderdelen: ['toegang-tot-preproductie-aanvragen'] });
      return sim;
    },
    due: ['consumer 2027-02-23', 'desk 2027-01-14'],
  },
  {
    step: 'chain test: the slot; report 5 after it',
    make: () => fresh('chainTest'),
    due: ['consumer 2027-03-02', 'desk 2027-03-09'],
  },
  {
    step: 'chain test, not passed: a new slot 5 after the test',
    make: () => {
      const sim = fresh('chainTest');
      sim.until('2027-03-04 10:00');
      act(sim, 'ketentest-vastleggen', null, {
        uitslag: 'niet-verschenen',
        oorzaak: 'afnemer',
        datum: '2027-03-02',
      });
      return sim;
    },
    due: ['desk 2027-03-09'],
  },
  {
    step: 'go-live: the afgesproken ingebruikname',
    make: () => fresh('goLive'),
    due: ['consumer 2027-05-03'],
  },
  { step: 'live: nothing', make: () => fresh('live'), due: [] },
];

describe('due dates', () => {
  it.each(table)('$step', ({ make, due }) => {
    expect(dues(make())).toEqual(due);
  });

  it('skip the days on which the desk is closed', () => {
    const planning = planningWith((file) =>
      file.sluitingen.push({ van: '2027-02-08', totEnMet: '2027-02-12', reden: 'verhuizing' }),
    );
    const sim = bring(declared(berichtenbox, {}, planning), 'berichtenbox', 'application');
    expect(sim.view('berichtenbox').tijdslot?.id).toBe('T1.2027-03-09.0900');
    expect(dues(sim)).toEqual(['consumer 2027-01-25']);
    act(sim, 'alternatieven-opvragen');
    act(sim, 'nieuwe-inroostering-vastleggen'); // Thursday 11 March: two working days later
    expect(dues(sim)).toEqual(['consumer 2027-01-27']);
  });

  it('skip Good Friday and Easter Monday, and count 43 working days for Lopende Zaken', () => {
    const sim = bring(declared(lopendeZaken), 'lopendeZaken', 'application');
    expect(sim.view('lopendeZaken').tijdslot?.id).toBe('T1.2027-04-20.0900');
    expect(dues(sim, 'lopendeZaken')).toEqual(['consumer 2027-02-09']);
  });

  it('of a consumer lie at least 5 working days after the opening of the step', () => {
    const sim = track(undefined, {}, '2027-03-15');
    sim.declare(paper(berichtenbox));
    bring(sim, 'berichtenbox', 'impactAnalysis');
    expect(dues(sim)).toEqual(['consumer 2027-03-22']);
    sim.until('2027-03-22');
    bring(sim, 'berichtenbox', 'application');
    expect(dues(sim)).toEqual(['consumer 2027-03-31']); // Good Friday and Easter Monday lie between
  });

  it('without a slot count back from the gewenste teststart, while the desk finds another slot', () => {
    const sim = fresh('application');
    act(sim, 'gegevens-wijzigen', null, { teststart: '2027-04-01' });
    expect(dues(sim)).toEqual(['consumer 2027-01-25']);
    act(sim, 'tijdslot-vrijgeven', null, { reden: 'Later' });
    expect(dues(sim)).toEqual(['consumer 2027-02-22', 'desk 2027-01-11']);
  });

  it('of an offer of alternatives: 5 after it was sent, and then the desk', () => {
    const sim = fresh('chainTest');
    act(sim, 'alternatieven-opvragen');
    act(sim, 'alternatieven-sturen');
    expect(dues(sim)).toEqual(['consumer 2027-03-02', 'desk 2027-03-09', 'consumer 2027-01-11']);
    act(sim, 'wens-vastleggen');
    expect(dues(sim)).toEqual(['desk 2027-03-09', 'desk 2027-01-11']);
    sim.until('2027-03-02 09:00');
    act(sim, 'ketentest-vastleggen');
    expect(dues(sim)).toEqual(['consumer 2027-05-03']); // the test was passed after all: nothing to choose any more
  });
});
