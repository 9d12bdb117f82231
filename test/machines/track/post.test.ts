import { describe, expect, it } from 'vitest';
import { Turn } from '../../../machines/track/turn.ts';
import { act, berichtenbox, clear, declared, tasks, unsigned } from './office.ts';
import { at, type Simulation } from './simulation.ts';

const told = (sim: Simulation) => sim.told.map(({ id, to }) => `${to} ${id}`);
const bounce = (sim: Simulation, order: string) =>
  sim.send({
    type: 'mail.undeliverable',
    order,
    to: ['joke.bakker@example.org'],
    reason: 'Deze mailbox is vol.',
  });

describe('what a track tells the desk', () => {
  it('is each task that opens, once, also when it is renewed', () => {
    const sim = declared(berichtenbox);
    bounce(sim, 'gemeente-utrecht.1');
    sim.until('2027-01-05');
    bounce(sim, 'gemeente-utrecht.2');
    expect(told(sim)).toEqual([expect.stringMatching(/^desk gemeente-utrecht\.\w+\/mail-onbestelbaar\/1$/)]);
    expect(sim.told[0]).toMatchObject({
      organisation: { id: 'gemeente-utrecht', name: 'Utrecht' },
      on: '2027-01-04',
      what: { kind: 'task', text: expect.stringContaining('Mail komt niet aan op: joke.bakker@example.org') },
    });
  });

  it('is taken back when a task is finished, and told anew when it opens again', () => {
    const sim = declared(berichtenbox);
    bounce(sim, 'gemeente-utrecht.1');
    act(sim, 'taak-afronden', null, { taak: 'mail-onbestelbaar' });
    expect(told(sim)).toEqual([]);
    bounce(sim, 'gemeente-utrecht.2');
    expect(told(sim)).toEqual([expect.stringMatching(/mail-onbestelbaar\/2$/)]);
  });

  it('is a promise to call back on its day, not when the desk itself has just made it', () => {
    const sim = declared(berichtenbox);
    const promise = { met: 'P. Smit', tekst: 'Belt terug', terugbellenOp: '2027-01-08' };
    act(sim, 'contactmoment-vastleggen', null, promise);
    expect(told(sim)).toEqual([]);
    sim.until('2027-01-08 12:00');
    expect(tasks(sim)).toEqual(['terugbellen:1']);
    const calls = () => told(sim).filter((id) => id.includes('terugbellen'));
    expect(calls()).toEqual([expect.stringContaining('/terugbellen:1/')]);
    act(sim, 'taak-afronden', null, { taak: 'terugbellen:1' });
    expect(calls()).toEqual([]);
  });

  it('is the letter that is prepared, once: by the rung that prepared it', () => {
    const sim = declared(berichtenbox, unsigned);
    sim.until('2027-01-25');
    clear(sim);
    sim.until('2027-01-25 18:00');
    expect(tasks(sim)).toEqual(['brief-klaar']);
    expect(told(sim)).toEqual([
      expect.stringContaining('/berichtenbox/declaration.1/step/consumer/2027-01-11/escalation2'),
    ]);
  });

  it('has the same ids after a reset, at a later time', () => {
    const sim = declared(berichtenbox, unsigned);
    const past = sim.fork();
    for (const one of [sim, past]) {
      if (one === past) one.wakeAt('2027-01-20 10:00');
      bounce(one, 'gemeente-utrecht.1');
    }
    const task = (one: Simulation) => told(one).filter((id) => id.includes('mail-onbestelbaar'));
    expect(task(past)).toEqual(task(sim));
  });

  it('is nothing when a task comes and goes in one turn', () => {
    const turn = new Turn({ ...declared(berichtenbox).context, now: at('2027-01-04 12:00') });
    turn.task('inDanger', 'berichtenbox', 'De planning is in gevaar.');
    turn.settle('berichtenbox', 'inDanger');
    expect(turn.effects).toMatchObject([{ kind: 'post', post: { told: [] } }]);
  });
});
