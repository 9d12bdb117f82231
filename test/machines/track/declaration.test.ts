import { describe, expect, it } from 'vitest';
import {
  act,
  berichtenbox,
  both,
  bring,
  clear,
  declared,
  mailsOf,
  paper,
  signature,
  stageOf,
} from './office.ts';

describe('an incomplete declaration', () => {
  it('is complete as soon as the missing date is known, also by Gegevens wijzigen', () => {
    const sim = declared({ berichtenbox: { teststart: '2027-02-01', ingebruikname: null } });
    expect(sim.view('berichtenbox').gevraagd).toEqual(['de gewenste ingebruikname van Berichtenbox']);
    act(sim, 'gegevens-wijzigen', null, { ingebruikname: '2027-06-01' });
    expect(sim.view('berichtenbox')).toMatchObject({
      wachtOp: 'Servicecentrum',
      gewenst: { ingebruikname: '2027-06-01' },
    });
    expect(sim.view('berichtenbox').plaats).toMatch(/^voorlopig/);
  });

  it('keeps the dates that were changed meanwhile when it is completed', () => {
    const sim = declared(berichtenbox, { ondertekening: { ...signature, plaats: '' } });
    act(sim, 'gegevens-wijzigen', null, { ingebruikname: '2027-06-01' });
    act(sim, 'intentieverklaring-aanvullen', null, { plaats: 'Utrecht' });
    expect(sim.view('berichtenbox').gewenst).toEqual({
      teststart: '2027-02-01',
      ingebruikname: '2027-06-01',
    });
  });

  it('asks for an ingebruikname on or after the teststart', () => {
    const sim = declared({ berichtenbox: { teststart: '2027-05-01', ingebruikname: '2027-04-01' } });
    expect(sim.view('berichtenbox').wachtOp).toBe('afnemer');
    act(sim, 'intentieverklaring-aanvullen', null, { ingebruiknameBerichtenbox: '2027-07-01' });
    expect(sim.view('berichtenbox').wachtOp).toBe('Servicecentrum');
  });

  it('of one function lets the other go on', () => {
    const sim = declared({ ...both, berichtenbox: { teststart: null, ingebruikname: '2027-05-03' } });
    expect(sim.view('berichtenbox').wachtOp).toBe('afnemer');
    bring(sim, 'lopendeZaken', 'impactAnalysis');
    expect(stageOf(sim, 'berichtenbox')).toBe('declaration');
  });

  it('found so by the desk gives its place back, says why, and gets a place again once it is right', () => {
    const sim = declared(berichtenbox);
    clear(sim);
    sim.until('2027-01-06');
    act(sim, 'intentieverklaring-onvolledig-verklaren', null, {
      opmerking: 'De ondertekenaar is niet bevoegd',
    });
    expect(mailsOf(sim, 'declarationReceived')[0]?.content).toMatchObject({
      missing: ['De ondertekenaar is niet bevoegd'],
      completeBy: '2027-01-13',
    });
    expect(sim.view('berichtenbox')).toMatchObject({
      plaats: 'geen tijdslot',
      wachtOp: 'afnemer',
      termijn: '2027-01-13',
    });
    expect(sim.planning.state.organisations['gemeente-utrecht']?.reservations.berichtenbox?.status).toBe(
      'released',
    );
    act(sim, 'intentieverklaring-aanvullen');
    expect(sim.view('berichtenbox').plaats).toMatch(/^voorlopig/);
  });

  it('is not completed in the future', () => {
    const sim = declared(berichtenbox, { ondertekening: { ...signature, plaats: '' } });
    const event = { type: 'declaration.completed', additions: { plaats: 'Utrecht' }, by: 'x' } as const;
    expect(sim.can({ ...event, at: sim.now + 1 })).toBe(false);
    expect(sim.can({ ...event, at: sim.now })).toBe(true);
  });
});

describe('a declaration', () => {
  it('for both functions asks for what the one that it opens lacks, not for what runs already', () => {
    const sim = declared(berichtenbox);
    clear(sim);
    sim.declare(
      paper({
        berichtenbox: { teststart: null, ingebruikname: null },
        lopendeZaken: { teststart: '2027-03-01', ingebruikname: null },
      }),
    );
    const [receipt] = mailsOf(sim, 'declarationReceived');
    expect(receipt?.content.functions).toMatchObject([{ function: 'lopendeZaken' }]);
    expect(receipt?.content.missing).toEqual(['de gewenste ingebruikname van Lopende Zaken']);
  });

  it('is confirmed once, with one mail over both functions', () => {
    const sim = declared(both);
    expect(sim.mails).toHaveLength(1);
    expect(mailsOf(sim, 'declarationReceived')[0]?.content).toMatchObject({
      functions: [
        { function: 'berichtenbox', testStart: '2027-02-01', goLive: '2027-05-03' },
        { function: 'lopendeZaken', testStart: '2027-02-15', goLive: '2027-07-01' },
      ],
      missing: [],
      completeBy: null,
    });
  });

  it('was not received later than today', () => {
    const sim = declared(berichtenbox, { ontvangen: { op: '2027-09-01' } });
    expect(sim.context.connections.berichtenbox?.receivedOn).toBe('2027-01-04');
  });
});

describe('an event from the future', () => {
  it('moves nothing', () => {
    const sim = bring(declared(both), 'berichtenbox', 'application');
    const before = sim.context.connections;
    sim.send({ type: 'succeeded', successor: 'gemeente-nieuw', by: 'x', at: sim.now + 1 });
    sim.send({ type: 'suspended', until: null, reason: 'x', by: 'x', at: sim.now + 1 });
    expect(sim.context).toMatchObject({ connections: before, successor: null, suspension: null });
  });
});
