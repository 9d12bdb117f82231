import { describe, expect, it } from 'vitest';
import { contactsIn } from '../../../machines/track/earlier-contacts.ts';
import { viewOf } from '../../../machines/track/view.ts';
import {
  act,
  berichtenbox,
  both,
  bring,
  clear,
  declared,
  mailsOf,
  paper,
  planningWith,
  signature,
  slotBegin,
  stageOf,
  supplier,
  tasks,
  track,
  pageOf,
} from './office.ts';

const reservationOf = (sim: ReturnType<typeof declared>, fn: 'berichtenbox' | 'lopendeZaken') =>
  sim.planning.state.organisations['gemeente-utrecht']?.reservations[fn]?.status;

describe('withdrawal', () => {
  it('frees what was held, cancels the invitation, and leaves the other function alone', () => {
    const sim = bring(declared(both), 'berichtenbox', 'application');
    const other = sim.view('lopendeZaken');
    const [invited] = mailsOf(sim, 'slotAgreed');
    clear(sim);
    act(sim, 'intrekken', 'berichtenbox', { reden: 'Geen budget' });
    expect(stageOf(sim, 'berichtenbox')).toBe('withdrawn');
    expect(reservationOf(sim, 'berichtenbox')).toBe('released');
    const [cancelled] = mailsOf(sim, 'slotCancelled');
    expect(cancelled?.content.invitation).toEqual({ uid: invited?.content.invitation.uid, sequence: 1 });
    expect(mailsOf(sim, 'withdrawn')[0]?.content.reason).toBe('Geen budget');
    expect(sim.view('lopendeZaken')).toEqual(other);
    expect(sim.view('berichtenbox').wachtOp).toBeNull();
  });

  it('cancels nothing that was only voorlopig', () => {
    const sim = declared(berichtenbox);
    act(sim, 'intrekken', null, { reden: 'Geen budget' });
    expect(mailsOf(sim, 'slotCancelled')).toEqual([]);
    expect(reservationOf(sim, 'berichtenbox')).toBe('released');
  });

  it('frees the place in the tranche too when the slot was given back before', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    act(sim, 'tijdslot-vrijgeven', null, { reden: 'Later' });
    expect(reservationOf(sim, 'berichtenbox')).toBe('trancheOnly');
    act(sim, 'intrekken', null, { reden: 'Geen budget' });
    expect(reservationOf(sim, 'berichtenbox')).toBe('released');
    expect(tasks(sim)).toEqual([]);
    expect(sim.context.connections.berichtenbox?.alternatives).toEqual([]);
  });

  it('of a declaration that waits closes nothing for good: declared again, it goes on', () => {
    const sim = declared(berichtenbox);
    act(sim, 'intrekken', null, { reden: 'Vergissing' });
    sim.declare(paper(berichtenbox));
    expect(stageOf(sim, 'berichtenbox')).toBe('declaration');
    expect(sim.view('berichtenbox').plaats).toMatch(/^voorlopig/);
  });
});

describe('reopening', () => {
  it('asks a place anew, and its steps get rungs of their own', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    act(sim, 'intrekken', null, { reden: 'Geen budget' });
    expect(
      sim
        .offers()
        .filter(({ functie }) => functie !== null)
        .map(({ handeling }) => handeling),
    ).toEqual(['heropenen']);
    act(sim, 'heropenen', null, { reden: 'Toch wel' });
    expect(stageOf(sim, 'berichtenbox')).toBe('trancheAssignment');
    expect(sim.context.connections.berichtenbox).toMatchObject({
      attempt: 2,
      endedOn: null,
      agreed: { goLive: null },
    });
    expect(reservationOf(sim, 'berichtenbox')).toBe('held');
    bring(sim, 'berichtenbox', 'live');
  });

  it('of an incomplete declaration goes back to it', () => {
    const sim = declared(berichtenbox, { ondertekening: { ...signature, plaats: '' } });
    act(sim, 'intrekken', null, { reden: 'Geen budget' });
    act(sim, 'heropenen', null, { reden: 'Toch wel' });
    expect(stageOf(sim, 'berichtenbox')).toBe('declaration');
    expect(sim.view('berichtenbox').wachtOp).toBe('afnemer');
  });
});

