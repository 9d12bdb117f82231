import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../machines/domain/planning/plan.ts';
import { publish } from '../../../machines/domain/planning/publish.ts';
import type { PlanningAnswer } from '../../../machines/domain/planning/requests.ts';
import {
  act,
  berichtenbox,
  bring,
  clear,
  declared,
  paper,
  planningWith,
  stageOf,
  tasks,
  track,
} from './office.ts';
import { at, type Simulation } from './simulation.ts';

const answered = (sim: Simulation, answer: PlanningAnswer) => sim.send({ type: 'planning.answered', answer });
const full = () =>
  planningWith((file) => {
    file.tranches.pop();
    file.tranches.forEach((tranche) => (tranche.maximumOrganisaties = 1));
  });

describe('the waiting list', () => {
  it('shows the place in it, waits on the Servicecentrum, and ends when the planning has a place', () => {
    const planning = full();
    const first = declared(berichtenbox, {}, planning);
    const second = track(planning, { name: 'Gouda' });
    second.declare(paper({ berichtenbox: { teststart: '2027-02-01', ingebruikname: '2027-05-03' } }));
    const third = track(planning, { name: 'Breda' });
    third.declare(paper({ berichtenbox: { teststart: '2027-02-01', ingebruikname: '2027-04-01' } }));
    expect(second.view('berichtenbox').plaats).toBe('wachtlijst, plaats 1 (laatste stand; zie de planning)');
    expect(third.view('berichtenbox').plaats).toBe('wachtlijst, plaats 1 (laatste stand; zie de planning)'); // it asks for an earlier ingebruikname
    expect(tasks(second)).toContain('wachtlijst:berichtenbox');
    act(second, 'intentieverklaring-goedkeuren');
    // The last slot in time is on 15 April; 20 working days before it, with Good Friday and Easter Monday between:
    expect(second.view('berichtenbox')).toMatchObject({
      wachtOp: 'Servicecentrum',
      termijn: '2027-03-16',
      gevraagd: ['een plaats in een tranche vinden'],
    });
    planning.notices.length = 0;
    act(first, 'intrekken', null, { reden: 'Geen budget' });
    const [notice] = planning.notices;
    expect(notice).toMatchObject({ kind: 'placed', organisation: 'gemeente-breda', agreed: false });
    if (notice !== undefined) answered(third, notice);
    expect(third.view('berichtenbox').plaats).toBe('voorlopig: dinsdag 2 maart 2027 om 09:00 uur');
    expect(tasks(third)).toEqual([]);
    bring(third, 'berichtenbox', 'live');
  });

  it('is left by withdrawing', () => {
    const planning = full();
    declared(berichtenbox, {}, planning);
    const second = track(planning, { name: 'Gouda' });
    second.declare(paper(berichtenbox));
    act(second, 'intrekken', null, { reden: 'Geen budget' });
    expect(planning.state.organisations['gemeente-gouda']?.reservations.berichtenbox?.status).toBe(
      'released',
    );
    expect(tasks(second)).toEqual([]);
  });
});

