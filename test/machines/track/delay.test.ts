import { describe, expect, it } from 'vitest';
import { attributesOf } from '../../../machines/track/attributes.ts';
import {
  act,
  berichtenbox,
  both,
  bring,
  clear,
  declared,
  ladder,
  mailsOf,
  paper,
  planningWith,
  slotBegin,
  supplier,
  tasks,
  track,
  pageOf,
} from './office.ts';
import { at as moment, type Simulation } from './simulation.ts';

const at = (step: Parameters<typeof bring>[2]) => bring(declared(berichtenbox), 'berichtenbox', step);
const report = (sim: Simulation, more: object = {}) =>
  act(sim, 'vertraging-melden', 'berichtenbox', { reden: 'Certificaat te laat', ...more });

describe('a delay that is reported', () => {
  it.each(['impactAnalysis', 'application', 'preproduction', 'chainTest'] as const)(
    'in %s has a reason, a cause and the day on which the consumer is ready, and brings alternatives from then on',
    (step) => {
      const sim = at(step);
      const { tijdslot } = sim.view('berichtenbox');
      report(sim, { oorzaak: 'leverancier', klaarOp: '2027-04-05' });
      expect(sim.view('berichtenbox')).toMatchObject({
        tijdslot,
        vertraging: {
          sinds: '2027-01-04',
          reden: 'Certificaat te laat',
          oorzaak: 'leverancier',
          klaarOp: '2027-04-05',
        },
      });
      expect(sim.view('berichtenbox').alternatieven.map(({ id }) => id)).toEqual([
        'T1.2027-04-06.0900',
        'T1.2027-04-08.0900',
        'T1.2027-04-13.0900',
      ]);
      expect(pageOf(sim.context)).toContain(
        '- Vertraging sinds maandag 4 januari 2027 (oorzaak leverancier): Certificaat te laat; klaar op maandag 5 april 2027',
      );
    },
  );

  it('may leave open when the consumer is ready', () => {
    const sim = at('preproduction');
    report(sim);
    expect(sim.view('berichtenbox')).toMatchObject({
      uitloopDagen: 0,
      vertraging: { oorzaak: 'afnemer', klaarOp: null },
    });
    expect(sim.view('berichtenbox').alternatieven).toHaveLength(3);
    expect(pageOf(sim.context)).toContain('wanneer het klaar is, is nog niet bekend');
  });

  it('before the inroostering is agreed on asks for slots after that day, and keeps the one that is voorlopig', () => {
    const sim = at('trancheAssignment');
    report(sim, { klaarOp: '2027-04-05' });
    expect(sim.view('berichtenbox').plaats).toBe('voorlopig: dinsdag 2 maart 2027 om 09:00 uur');
    act(sim, 'akkoord-vastleggen', null, { tijdslot: 'T1.2027-04-06.0900' });
    expect(sim.view('berichtenbox').plaats).toBe('afgesproken: dinsdag 6 april 2027 om 09:00 uur');
  });

  it('on the waiting list moves what it waits for', () => {
    const planning = planningWith((file) => file.tranches.forEach((one) => (one.maximumOrganisaties = 1)));
    declared(berichtenbox, {}, planning);
    bring(
      declared(berichtenbox, { organisatie: { naam: 'Ede', soort: 'gemeente' } }, planning),
      'berichtenbox',
      'declaration',
    );
    const waiting = track(planning, { name: 'Gouda' });
    planning.state = {
      ...planning.state,
      plan: { ...planning.state.plan, tranches: planning.state.plan.tranches.slice(0, 1) },
    };
    waiting.declare(paper(berichtenbox));
    expect(waiting.view('berichtenbox').plaats).toMatch(/^wachtlijst/);
    act(waiting, 'intentieverklaring-goedkeuren');
    report(waiting, { klaarOp: '2027-04-05' });
    expect(planning.state.organisations['gemeente-gouda']?.reservations.berichtenbox).toMatchObject({
      status: 'waiting',
      wish: { earliest: '2027-04-05' },
    });
  });

  it('can be lifted: the slot stays, nobody waits for a choice any more', () => {
    const sim = at('preproduction');
    expect(sim.do('vertraging-opheffen', null, { reden: 'x' })).toMatch(/kan nu niet/);
    const before = sim.view('berichtenbox');
    report(sim, { klaarOp: '2027-04-05', oorzaak: 'logius' });
    act(sim, 'alternatieven-sturen');
    expect(sim.view('berichtenbox').gevraagd).toContain('een keuze voor een nieuw tijdslot');
    act(sim, 'vertraging-opheffen', null, { reden: 'Het certificaat is er' });
    expect(sim.view('berichtenbox')).toEqual(before);
    expect(sim.context.connections.berichtenbox).toMatchObject({ readyFrom: null, latenessByLogius: 0 });
    expect(sim.do('vertraging-opheffen', null, { reden: 'x' })).toMatch(/kan nu niet/);
  });

  it('cannot be lifted without a slot that can be met', () => {
    const sim = at('chainTest');
    sim.until(slotBegin(sim, 'berichtenbox'));
    act(sim, 'ketentest-vastleggen', null, { uitslag: 'niet-geslaagd', oorzaak: 'afnemer' });
    expect(sim.do('vertraging-opheffen', null, { reden: 'x' })).toMatch(/kan nu niet/);
  });
});

