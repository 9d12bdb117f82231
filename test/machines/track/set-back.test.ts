import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionFunctions } from '../../../machines/domain/vocabulary.ts';
import { carryOut, happening } from './happenings.ts';
import {
  act,
  berichtenbox,
  both,
  bring,
  declared,
  planningWith,
  slotBegin,
  stageOf,
  tasks,
  track,
  paper,
} from './office.ts';
import type { Simulation } from './simulation.ts';

const reservationOf = (sim: Simulation) =>
  sim.planning.state.organisations[sim.context.organisation.id]?.reservations.berichtenbox;

/** What is still to come is the same on both sides. */
function checkAgreement(sim: Simulation): void {
  const { connections, organisation } = sim.context;
  for (const fn of connectionFunctions) {
    const place = connections[fn]?.place;
    const held = sim.planning.state.organisations[organisation.id]?.reservations[fn];
    const known = place !== undefined && 'slot' in place ? [place.status, place.slot.id] : [place?.status];
    const isOver = place !== undefined && 'slot' in place && place.slot.begin <= sim.now;
    if (isOver) continue;
    switch (held?.status) {
      case 'held':
      case 'agreed':
        // One that has passed is let go of by the track, in its own time.
        if (place?.status === 'none' && connections[fn]?.slotLostOn !== null) break;
        expect(known).toEqual([held.status, held.slot]);
        break;
      case 'waiting':
        expect(known).toEqual(['waiting']);
        break;
      case 'trancheOnly':
      case 'released':
      case undefined:
        expect(known[0] ?? 'none').toBe('none');
    }
  }
}

describe('a track that was reset', () => {
  it('keeps a place that was agreed since, once it hears of it', () => {
    const sim = declared(berichtenbox);
    act(sim, 'intentieverklaring-goedkeuren');
    const before = sim.state;
    act(sim, 'akkoord-vastleggen');
    sim.setBack(before);
    expect(stageOf(sim, 'berichtenbox')).toBe('trancheAssignment');
    sim.recall();
    expect(stageOf(sim, 'berichtenbox')).toBe('impactAnalysis');
    const [first, again] = sim.mails.filter(({ content }) => content.kind === 'slotAgreed');
    expect(again?.id).toBe(first?.id); // so that it isn't sent again
    checkAgreement(sim);
  });

  it('that does something else instead is believed: what is asked last counts', () => {
    const sim = declared(berichtenbox);
    act(sim, 'intentieverklaring-goedkeuren');
    const before = sim.state;
    act(sim, 'akkoord-vastleggen');
    act(sim, 'tijdslot-vrijgeven', null, { reden: 'Later' });
    sim.setBack(before);
    act(sim, 'intrekken', null, { reden: 'Toch niet' });
    expect(reservationOf(sim)?.status).toBe('released');
    checkAgreement(sim);
    sim.recall();
    expect(stageOf(sim, 'berichtenbox')).toBe('withdrawn');
    expect(reservationOf(sim)?.status).toBe('released');
  });

  it('to before its withdrawal gets its agreed slot again, and mails nobody about it', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    const before = sim.state;
    const slot = slotBegin(sim, 'berichtenbox');
    act(sim, 'intrekken', null, { reden: 'Vergissing' });
    sim.setBack(before);
    const mails = sim.mails.length;
    sim.recall();
    expect(reservationOf(sim)).toMatchObject({ status: 'agreed' });
    expect(slotBegin(sim, 'berichtenbox')).toBe(slot);
    expect(sim.mails.length).toBe(mails);
    expect(sim.context.connections.berichtenbox?.slotLostOn).toBeNull();
    checkAgreement(sim);
  });

  it('to before its withdrawal, when its slot was given away, asks the desk for another one', () => {
    const planning = planningWith((file) => {
      file.tranches.splice(1);
    });
    const sim = bring(declared(berichtenbox, {}, planning), 'berichtenbox', 'application');
    const before = sim.state;
    act(sim, 'intrekken', null, { reden: 'Vergissing' });
    const other = track(planning, { name: 'Gouda' });
    other.declare(paper(berichtenbox));
    sim.setBack(before);
    sim.recall();
    expect(tasks(sim)).toContain('tijdslot-geweigerd:berichtenbox');
    checkAgreement(sim);
    checkAgreement(other);
  });

  it('and ended, gives back what the planning held for it', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    act(sim, 'intrekken', null, { reden: 'Toch niet' });
    const before = sim.state;
    act(sim, 'heropenen', null, { reden: 'Toch wel' });
    act(sim, 'akkoord-vastleggen');
    sim.setBack(before);
    sim.recall();
    expect(reservationOf(sim)?.status).toBe('released');
  });

  it('at any moment, holds in the end what the planning thinks, whatever was done before and after', () => {
    const some = fc.array(happening, { maxLength: 15 });
    let compared = 0;
    fc.assert(
      fc.property(some, some, some, fc.boolean(), (before, undone, after, isNoticed) => {
        const sim = declared(both);
        const happen = (happenings: typeof before) => {
          for (const one of happenings) {
            if (sim.done) return;
            sim.until(sim.now);
            // What a planner proposes is told by a planning that knows it: here nobody proposed anything.
            if (one.kind === 'world' || one.kind === 'repeat') continue;
            carryOut(sim, one);
          }
        };
        happen(before);
        const kept = sim.state;
        happen(undone);
        sim.setBack(kept);
        if (isNoticed) sim.recall();
        happen(after);
        if (!isNoticed) sim.recall();
        if (sim.done) return;
        checkAgreement(sim);
        compared++;
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