describe('an answer of the planning', () => {
  it('is dropped when it is of an older request, or comes twice', () => {
    const sim = declared(berichtenbox);
    act(sim, 'intentieverklaring-goedkeuren');
    sim.holdsBack = true;
    act(sim, 'akkoord-vastleggen');
    const [answer] = sim.underway;
    if (answer === undefined || !('generation' in answer)) throw new Error('Nothing was asked');
    const before = sim.state.snapshot.context;
    answered(sim, { ...answer, generation: answer.generation - 1 });
    expect(sim.state.snapshot.context.connections).toEqual(before.connections);
    sim.deliver();
    expect(stageOf(sim, 'berichtenbox')).toBe('impactAnalysis');
    const after = sim.state.snapshot.context;
    clear(sim);
    answered(sim, answer);
    expect(sim.mails).toEqual([]);
    expect(sim.state.snapshot.context).toEqual({ ...after, now: sim.now });
  });

  it('that comes after a withdrawal changes nothing', () => {
    const sim = declared(berichtenbox);
    act(sim, 'intentieverklaring-goedkeuren');
    sim.holdsBack = true;
    act(sim, 'akkoord-vastleggen');
    act(sim, 'intrekken', null, { reden: 'Geen budget' });
    clear(sim);
    while (sim.underway.length > 0) sim.deliver();
    expect(stageOf(sim, 'berichtenbox')).toBe('withdrawn');
    expect(sim.context.connections.berichtenbox).toMatchObject({ place: { status: 'none' }, moving: null });
    expect(sim.mails).toEqual([]);
  });

  it('that refuses keeps the old slot, tells the desk why, and brings alternatives', () => {
    const planning = planningWith();
    const sim = bring(declared(berichtenbox, {}, planning), 'berichtenbox', 'chainTest');
    act(sim, 'alternatieven-opvragen');
    const { tijdslot, alternatieven } = sim.view('berichtenbox');
    const [wanted = ''] = alternatieven.map(({ id }) => id);
    const other = track(planning, { name: 'Gouda' });
    other.declare(paper({ berichtenbox: { teststart: '2027-02-01', ingebruikname: '2027-05-03' } }));
    expect(other.view('berichtenbox').tijdslot?.id).toBe(wanted);
    clear(sim);
    act(sim, 'nieuwe-inroostering-vastleggen', null, { tijdslot: wanted });
    expect(sim.view('berichtenbox').tijdslot).toEqual(tijdslot);
    expect(sim.mails).toEqual([]);
    expect(tasks(sim)).toEqual(['tijdslot-geweigerd:berichtenbox']);
    expect(sim.view('berichtenbox').alternatieven.map(({ id }) => id)).not.toContain(wanted);
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(tasks(sim)).toEqual([]);
  });

  it('about dates that changed meanwhile leaves nobody waiting', () => {
    const planning = full();
    declared(berichtenbox, {}, planning);
    const sim = track(planning, { name: 'Gouda' });
    sim.declare(paper(berichtenbox));
    sim.holdsBack = true;
    act(sim, 'gegevens-wijzigen', null, { ingebruikname: '2027-06-01' });
    act(sim, 'gegevens-wijzigen', null, { ingebruikname: '2027-06-02' });
    while (sim.underway.length > 0) sim.deliver();
    expect(sim.context.connections.berichtenbox).toMatchObject({
      place: { status: 'waiting' },
      moving: null,
    });
  });

  it('to a request that was overtaken by another is not waited for', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    act(sim, 'alternatieven-opvragen');
    act(sim, 'tijdslot-vrijgeven', null, { reden: 'Later' });
    sim.holdsBack = true;
    act(sim, 'corrigeren', null, { naar: 'inroostering', reden: 'Vergissing' });
    const waits = () => {
      const { generation } = sim.context.connections.berichtenbox ?? { generation: 0 };
      const key = { organisation: 'gemeente-utrecht', function: 'berichtenbox', generation } as const;
      answered(sim, { kind: 'waiting', ...key, position: 1, lastUsefulSlot: null });
    };
    waits();
    act(sim, 'akkoord-vastleggen'); // on an alternative that was known before
    expect(sim.context.connections.berichtenbox?.moving).not.toBeNull();
    act(sim, 'gegevens-wijzigen', null, { ingebruikname: '2027-06-01' });
    waits();
    while (sim.underway.length > 0) sim.deliver();
    expect(sim.context.connections.berichtenbox).toMatchObject({ moving: null });
  });

  it('that refuses before any place was held leaves the desk to ask again', () => {
    const sim = declared(berichtenbox);
    act(sim, 'intrekken', null, { reden: 'x' });
    sim.holdsBack = true;
    act(sim, 'heropenen', null, { reden: 'x' });
    const { generation } = sim.context.connections.berichtenbox ?? { generation: 0 };
    const key = { organisation: 'gemeente-utrecht', function: 'berichtenbox', generation } as const;
    answered(sim, { kind: 'refused', ...key, reason: 'Dat kan niet.' });
    expect(sim.context.connections.berichtenbox).toMatchObject({ place: { status: 'none' } });
    expect(tasks(sim)).toEqual(['tijdslot-geweigerd:berichtenbox']);
  });

  it('that a new plan has no room becomes a task with alternatives, and the slot is kept', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    const { generation } = sim.context.connections.berichtenbox ?? { generation: 0 };
    const key = { organisation: 'gemeente-utrecht', function: 'berichtenbox', generation } as const;
    answered(sim, {
      kind: 'displaced',
      ...key,
      reason: 'Tijdslot T1.2027-03-02.0900 staat niet meer in de planning.',
    });
    expect(tasks(sim)).toEqual(['geen-tijdslot:berichtenbox']);
    expect(sim.view('berichtenbox').tijdslot?.id).toBe('T1.2027-03-02.0900');
    expect(sim.view('berichtenbox').alternatieven).toHaveLength(3);
  });

  it.each(['held', 'agreed'] as const)(
    'that a later plan has its %s slot again closes the task, and is in the diary',
    (status) => {
      const sim = declared(berichtenbox);
      if (status === 'agreed') bring(sim, 'berichtenbox', 'preproduction');
      const slot = sim.view('berichtenbox').tijdslot;
      const before = sim.planning.state.plan;
      const publishes = (plan: Plan) => {
        const published = publish(sim.planning.state, plan, sim.now);
        if (published.kind !== 'published') throw new Error(published.kind);
        sim.planning.state = published.state;
        for (const notice of published.notices) answered(sim, notice);
      };
      publishes({ ...before, version: 'zonder T1', tranches: before.tranches.slice(1) });
      expect(tasks(sim)).toContain('geen-tijdslot:berichtenbox');
      publishes(before);
      expect(sim.view('berichtenbox').tijdslot).toEqual(slot);
      expect(tasks(sim)).not.toContain('geen-tijdslot:berichtenbox');
      expect(sim.diary.map(({ text }) => text)).toContain(
        'Het tijdslot blijft toch: dinsdag 2 maart 2027 om 09:00 uur, tranche T1.',
      );
    },
  );

  it('about advice counts once, also when answers cross', () => {
    const sim = declared(berichtenbox);
    sim.holdsBack = true;
    act(sim, 'advies-boeken', null, { minuten: 60 });
    act(sim, 'advies-boeken', null, { minuten: 100 });
    expect(sim.do('advies-boeken', null, { minuten: 81 })).toMatch(/ten hoogste 80/);
    const [first] = sim.underway;
    sim.deliver(1);
    sim.deliver(0);
    if (first !== undefined) answered(sim, first);
    expect(sim.context.advice).toEqual({ usedMinutes: 160, pending: {} });
  });
});