describe('in consultation', () => {
  it('alternatives without an answer climb the ladder, of this function alone', () => {
    const sim = bring(bring(declared(both), 'berichtenbox', 'chainTest'), 'lopendeZaken', 'chainTest');
    report(sim, { klaarOp: '2027-04-05' });
    act(sim, 'alternatieven-sturen', 'berichtenbox');
    clear(sim);
    sim.until('2027-02-12');
    expect(ladder(sim)).toEqual([
      '2027-01-06 consumer: berichtenbox reminder2',
      '2027-01-11 consumer: berichtenbox due',
      '2027-01-12 desk: berichtenbox overdue',
      '2027-01-18 coordinator: berichtenbox escalation1',
      '2027-01-25 desk: berichtenbox escalation2',
    ]);
    expect(mailsOf(sim, 'ladder')[0]?.content.lines[0]?.subject).toBe('offer');
    expect(attributesOf(sim.context).Escalatie).toBe(2);
    expect(tasks(sim)).toContain('brief-klaar');
  });

  it('a wish leaves the consumer in peace for this function only, and climbs for the desk', () => {
    const sim = bring(
      bring(declared(both), 'berichtenbox', 'preproduction'),
      'lopendeZaken',
      'preproduction',
    );
    report(sim, { klaarOp: '2027-04-05' });
    act(sim, 'alternatieven-sturen', 'berichtenbox');
    act(sim, 'wens-vastleggen', 'berichtenbox', { tijdslot: 'T1.2027-04-08.0900' });
    expect(sim.view('berichtenbox')).toMatchObject({ wens: 'T1.2027-04-08.0900', wachtOp: 'Servicecentrum' });
    expect(sim.view('lopendeZaken').wachtOp).toBe('afnemer');
    clear(sim);
    sim.until('2027-02-24'); // preproduction of berichtenbox was due on 23 February
    const toConsumer = mailsOf(sim, 'ladder');
    expect(toConsumer.flatMap(({ content }) => content.lines.map((line) => line.function))).not.toContain(
      'berichtenbox',
    );
    expect(ladder(sim)).toContain('2027-01-12 desk: berichtenbox overdue');
  });

  it('the same invitation is updated, and the old slot is free once the new one is held', () => {
    const sim = at('preproduction');
    const [first] = mailsOf(sim, 'slotAgreed');
    report(sim, { klaarOp: '2027-04-05', oorzaak: 'leverancier' });
    act(sim, 'wens-vastleggen', null, { tijdslot: 'T1.2027-04-08.0900' });
    const offered = sim.offers().find(({ handeling }) => handeling === 'nieuwe-inroostering-vastleggen');
    expect(offered?.invoer['properties']).toMatchObject({ tijdslot: { default: 'T1.2027-04-08.0900' } });
    sim.holdsBack = true;
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(sim.view('berichtenbox').tijdslot?.id).toBe('T1.2027-03-02.0900');
    sim.deliver();
    expect(sim.view('berichtenbox').tijdslot?.id).toBe('T1.2027-04-08.0900');
    const { uid } = first?.content.invitation ?? { uid: '' };
    expect(mailsOf(sim, 'slotAgreed')[1]?.content).toMatchObject({
      cause: 'supplier',
      previous: { id: 'T1.2027-03-02.0900' },
      invitation: { uid, sequence: 1 },
    });
  });
});

