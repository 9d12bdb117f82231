import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionFunctions, isStep } from '../../../machines/domain/vocabulary.ts';
import type { TrackEvent } from '../../../machines/track/events.ts';
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

const agreedSlot = (sim: Simulation) => {
  const reservation = reservationOf(sim);
  return reservation !== undefined && 'slot' in reservation ? reservation.slot : null;
};

/** As the server does it: all at once, before the planning has answered anything; what can't be done now is refused. */
function reset(sim: Simulation, point: Simulation['state'], events: readonly TrackEvent[]): void {
  sim.holdsBack = true;
  sim.setBack(point);
  for (const event of events) if (sim.can(event)) sim.send(event);
  while (sim.underway.length > 0) sim.deliver();
  sim.holdsBack = false;
}

type Act = readonly [code: string, input: object];
function doOnce(sim: Simulation, [code, input]: Act): TrackEvent {
  const meaning = sim.meaning(code, null, input);
  if (!meaning.ok) throw new Error(meaning.reason);
  sim.send(meaning.event);
  return meaning.event;
}

const approved = ['intentieverklaring-goedkeuren', {}] as const;
const agreement = ['akkoord-vastleggen', {}] as const;
const corrected = ['corrigeren', { naar: 'inroostering', reden: 'Vergissing' }] as const;
const withdrawn = ['intrekken', { reden: 'Vergissing' }] as const;
const reopened = ['heropenen', { reden: 'Toch wel' }] as const;
const givenBack = ['tijdslot-vrijgeven', { reden: 'Later' }] as const;
const offered = ['alternatieven-opvragen', {}] as const;
const replanned = ['nieuwe-inroostering-vastleggen', {}] as const;
const courses = [
  { course: 'an akkoord', acts: [approved, agreement] },
  { course: 'an akkoord, corrected', acts: [approved, agreement, corrected, agreement] },
  { course: 'another slot', acts: [approved, agreement, givenBack, offered, replanned] },
  { course: 'a withdrawal that was taken back', acts: [approved, agreement, withdrawn, reopened, agreement] },
];

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

  it.each(courses)('to any point of $course keeps the slot that was agreed', ({ acts }) => {
    const sim = track();
    const points = [sim.state];
    const declaration = sim.declare(paper(berichtenbox));
    const done: TrackEvent[] = [{ type: 'declaration.received', declaration, by: 'test', at: sim.now }];
    for (const one of acts) {
      points.push(sim.state);
      done.push(doOnce(sim, one));
    }
    points.push(sim.state);
    expect(reservationOf(sim)).toMatchObject({ status: 'agreed' });
    for (const [i, state] of points.entries()) {
      for (const isDoneAgain of [true, false]) {
        const again = sim.fork();
        reset(again, state, isDoneAgain ? done.slice(i) : []);
        again.recall();
        const stage = stageOf(again, 'berichtenbox');
        if (stage === undefined) continue; // as if it was never declared
        checkAgreement(again);
        const kept = isStep(stage) ? { status: 'agreed', slot: agreedSlot(sim) } : { status: 'released' };
        expect(reservationOf(again), `${i}`).toMatchObject(kept);
        expect(again.context.connections.berichtenbox).toMatchObject({ moving: null });
        expect(again.context.connections.berichtenbox?.generation).toBe(reservationOf(again)?.generation);
      }
    }
  });

  it('keeps a place that is voorlopig too, when an older withdrawal is done again', () => {
    const planning = planningWith((file) => {
      file.tranches.splice(1);
      file.tranches.forEach((tranche) => (tranche.maximumOrganisaties = 1));
    });
    const sim = declared(berichtenbox, {}, planning);
    act(sim, 'intentieverklaring-goedkeuren');
    const point = sim.state;
    const events = [withdrawn, reopened].map((one) => doOnce(sim, one));
    const waiting = track(planning, { name: 'Gouda' });
    waiting.declare(paper(berichtenbox));
    reset(sim, point, events);
    sim.recall();
    expect(reservationOf(sim)).toMatchObject({ status: 'held' });
    checkAgreement(sim);
    expect(tasks(waiting)).toContain('wachtlijst:berichtenbox');
  });

  it('at any moment, keeps what was agreed and is still to come, whether or not all is done again', () => {
    const some = fc.array(happening, { maxLength: 4 });
    let kept = 0;
    fc.assert(
      fc.property(some, some, some, fc.boolean(), (before, undone, more, isDoneAgain) => {
        const sim = declared(both);
        const happen = (happenings: typeof before): readonly TrackEvent[] =>
          happenings.flatMap((one) => {
            if (sim.done || one.kind === 'world' || one.kind === 'repeat') return [];
            sim.until(sim.now);
            return carryOut(sim, one) ?? [];
          });
        const agree = (): readonly TrackEvent[] =>
          ['intentieverklaring-goedkeuren', 'akkoord-vastleggen'].flatMap((code) =>
            connectionFunctions.flatMap((fn) => {
              const meaning = sim.meaning(code, fn);
              if (sim.done || !meaning.ok || !sim.can(meaning.event)) return [];
              sim.send(meaning.event);
              return meaning.event;
            }),
          );
        happen(before);
        const point = sim.state;
        const events = [...agree(), ...happen(undone), ...agree(), ...happen(more), ...agree()];
        if (sim.done) return;
        const agreed = connectionFunctions.flatMap((fn) => {
          const place = sim.context.connections[fn]?.place;
          return place?.status === 'agreed' && place.slot.begin > sim.now
            ? [{ fn, slot: place.slot.id }]
            : [];
        });
        reset(sim, point, isDoneAgain ? events : []);
        sim.recall();
        if (sim.done) return;
        for (const { fn, slot } of agreed) {
          if (!isStep(stageOf(sim, fn) ?? 'withdrawn')) continue; // it gives back what it has
          const { organisation } = sim.context;
          const held = sim.planning.state.organisations[organisation.id]?.reservations[fn];
          expect(held).toMatchObject({ status: 'agreed', slot });
          kept++;
        }
      }),
      { numRuns: 200 },
    );
    expect(kept).toBeGreaterThan(100);
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
