import { describe, expect, it } from 'vitest';
import { occupancyOf } from '../../../machines/domain/planning/capacity.ts';
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
  paper,
  planningWith,
  stageOf,
  supplier,
  tasks,
  track,
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
        documents: [],
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

  it('to the application has the form checked again, keeps the agreement, and takes back the formal start', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    expect(sim.context.formalStartOn).toBe('2027-01-04');
    sim.until('2027-01-11');
    correct(sim, 'application');
    expect(sim.context.documents).toMatchObject({
      agreement: { status: 'accepted' },
      'form.berichtenbox': { status: 'received' },
    });
    expect(sim.context.formalStartOn).toBeNull();
    expect(sim.diary.at(-1)?.text).toBe('De formele start van maandag 4 januari 2027 vervalt.');
    bring(sim, 'berichtenbox', 'preproduction');
    expect(sim.context.formalStartOn).toBe('2027-01-11');
  });

  it('can put back an agreement that was accepted by mistake, to reject it after all', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    const corrected = { naar: 'aanvraag', reden: 'Niet bevoegd', documenten: ['verwerkersovereenkomst'] };
    act(sim, 'corrigeren', null, corrected);
    expect(stageOf(sim, 'berichtenbox')).toBe('application');
    expect(sim.context.documents).toMatchObject({
      agreement: { status: 'received' },
      'form.berichtenbox': { status: 'accepted' },
    });
    act(sim, 'documenten-afkeuren', null, { documenten: ['verwerkersovereenkomst'], reden: 'Niet bevoegd' });
    expect(sim.view('berichtenbox').gevraagd).toEqual(['verwerkersovereenkomst']);
    bring(sim, 'berichtenbox', 'preproduction');
  });

  it('can put back an agreement in the application itself, while the form is still to come', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    const agreement = { documenten: ['verwerkersovereenkomst'] };
    expect(sim.do('corrigeren', null, { naar: 'aanvraag', reden: 'x' })).toMatch(/^Naar: verwacht/i);
    act(sim, 'documenten-ontvangen', null, agreement);
    act(sim, 'documenten-goedkeuren', null, agreement);
    act(sim, 'corrigeren', null, { naar: 'aanvraag', reden: 'Verkeerde versie' });
    expect(sim.context.documents.agreement?.status).toBe('received');
    expect(stageOf(sim, 'berichtenbox')).toBe('application');
  });

  it('of the form of one function keeps the formal start when the other has its documents', () => {
    const sim = bring(
      bring(declared(both), 'berichtenbox', 'preproduction'),
      'lopendeZaken',
      'preproduction',
    );
    correct(sim, 'application', 'berichtenbox');
    expect(sim.context.formalStartOn).toBe('2027-01-04');
  });

  it('to a step after the application puts no document back', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'goLive');
    const documenten = ['verwerkersovereenkomst'];
    expect(sim.do('corrigeren', null, { naar: 'preproductie', reden: 'x', documenten })).toMatch(
      /^Documenten: terugzetten kan alleen/,
    );
    act(sim, 'corrigeren', null, { naar: 'preproductie', reden: 'x' });
    expect(sim.context.documents.agreement?.status).toBe('accepted');
  });

  it.each(['impactAnalysis', 'application', 'preproduction', 'chainTest', 'goLive'] as const)(
    'from in gebruik to %s counts in its tranche again',
    (to) => {
      const sim = bring(declared(berichtenbox), 'berichtenbox', 'live');
      const members = () => occupancyOf(sim.planning.state).organisations.get('T1')?.size ?? 0;
      expect(members()).toBe(0);
      sim.until('2027-03-04');
      correct(sim, to);
      expect(members()).toBe(1);
      if (sim.view('berichtenbox').tijdslot === null) {
        bring(sim, 'berichtenbox', 'preproduction');
        act(sim, 'nieuwe-inroostering-vastleggen');
      }
      bring(sim, 'berichtenbox', 'live');
      expect(members()).toBe(0);
      expect(sim.view('berichtenbox').voorbijgeganeTijdsloten).toBe(0);
    },
  );

  it('from in gebruik tells the desk when its tranche has no room any more, and goes on', () => {
    const planning = planningWith((file) => file.tranches.forEach((one) => (one.maximumOrganisaties = 1)));
    const sim = bring(declared(berichtenbox, {}, planning), 'berichtenbox', 'live');
    const other = track(planning, { name: 'Gouda' }, '2027-03-02 10:00');
    other.declare(paper(berichtenbox));
    sim.until('2027-03-04');
    correct(sim, 'goLive');
    expect(sim.context.tasks).toMatchObject([
      {
        id: 'tijdslot-geweigerd:berichtenbox',
        text: 'Tranche T1 is vol: bezet zijn 1 van de 1 plaatsen voor organisaties.',
      },
    ]);
    bring(sim, 'berichtenbox', 'live');
  });

  it('from in gebruik to the ingebruikname watches its speling again', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'live');
    correct(sim, 'goLive');
    sim.until('2027-05-05');
    expect(tasks(sim)).toContain('in-gevaar:berichtenbox');
  });

  it('back before its test, once the slot is over, needs another one, and that is nobody who stayed away', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'goLive');
    sim.until('2027-03-04');
    correct(sim, 'preproduction');
    expect(sim.view('berichtenbox')).toMatchObject({ tijdslot: null, voorbijgeganeTijdsloten: 0 });
    expect(tasks(sim)).toEqual(['geen-tijdslot:berichtenbox']);
    expect(sim.view('berichtenbox').alternatieven).toHaveLength(3);
    act(sim, 'nieuwe-inroostering-vastleggen');
    bring(sim, 'berichtenbox', 'live');
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