describe('a slot that passes', () => {
  it('before its function is ready is released and counted, and the desk is told how often', () => {
    const sim = at('preproduction');
    sim.until('2027-03-02 14:00');
    expect(sim.view('berichtenbox')).toMatchObject({ tijdslot: null, voorbijgeganeTijdsloten: 1 });
    act(sim, 'nieuwe-inroostering-vastleggen');
    sim.until(slotBegin(sim, 'berichtenbox') + 8 * 3_600_000);
    expect(sim.view('berichtenbox').voorbijgeganeTijdsloten).toBe(2);
    expect(sim.context.tasks.find(({ id }) => id === 'geen-tijdslot:berichtenbox')?.text).toBe(
      'Het tijdslot van Berichtenbox ging voorbij, al 2 keer. Spreek een nieuw tijdslot af.',
    );
    expect(pageOf(sim.context)).toContain('- Tijdsloten die voorbijgingen zonder ketentest: 2');
  });

  it('in its chain test, with a delay that it cannot meet, is released on the next working morning', () => {
    const sim = at('chainTest');
    report(sim);
    sim.until('2027-03-03 08:59');
    expect(sim.view('berichtenbox').tijdslot).not.toBeNull();
    sim.until('2027-03-03 10:00');
    expect(sim.view('berichtenbox')).toMatchObject({ tijdslot: null, voorbijgeganeTijdsloten: 1 });
    expect(tasks(sim)).toEqual(['geen-tijdslot:berichtenbox']);
    act(sim, 'nieuwe-inroostering-vastleggen');
    bring(sim, 'berichtenbox', 'live');
  });

  it.each([{}, { klaarOp: '2027-03-01' }])(
    'in its chain test without such a delay (%o) is kept: the desk has yet to record the outcome',
    (delay) => {
      const sim = at('chainTest');
      if ('klaarOp' in delay) report(sim, delay);
      sim.until('2027-03-03 10:00');
      expect(tasks(sim)).toEqual(['uitslag-ontbreekt:berichtenbox']);
      expect(sim.view('berichtenbox').voorbijgeganeTijdsloten).toBe(0);
      act(sim, 'ketentest-vastleggen', null, { datum: '2027-03-02' });
    },
  );

  it('whose delay is told afterwards is released at once, and the question about its outcome goes', () => {
    const sim = at('chainTest');
    sim.until('2027-03-04');
    expect(tasks(sim)).toEqual(['uitslag-ontbreekt:berichtenbox']);
    report(sim);
    sim.until('2027-03-04');
    expect(tasks(sim)).toEqual(['geen-tijdslot:berichtenbox']);
    expect(sim.view('berichtenbox').voorbijgeganeTijdsloten).toBe(1);
  });
});

describe('lateness through Logius', () => {
  const late = (sim: Simulation) => {
    const { uitloopDagen, uitloopDoorLogius } = sim.view('berichtenbox');
    return [uitloopDagen, uitloopDoorLogius];
  };

  it('is its own part of the uitloop, also when somebody else adds to it', () => {
    const sim = at('preproduction');
    report(sim, { oorzaak: 'logius', klaarOp: '2027-05-10' });
    expect(late(sim)).toEqual([22, 22]);
    report(sim, { oorzaak: 'afnemer', klaarOp: '2027-05-18' });
    expect(late(sim)).toEqual([29, 22]);
    act(sim, 'nieuwe-inroostering-vastleggen');
    const [whole] = late(sim);
    expect(late(sim)).toEqual([whole, 22]);
    expect(mailsOf(sim, 'slotAgreed').at(-1)?.content.cause).toBe('consumer');
  });

  it('goes when a better slot takes the uitloop away', () => {
    const sim = at('preproduction');
    report(sim, { oorzaak: 'logius', klaarOp: '2027-05-10' });
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(late(sim)).toEqual([23, 23]);
    report(sim, { oorzaak: 'afnemer', klaarOp: '2027-03-08' });
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(late(sim)).toEqual([0, 0]);
  });

  it('is told in the mails: the alternatives and the new slot have its cause', () => {
    const sim = at('preproduction');
    report(sim, { oorzaak: 'logius' });
    act(sim, 'alternatieven-sturen');
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(mailsOf(sim, 'alternativesOffered')[0]?.content.cause).toBe('logius');
    expect(mailsOf(sim, 'slotAgreed').at(-1)?.content.cause).toBe('logius');
  });
});

