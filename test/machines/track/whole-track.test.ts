import { describe, expect, it } from 'vitest';
import {
  act,
  berichtenbox,
  bring,
  clear,
  declared,
  mailsOf,
  paper,
  signature,
  slotBegin,
  stageOf,
  tasks,
  track,
} from './office.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import { at } from './simulation.ts';

describe('a gemeente connects to both functions, from declaration to both in gebruik', () => {
  const sim = declared(undefined, { ondertekening: { ...signature, plaats: '', handtekening: null } });

  it('first completes its declaration: chased until then, and no slot before it', () => {
    expect(sim.context.connections.berichtenbox?.place.status).toBe('none');
    expect(sim.view('berichtenbox').wachtOp).toBe('afnemer');
    expect(sim.view('berichtenbox').gevraagd).toEqual(['de plaats van ondertekening', 'de handtekening']);
    const [receipt] = mailsOf(sim, 'declarationReceived');
    expect(receipt?.content.missing).toEqual(['de plaats van ondertekening', 'de handtekening']);
    expect(receipt?.content.completeBy).toBe('2027-01-11');
    act(sim, 'intentieverklaring-aanvullen', null, { plaats: 'Utrecht' });
    expect(sim.view('lopendeZaken').gevraagd).toEqual(['de handtekening']);
    act(sim, 'intentieverklaring-aanvullen', null, { handtekening: true });
    expect(sim.view('berichtenbox').wachtOp).toBe('Servicecentrum');
    expect(sim.view('berichtenbox').plaats).toBe('voorlopig: dinsdag 2 maart 2027 om 09:00 uur');
    expect(sim.view('lopendeZaken').plaats).toBe('voorlopig: dinsdag 20 april 2027 om 09:00 uur');
  });

  it('is spoken with before its slot is agreed, and hears of it by mail only then', () => {
    clear(sim);
    act(sim, 'intentieverklaring-goedkeuren', 'berichtenbox');
    act(sim, 'intentieverklaring-goedkeuren', 'lopendeZaken');
    expect(sim.mails).toEqual([]);
    act(sim, 'inroostering-voorstellen', 'berichtenbox');
    expect(sim.view('berichtenbox').gevraagd).toEqual([
      'akkoord op het voorgestelde tijdslot: dinsdag 2 maart 2027 om 09:00 uur',
    ]);
    act(sim, 'akkoord-vastleggen', 'berichtenbox', { met: 'Joke Bakker', kanaal: 'overleg' });
    expect(sim.view('berichtenbox').afgesproken.ingebruikname).toBe('2027-05-03');
    const [agreed] = mailsOf(sim, 'slotAgreed');
    expect(agreed?.content.invitation.sequence).toBe(0);
    expect(mailsOf(sim, 'slotAgreed')).toHaveLength(1);
    expect(stageOf(sim, 'lopendeZaken')).toBe('trancheAssignment');
    act(sim, 'akkoord-vastleggen', 'lopendeZaken');
  });

  it('gets advice up to 240 minutes and no minute more', () => {
    act(sim, 'advies-boeken', null, { minuten: 200 });
    expect(sim.do('advies-boeken', null, { minuten: 41 })).toMatch(
      /minuten: verwacht ten hoogste 40, gevonden: 41/,
    );
    act(sim, 'advies-boeken', null, { minuten: 40 });
    expect(sim.context.advice).toEqual({ usedMinutes: 240, pending: {} });
    expect(sim.do('advies-boeken', null, { minuten: 1 })).toMatch(/'Advies boeken' kan nu niet/);
  });

  it('sends its documents, of which one is rejected and sent again; then the formal start', () => {
    clear(sim);
    act(sim, 'documenten-ontvangen', null, {
      documenten: ['verwerkersovereenkomst', 'aanvraagformulier-berichtenbox'],
    });
    expect(stageOf(sim, 'berichtenbox')).toBe('application');
    act(sim, 'documenten-afkeuren', null, { documenten: ['verwerkersovereenkomst'], reden: 'Niet getekend' });
    expect(mailsOf(sim, 'documentsRejected')[0]?.content).toMatchObject({
      documents: ['agreement'],
      reason: 'Niet getekend',
    });
    act(sim, 'documenten-goedkeuren');
    expect(stageOf(sim, 'berichtenbox')).toBe('application');
    expect(sim.context.formalStartOn).toBeNull();
    sim.until('2027-01-12');
    act(sim, 'documenten-ontvangen', null, { documenten: ['verwerkersovereenkomst'], versie: '2.1' });
    act(sim, 'documenten-goedkeuren');
    expect(sim.context.formalStartOn).toBe('2027-01-12');
    expect(sim.context.documents.agreement).toMatchObject({ status: 'accepted', version: '2.1' });
    expect(mailsOf(sim, 'formalStart')[0]?.content.functions).toMatchObject([{ function: 'berichtenbox' }]);
    expect(stageOf(sim, 'berichtenbox')).toBe('preproduction');
    act(sim, 'documenten-ontvangen');
    act(sim, 'documenten-goedkeuren');
    expect(stageOf(sim, 'lopendeZaken')).toBe('preproduction');
    expect(sim.context.formalStartOn).toBe('2027-01-12');
    expect(sim.do('advies-boeken', null, { minuten: 1 })).not.toBeNull();
  });

  it('does preproduction item by item, in an order that makes sense', () => {
    expect(sim.do('preproductie-melden', 'berichtenbox', { onderdelen: ['berichtenstromen'] })).toMatch(
      /kunnen nog niet klaar zijn/,
    );
    act(sim, 'preproductie-melden', 'berichtenbox', {
      onderdelen: ['oin', 'toegang-tot-preproductie-aanvragen'],
    });
    expect(sim.view('berichtenbox').wachtOp).toBe('afnemer en Servicecentrum');
    clear(sim);
    act(sim, 'preproductie-melden', 'berichtenbox', { onderdelen: ['toegangsgegevens'] });
    expect(mailsOf(sim, 'accessReady')).toHaveLength(1);
    act(sim, 'preproductie-melden', 'berichtenbox');
    expect(stageOf(sim, 'berichtenbox')).toBe('chainTest');
    act(sim, 'preproductie-melden', 'lopendeZaken');
  });

  it('fails a chain test and passes the hertest in a new slot, with an invitation of its own', () => {
    const other = sim.view('lopendeZaken');
    expect(sim.do('ketentest-vastleggen', 'berichtenbox')).toMatch(/kan nu niet/);
    sim.until(slotBegin(sim, 'berichtenbox'));
    expect(sim.do('ketentest-vastleggen', 'berichtenbox', { uitslag: 'niet-geslaagd' })).toMatch(
      /Oorzaak: verwacht/,
    );
    act(sim, 'ketentest-vastleggen', 'berichtenbox', {
      uitslag: 'niet-geslaagd',
      oorzaak: 'leverancier',
      bevindingen: 'CPA',
    });
    expect(sim.view('berichtenbox').gevraagd).toEqual(['een nieuw tijdslot afspreken']);
    expect(sim.do('ketentest-vastleggen', 'berichtenbox')).toMatch(/kan nu niet/);
    clear(sim);
    const first = slotBegin(sim, 'berichtenbox');
    act(sim, 'nieuwe-inroostering-vastleggen', 'berichtenbox');
    expect(slotBegin(sim, 'berichtenbox')).toBeGreaterThan(first);
    const [hertest] = mailsOf(sim, 'slotAgreed');
    expect(hertest?.content.invitation).toMatchObject({ sequence: 0 });
    expect(hertest?.content.cause).toBe('supplier');
    expect(sim.view('lopendeZaken').tijdslot).toEqual(other.tijdslot);
    sim.until(slotBegin(sim, 'berichtenbox'));
    act(sim, 'ketentest-vastleggen', 'berichtenbox', {
      uitslag: 'geslaagd-met-bevindingen',
      bevindingen: 'klein',
    });
    expect(stageOf(sim, 'berichtenbox')).toBe('goLive');
    expect(sim.view('berichtenbox').ketentesten).toBe(2);
  });

  it('gets a new slot after a delay: the old one is kept until then, and the other function does not move', () => {
    const old = sim.view('lopendeZaken').tijdslot?.id ?? '';
    const other = sim.view('berichtenbox');
    act(sim, 'vertraging-melden', 'lopendeZaken', {
      reden: 'Certificaat te laat',
      oorzaak: 'logius',
      klaarOp: '2027-05-10',
    });
    expect(sim.view('lopendeZaken').tijdslot?.id).toBe(old);
    expect(sim.view('lopendeZaken').uitloopDagen).toBe(0);
    act(sim, 'alternatieven-sturen', 'lopendeZaken');
    expect(sim.view('lopendeZaken').gevraagd).toContain('een keuze voor een nieuw tijdslot');
    const [choice = ''] = sim.view('lopendeZaken').alternatieven.map(({ id }) => id);
    expect(choice).toBe('T1.2027-05-11.0900');
    act(sim, 'wens-vastleggen', 'lopendeZaken', { tijdslot: choice });
    expect(sim.view('lopendeZaken').wachtOp).toBe('Servicecentrum');
    clear(sim);
    act(sim, 'nieuwe-inroostering-vastleggen', 'lopendeZaken');
    const [moved] = mailsOf(sim, 'slotAgreed');
    expect(moved?.content).toMatchObject({
      cause: 'logius',
      invitation: { sequence: 1 },
      previous: { id: old },
    });
    expect(sim.view('lopendeZaken').tijdslot?.id).toBe(choice);
    expect(sim.view('berichtenbox')).toEqual(other);
    const reservation = sim.planning.state.organisations['gemeente-utrecht']?.reservations.lopendeZaken;
    expect(reservation).toMatchObject({ status: 'agreed', slot: choice });
  });

  it('comes into use, first one function and then the other, and closes ten working days later', () => {
    expect(sim.do('ingebruikname-bevestigen', 'berichtenbox')).toMatch(/kan nu niet/);
    act(sim, 'ingebruikname-voorbereiden', 'berichtenbox');
    sim.until('2027-05-10');
    act(sim, 'ingebruikname-bevestigen', 'berichtenbox', { datum: '2027-05-07' });
    expect(sim.view('berichtenbox').uitloopDagen).toBe(4);
    bring(sim, 'lopendeZaken', 'live');
    expect(sim.now).toBeGreaterThanOrEqual(at('2027-05-11'));
    expect(tasks(sim)).toEqual([]);
    sim.until('2027-05-26 08:59');
    expect(sim.done).toBe(false);
    sim.until('2027-05-26 09:00');
    expect(sim.done).toBe(true);
    expect(sim.planning.state.organisations['gemeente-utrecht']).toMatchObject({
      live: { berichtenbox: '2027-05-07', lopendeZaken: '2027-05-11' },
      reservations: {},
    });
  });
});