describe('a supplier connection', () => {
  it('ends after the chain test, without ingebruikname', () => {
    const sim = bring(declared(supplier, { leveranciersaansluiting: true }), 'berichtenbox', 'chainTest');
    expect(sim.view('berichtenbox').afgesproken.ingebruikname).toBeNull();
    expect(sim.view('berichtenbox').uitloopDagen).toBeNull();
    sim.until(slotBegin(sim, 'berichtenbox'));
    act(sim, 'ketentest-vastleggen');
    expect(stageOf(sim, 'berichtenbox')).toBe('supplierReady');
    expect(mailsOf(sim, 'supplierReady')).toHaveLength(1);
    expect(reservationOf(sim, 'berichtenbox')).toBe('released');
    sim.until('2027-03-17');
    expect(sim.done).toBe(true);
    expect(sim.planning.state.organisations['gemeente-utrecht']?.live).toEqual({});
  });
});

describe('opgegaan in', () => {
  it('ends every function, with a link to the successor', () => {
    const sim = bring(declared(both), 'berichtenbox', 'chainTest');
    act(sim, 'opgegaan-in', null, { opvolger: 'gemeente-land-van-cuijk' });
    expect([stageOf(sim, 'berichtenbox'), stageOf(sim, 'lopendeZaken')]).toEqual(['succeeded', 'succeeded']);
    expect(sim.context.successor).toBe('gemeente-land-van-cuijk');
    expect([reservationOf(sim, 'berichtenbox'), reservationOf(sim, 'lopendeZaken')]).toEqual([
      'released',
      'released',
    ]);
    expect(mailsOf(sim, 'slotCancelled')).toHaveLength(1);
    expect(sim.can({ type: 'succeeded', successor: 'x', by: 'x', at: sim.now })).toBe(false);
  });

  it('names the successor by its id, which is shown and linked', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
    const refused = (opvolger: string) => sim.do('opgegaan-in', null, { opvolger });
    expect(refused('Land van Cuijk')).toBe(
      "opvolger: verwacht het kenmerk van een organisatie, zoals gemeente-utrecht, gevonden: 'Land van Cuijk'.",
    );
    expect(refused('gemeente-utrecht')).toMatch(/^Opvolger: verwacht een andere organisatie dan deze/);
    act(sim, 'opgegaan-in', null, { opvolger: 'gemeente-land-van-cuijk' });
    expect(viewOf(sim.context).opvolger).toBe('gemeente-land-van-cuijk');
    expect(pageOf(sim.context)).toContain(
      'Opgegaan in [gemeente-land-van-cuijk](namespaces/default/workflows/aansluittraject-gemeente-land-van-cuijk)',
    );
  });

  it('can be put right before the track closes: the function goes on with a place to be agreed on anew', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
    act(sim, 'opgegaan-in', null, { opvolger: 'gemeente-vergissing' });
    act(sim, 'heropenen', null, { reden: 'Vergissing' });
    expect(stageOf(sim, 'berichtenbox')).toBe('trancheAssignment');
    expect(sim.context.successor).toBeNull();
    expect(reservationOf(sim, 'berichtenbox')).toBe('held');
  });
});