describe('Gegevens wijzigen', () => {
  it('asks a supplier connection for no ingebruikname', () => {
    const sim = bring(declared(supplier, { leveranciersaansluiting: true }), 'berichtenbox', 'application');
    const offer = sim.offers().find(({ handeling }) => handeling === 'gegevens-wijzigen');
    expect(Object.keys(offer?.invoer['properties'] ?? {})).toEqual(['teststart']);
    expect(sim.do('gegevens-wijzigen', null, { ingebruikname: '2027-09-01' })).toMatch(/ingebruikname/i);
    act(sim, 'gegevens-wijzigen', null, { teststart: '2027-04-01' });
  });
});

describe('a delay that is told again, or undone', () => {
  const ready = (sim: Simulation) => sim.context.connections.berichtenbox?.readyFrom;
  const first = (sim: Simulation) => sim.view('berichtenbox').alternatieven[0]?.id;

  it('counts as it was told last: a day that is not known any more holds no slot back', () => {
    const sim = at('preproduction');
    report(sim);
    const withoutDay = first(sim);
    report(sim, { klaarOp: '2027-04-05' });
    expect(first(sim)).toBe('T1.2027-04-06.0900');
    report(sim, { klaarOp: '2027-05-10' });
    expect(first(sim)).toBe('T1.2027-05-11.0900');
    report(sim);
    expect(first(sim)).toBe(withoutDay);
    act(sim, 'vertraging-opheffen', null, { reden: 'x' });
    expect(ready(sim)).toBeNull();
  });

  it('gives back the day that the impact analysis told', () => {
    const sim = at('impactAnalysis');
    act(sim, 'impactanalyse-melden', null, { klaarOp: '2027-02-26' });
    report(sim, { klaarOp: '2027-04-05' });
    report(sim, { klaarOp: '2027-05-10' });
    expect(ready(sim)).toBe('2027-05-10');
    act(sim, 'vertraging-opheffen', null, { reden: 'x' });
    expect(ready(sim)).toBe('2027-02-26');
  });

  it('by Logius and then by the consumer: each has its own part of the uitloop', () => {
    const sim = at('preproduction');
    report(sim, { oorzaak: 'logius', klaarOp: '2027-05-10' });
    report(sim, { oorzaak: 'afnemer', klaarOp: '2027-05-10' });
    expect(sim.view('berichtenbox')).toMatchObject({ uitloopDagen: 22, uitloopDoorLogius: 22 });
    act(sim, 'vertraging-opheffen', null, { reden: 'x' });
    expect(sim.view('berichtenbox')).toMatchObject({ uitloopDagen: 0, uitloopDoorLogius: 0 });
  });

  it('after the test moves the ingebruikname, ends the danger, and can be lifted', () => {
    const sim = at('goLive');
    const before = sim.view('berichtenbox');
    sim.until('2027-04-20');
    expect(tasks(sim)).toEqual(['in-gevaar:berichtenbox']);
    report(sim, { klaarOp: '2027-06-01' });
    expect(sim.view('berichtenbox')).toMatchObject({
      termijn: '2027-06-01',
      inGevaar: false,
      uitloopDagen: 29,
      afgesproken: before.afgesproken,
    });
    expect(tasks(sim)).toEqual([]);
    act(sim, 'vertraging-opheffen', null, { reden: 'Toch op tijd' });
    expect(sim.view('berichtenbox')).toMatchObject({
      termijn: '2027-05-03',
      inGevaar: true,
      uitloopDagen: 0,
    });
    sim.until('2027-04-21');
    expect(tasks(sim)).toEqual(['in-gevaar:berichtenbox']);
  });

  it('by Logius before the first akkoord: what it adds to the held slot is its own', () => {
    const sim = at('trancheAssignment'); // held: 2 March, in time
    report(sim, { oorzaak: 'logius', klaarOp: '2027-06-01' });
    act(sim, 'akkoord-vastleggen', null, { tijdslot: 'T1.2027-06-01.0900' });
    expect(sim.view('berichtenbox')).toMatchObject({ uitloopDagen: 43, uitloopDoorLogius: 43 });
  });
});