describe('a chain test that is called off', () => {
  it('can be agreed on again in the same slot, after a detour', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
    act(sim, 'ketentest-afzeggen', null, { reden: 'Preproductie is niet bereikbaar', oorzaak: 'logius' });
    expect(mailsOf(sim, 'slotCancelled')).toHaveLength(1);
    expect(sim.view('berichtenbox').gevraagd).toEqual(['een nieuw tijdslot afspreken']);
    act(sim, 'nieuwe-inroostering-vastleggen', null, { tijdslot: 'T1.2027-03-04.0900' });
    act(sim, 'alternatieven-opvragen');
    act(sim, 'nieuwe-inroostering-vastleggen', null, { tijdslot: 'T1.2027-03-02.0900' });
    expect(sim.view('berichtenbox').gevraagd).toContain('de ketentest, van 09:00 tot 13:00 uur');
    bring(sim, 'berichtenbox', 'live');
  });
});

describe('a function that is declared later', () => {
  it('joins the running track: the agreement is not asked again, and its impact analysis is its own', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    const before = sim.view('berichtenbox');
    sim.declare(paper({ lopendeZaken: { teststart: '2027-03-01', ingebruikname: '2027-08-02' } }));
    expect(sim.context.contacts).toHaveLength(2);
    expect(sim.view('berichtenbox')).toEqual(before);
    act(sim, 'intentieverklaring-goedkeuren');
    act(sim, 'akkoord-vastleggen');
    expect(stageOf(sim, 'lopendeZaken')).toBe('impactAnalysis');
    act(sim, 'impactanalyse-overslaan');
    expect(sim.view('lopendeZaken').gevraagd).toEqual(['aanvraagformulier Lopende Zaken']);
  });

  it('is not declared twice, nor when it is in gebruik since an earlier track', () => {
    const sim = declared(berichtenbox);
    const before = sim.state.snapshot.context.connections;
    sim.declare(paper(berichtenbox));
    expect(sim.context.connections).toEqual(before);
    const later = track(undefined, {}, '2027-01-04', { liveBefore: { berichtenbox: isoDate('2026-03-02') } });
    later.declare(paper(berichtenbox));
    expect(later.context.connections).toEqual({});
  });
});