describe('a consumer that comes back', () => {
  it('has the agreement that was accepted before: only the form is asked', () => {
    const planning = planningWith();
    const first = declared(berichtenbox, {}, planning);
    act(first, 'intentieverklaring-goedkeuren');
    act(first, 'akkoord-vastleggen');
    act(first, 'documenten-ontvangen', null, { documenten: ['verwerkersovereenkomst'], versie: '2.1' });
    act(first, 'documenten-goedkeuren');
    bring(first, 'berichtenbox', 'live');
    first.until('2027-06-01');
    expect(first.done).toBe(true);
    const { agreement, live } = planning.state.organisations['gemeente-utrecht'] ?? {};
    expect(agreement).toEqual({ version: '2.1', on: '2027-01-04' });
    expect(JSON.stringify(planning.state)).not.toContain('Joke');
    const contact = {
      role: 'supplier',
      name: 'X',
      email: null,
      phone: null,
      substitute: false,
      away: null,
    } as const;
    const next = track(planning, {}, '2027-06-01', {
      agreement: agreement ?? null,
      liveBefore: live ?? {},
      contacts: [contact],
    });
    next.declare(paper({ lopendeZaken: { teststart: '2027-07-01', ingebruikname: '2027-12-01' } }));
    expect(next.context.contacts.map(({ name }) => name)).toEqual(['X', 'Joke Bakker', 'Truus Handtekening']);
    bring(next, 'lopendeZaken', 'application');
    expect(next.view('lopendeZaken').gevraagd).toEqual(['aanvraagformulier Lopende Zaken']);
    expect(next.context.documents.agreement?.version).toBe('2.1');
    expect(next.context.formalStartOn).toBeNull();
    bring(next, 'lopendeZaken', 'preproduction');
    expect(next.context.formalStartOn).toBe('2027-06-01');
  });

  it('has none when the agreement was taken back, or never accepted', () => {
    const planning = planningWith();
    const sim = bring(declared(berichtenbox, {}, planning), 'berichtenbox', 'preproduction');
    const documenten = ['verwerkersovereenkomst'];
    act(sim, 'corrigeren', null, { naar: 'aanvraag', reden: 'x', documenten });
    act(sim, 'documenten-afkeuren', null, { documenten, reden: 'x' });
    act(sim, 'intrekken', null, { reden: 'x' });
    sim.until('2027-06-01');
    expect(sim.done).toBe(true);
    expect(planning.state.organisations['gemeente-utrecht']).not.toHaveProperty('agreement');
  });

  it('is known by the contacts of its last view', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'live');
    const view: unknown = JSON.parse(JSON.stringify(viewOf(sim.context, true)));
    expect(contactsIn(view)).toEqual(sim.context.contacts);
    for (const other of [null, 'x', {}, { contactpersonen: [{ rol: 'projectleider' }] }]) {
      expect(contactsIn(other)).toEqual([]);
    }
  });
});

describe('closing', () => {
  it('waits while something is active again, and counts ten working days from the last ending', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'live'); // 2 March
    sim.until('2027-03-10');
    act(sim, 'corrigeren', null, { naar: 'ingebruikname', reden: 'Nog niet' });
    sim.until('2027-04-01');
    expect(sim.done).toBe(false);
    bring(sim, 'berichtenbox', 'live');
    sim.until('2027-04-15 08:59');
    expect(sim.done).toBe(false);
    sim.until('2027-04-15 09:00');
    expect(sim.done).toBe(true);
  });

  it('waits for the other function, and for one that joins', () => {
    const sim = bring(declared(both), 'berichtenbox', 'live');
    sim.until('2027-04-10');
    expect(sim.done).toBe(false);
    act(sim, 'intrekken', 'lopendeZaken', { reden: 'Geen budget' });
    sim.until('2027-04-20');
    act(sim, 'heropenen', 'lopendeZaken', { reden: 'Toch wel' });
    sim.until('2027-07-01');
    expect(sim.done).toBe(false);
  });

  it('leaves the advice used and the functions in gebruik behind for a next run', () => {
    const planning = planningWith();
    const sim = declared(berichtenbox, {}, planning);
    act(sim, 'advies-boeken', null, { minuten: 90 });
    bring(sim, 'berichtenbox', 'live');
    sim.until('2027-06-01');
    expect(sim.done).toBe(true);
    const next = track(planning, {}, '2027-06-01', { usedAdviceMinutes: 90 });
    next.declare(paper({ lopendeZaken: { teststart: '2027-07-01', ingebruikname: '2027-12-01' } }));
    expect(next.do('advies-boeken', null, { minuten: 151 })).toMatch(/ten hoogste 150/);
    act(next, 'advies-boeken', null, { minuten: 150 });
  });
});