describe('the slots to choose from', () => {
  it('are asked of the planning when they are sent: none that was filled or came too near since', () => {
    const sim = at('preproduction');
    report(sim);
    sim.until('2027-01-15');
    const stale = sim.view('berichtenbox').alternatieven.map(({ id }) => id);
    act(sim, 'alternatieven-sturen');
    const fresh = sim.fork();
    act(fresh, 'alternatieven-opvragen');
    const now = fresh.view('berichtenbox').alternatieven.map(({ id }) => id);
    const [offer] = mailsOf(sim, 'alternativesOffered');
    expect(offer?.content.alternatives.map(({ id }) => id)).toEqual(now);
    sim.until('2027-02-15'); // the first of them would be too early now
    act(sim, 'alternatieven-sturen');
    expect(mailsOf(sim, 'alternativesOffered')[1]?.content.alternatives[0]?.begin).toBeGreaterThan(
      moment('2027-03-15'),
    );
    expect(stale).not.toEqual([]);
  });

  it('are not sent when none is left, and the desk is told', () => {
    const sim = at('preproduction');
    report(sim, { klaarOp: '2027-04-05' });
    sim.planning.state = { ...sim.planning.state, plan: { ...sim.planning.state.plan, tranches: [] } };
    act(sim, 'alternatieven-sturen');
    expect(mailsOf(sim, 'alternativesOffered')).toEqual([]);
    expect(sim.view('berichtenbox').alternatievenGestuurd).toBeNull();
    expect(sim.context.tasks.map(({ text }) => text)).toEqual([
      'Er is nu geen ander tijdslot vrij voor Berichtenbox. De afnemer heeft geen mail gekregen.',
    ]);
  });

  it.each(['vertraging-opheffen', 'corrigeren'] as const)(
    'are not sent any more when %s comes before the answer of the planning',
    (action) => {
      const sim = at('preproduction');
      report(sim, { klaarOp: '2027-04-05' });
      sim.holdsBack = true;
      act(sim, 'alternatieven-sturen');
      act(sim, action, null, {
        reden: 'x',
        ...(action === 'corrigeren' ? { naar: 'impactanalyse-en-advies' } : {}),
      });
      while (sim.underway.length > 0) sim.deliver();
      expect(mailsOf(sim, 'alternativesOffered')).toEqual([]);
      expect(sim.view('berichtenbox').alternatievenGestuurd).toBeNull();
    },
  );

  it('are not sent any more when the test was passed before the answer of the planning', () => {
    const sim = at('chainTest');
    sim.until(slotBegin(sim, 'berichtenbox'));
    act(sim, 'alternatieven-opvragen');
    sim.holdsBack = true;
    act(sim, 'alternatieven-sturen');
    act(sim, 'ketentest-vastleggen');
    while (sim.underway.length > 0) sim.deliver();
    expect(mailsOf(sim, 'alternativesOffered')).toEqual([]);
  });

  it('that were sent can still be had when the consumer answers in its term', () => {
    const sim = at('preproduction');
    report(sim, { klaarOp: '2027-01-06' });
    sim.until('2027-02-02'); // a Tuesday: 21 working days before Wednesday 3 March
    act(sim, 'alternatieven-sturen');
    const [nearest] = sim.view('berichtenbox').alternatieven;
    expect(nearest?.id).toBe('T1.2027-03-04.0900');
    sim.until('2027-02-09');
    act(sim, 'wens-vastleggen', null, { tijdslot: nearest?.id });
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(sim.view('berichtenbox').tijdslot?.id).toBe(nearest?.id);
    sim.until(sim.now);
    expect(sim.view('berichtenbox').inGevaar).toBe(true);
    expect(tasks(sim)).toEqual(['in-gevaar:berichtenbox']);
  });

  it('leave no choice to chance when the one that was wished is gone', () => {
    const sim = at('preproduction');
    report(sim, { klaarOp: '2027-03-08' });
    act(sim, 'alternatieven-sturen');
    act(sim, 'wens-vastleggen', null, { tijdslot: 'T1.2027-03-09.0900' });
    sim.until('2027-03-10'); // also the old slot has passed
    expect(sim.view('berichtenbox')).toMatchObject({
      wens: 'T1.2027-03-09.0900',
      voorbijgeganeTijdsloten: 1,
      wachtOp: 'Servicecentrum',
    });
    expect(sim.do('nieuwe-inroostering-vastleggen')).toMatch(/tijdslot/);
    act(sim, 'nieuwe-inroostering-vastleggen', null, { tijdslot: 'T1.2027-04-08.0900' });
    expect(sim.view('berichtenbox')).toMatchObject({ wens: null, tijdslot: { id: 'T1.2027-04-08.0900' } });
  });

  it('may be agreed on otherwise than was wished', () => {
    const sim = at('preproduction');
    report(sim, { klaarOp: '2027-04-05' });
    act(sim, 'wens-vastleggen', null, { tijdslot: 'T1.2027-04-08.0900' });
    act(sim, 'nieuwe-inroostering-vastleggen', null, { tijdslot: 'T1.2027-04-13.0900' });
    expect(sim.view('berichtenbox')).toMatchObject({ wens: null, tijdslot: { id: 'T1.2027-04-13.0900' } });
  });
});