describe('tasks for the desk', () => {
  it('a cancel in the UI mails nobody: the desk withdraws, or dismisses it', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    clear(sim);
    sim.send({ type: 'cancel.requested' });
    expect(sim.mails).toEqual([]);
    expect(tasks(sim)).toEqual(['annulering-gevraagd']);
    expect(stageOf(sim, 'berichtenbox')).toBe('preproduction');
    act(sim, 'taak-afronden', null, { taak: 'annulering-gevraagd' });
    expect(tasks(sim)).toEqual([]);
    sim.send({ type: 'cancel.requested' });
    act(sim, 'intrekken', null, { reden: 'Op verzoek' });
    expect(tasks(sim)).toEqual([]);
  });

  it('mail that cannot be delivered, until the contact is changed', () => {
    const sim = declared(berichtenbox);
    sim.send({ type: 'mail.undeliverable', order: 'x', to: ['joke.bakker@example.org'], reason: '550' });
    expect(tasks(sim)).toEqual(['mail-onbestelbaar']);
    act(sim, 'contactpersoon-wijzigen', null, {
      rol: 'projectleider',
      naam: 'Joke Bakker',
      email: 'joke@example.org',
    });
    expect(tasks(sim)).toEqual([]);
  });

  it('nobody to mail: asked for once, and settled by an address', () => {
    const sim = declared(berichtenbox, { contactpersonen: [] });
    expect(sim.mails).toEqual([]);
    expect(tasks(sim)).toEqual(['contactgegevens']);
    act(sim, 'contactpersoon-wijzigen', null, { rol: 'projectleider', naam: 'Joke Bakker' });
    expect(tasks(sim)).toEqual(['contactgegevens']);
    act(sim, 'contactpersoon-wijzigen', null, {
      rol: 'projectleider',
      naam: 'Joke Bakker',
      email: 'joke@example.org',
    });
    expect(tasks(sim)).toEqual([]);
  });

  it('a promise to call back: on its own day, and each apart', () => {
    const sim = declared(berichtenbox);
    const promise = (terugbellenOp: string, met = 'Joke Bakker') =>
      act(sim, 'contactmoment-vastleggen', null, { tekst: 'Vraag', met, terugbellenOp });
    act(sim, 'contactmoment-vastleggen', null, { tekst: 'Vraag over het certificaat' });
    promise('2027-01-06');
    promise('2027-01-06', 'P. Smit');
    promise('2027-01-10'); // a Sunday
    expect(tasks(sim)).toEqual([]);
    sim.until('2027-01-06 08:59');
    expect(tasks(sim)).toEqual([]);
    sim.until('2027-01-06 09:00');
    const texts = () => sim.context.tasks.map(({ text }) => text);
    expect(texts()).toEqual([
      'Bel Joke Bakker terug: dat is beloofd voor woensdag 6 januari 2027.',
      'Bel P. Smit terug: dat is beloofd voor woensdag 6 januari 2027.',
    ]);
    act(sim, 'taak-afronden', null, { taak: tasks(sim)[0] ?? '' });
    expect(texts()).toEqual(['Bel P. Smit terug: dat is beloofd voor woensdag 6 januari 2027.']);
    sim.until('2027-01-11 09:00');
    expect(texts()).toHaveLength(2);
    sim.until('2027-02-01');
    expect(texts()).toHaveLength(2);
  });

  it('a promise to call back today is one at once, when the desk is open', () => {
    const sim = declared(berichtenbox);
    sim.until('2027-01-06 14:00');
    act(sim, 'contactmoment-vastleggen', null, { tekst: 'Vraag', terugbellenOp: '2027-01-06' });
    sim.until('2027-01-06 14:00');
    expect(tasks(sim)).toHaveLength(1);
  });

  it('no outcome on the working day after the test', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
    sim.until('2027-03-03 08:59');
    expect(tasks(sim)).toEqual([]);
    sim.until('2027-03-03 10:00');
    expect(tasks(sim)).toEqual(['uitslag-ontbreekt:berichtenbox']);
    act(sim, 'ketentest-vastleggen', null, { datum: '2027-03-02' });
    expect(tasks(sim)).toEqual([]);
    expect(sim.now).toBe(at('2027-03-03 10:00'));
  });
});