describe('a supplier connection', () => {
  it('is delayed, and gets another slot, without any uitloop', () => {
    const sim = bring(declared(supplier, { leveranciersaansluiting: true }), 'berichtenbox', 'preproduction');
    report(sim, { oorzaak: 'logius', klaarOp: '2027-04-05' });
    act(sim, 'alternatieven-sturen');
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(sim.view('berichtenbox')).toMatchObject({
      tijdslot: { id: 'T1.2027-04-06.0900' },
      afgesproken: { ingebruikname: null },
      uitloopDagen: null,
      uitloopDoorLogius: 0,
      vertraging: null,
    });
    expect(mailsOf(sim, 'slotAgreed').at(-1)?.content).toMatchObject({ goLive: null, cause: 'logius' });
    sim.until('2027-03-09'); // 21 working days of work before 6 April, with Good Friday and Easter Monday
    expect(tasks(sim)).toEqual(['in-gevaar:berichtenbox']);
  });
});

describe('other consumers', () => {
  it('stay where they are, while one is delayed, moves and lets its slot pass', () => {
    const planning = planningWith();
    const other = bring(
      declared(berichtenbox, { organisatie: { naam: 'Ede', soort: 'gemeente' } }, planning),
      'berichtenbox',
      'preproduction',
    );
    const sim = track(planning, { name: 'Gouda' });
    sim.declare(paper(both));
    bring(bring(sim, 'berichtenbox', 'preproduction'), 'lopendeZaken', 'application');
    const reservation = () => planning.state.organisations[other.context.organisation.id];
    const before = reservation();
    report(sim, { klaarOp: '2027-04-05' });
    act(sim, 'alternatieven-sturen', 'berichtenbox');
    act(sim, 'nieuwe-inroostering-vastleggen', 'berichtenbox');
    sim.until(slotBegin(sim, 'berichtenbox') + 8 * 3_600_000);
    expect(sim.view('berichtenbox').voorbijgeganeTijdsloten).toBe(1);
    expect(reservation()).toEqual(before);
    expect(planning.notices.filter(({ kind }) => kind === 'moveProposed' || kind === 'displaced')).toEqual(
      [],
    );
  });
});
