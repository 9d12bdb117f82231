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
  planningWith,
  track,
  unsigned,
} from './office.ts';
import type { Simulation } from './simulation.ts';

const ids = (sim: Simulation) => sim.mails.map(({ id }) => id);

/** To whom, and what; not by mail. */
const told = (sim: Simulation) => sim.told.map(({ to, id }) => `${to} ${id}`);

/** What the desk does with the first function, in order. */
const work: readonly ((sim: Simulation) => void)[] = [
  (sim) =>
    act(sim, 'intentieverklaring-onvolledig-verklaren', 'berichtenbox', {
      opmerking: 'de bijlage ontbreekt',
    }),
  (sim) => act(sim, 'intentieverklaring-aanvullen'),
  (sim) => act(sim, 'intentieverklaring-goedkeuren', 'berichtenbox'),
  (sim) => act(sim, 'inroostering-voorstellen', 'berichtenbox'),
  (sim) => act(sim, 'akkoord-vastleggen', 'berichtenbox'),
  (sim) => act(sim, 'documenten-ontvangen', null, { documenten: ['verwerkersovereenkomst'] }),
  (sim) =>
    act(sim, 'documenten-afkeuren', null, { documenten: ['verwerkersovereenkomst'], reden: 'niet getekend' }),
  (sim) => act(sim, 'documenten-ontvangen', null, { documenten: ['verwerkersovereenkomst'] }),
  (sim) =>
    act(sim, 'documenten-afkeuren', null, { documenten: ['verwerkersovereenkomst'], reden: 'niet getekend' }),
];

describe('the identity of a mail', () => {
  it('is its own, also when the very same is said twice', () => {
    const sim = declared(both);
    for (const step of work) step(sim);
    expect(mailsOf(sim, 'documentsRejected')).toHaveLength(2);
    bring(sim, 'berichtenbox', 'live');
    bring(sim, 'lopendeZaken', 'live');
    expect(sim.mails.length).toBeGreaterThan(15);
    expect(new Set(ids(sim)).size).toBe(sim.mails.length);
  });

  it('is another one in the organisation’s next track', () => {
    const first = declared(berichtenbox);
    const second = track(planningWith(), {}, '2027-06-01');
    second.declare(paper(berichtenbox));
    expect(first.mails.map(({ content }) => content.kind)).toEqual(['declarationReceived']);
    expect(second.mails[0]?.organisation).toEqual(first.mails[0]?.organisation);
    expect(second.mails[0]?.track).not.toBe(first.mails[0]?.track);
    expect(second.mails[0]?.id).not.toBe(first.mails[0]?.id);
  });

  it('does not depend on what else was mailed', () => {
    const busy = declared(both);
    busy.until('2027-01-25'); // the ladder of the desk climbs
    act(busy, 'opschorten', null, { reden: 'verhuizing' });
    act(busy, 'hervatten');
    const calm = declared(both);
    clear(busy);
    clear(calm);
    for (const step of work) {
      step(busy);
      step(calm);
    }
    expect(ids(busy)).toEqual(ids(calm));
  });
});

describe('after a reset', () => {
  it('what the later actions mail again has its old identity, at a later time', () => {
    const sim = declared(both);
    const past = sim.fork();
    for (const step of work) {
      step(sim);
      sim.until(sim.now + 86_400_000);
    }
    const before = sim.mails;
    past.wakeAt(sim.now + 7 * 86_400_000);
    clear(past);
    for (const step of work) step(past);
    const again = ids(past);
    expect(again.length).toBeGreaterThanOrEqual(5);
    expect(before.map(({ id }) => id)).toEqual(expect.arrayContaining(again));
    expect(past.mails[0]?.date).not.toBe(before[1]?.date);
  });

  it('the ladder tells the desk what it told before, and does not go back to the consumer', () => {
    const sim = declared(both, unsigned); // both wait on the consumer, and climb together
    act(sim, 'gegevens-wijzigen', 'lopendeZaken', { teststart: '2027-04-01' });
    const past = sim.fork();
    clear(sim);
    sim.until('2027-01-13');
    expect(mailsOf(sim, 'ladder').length).toBeGreaterThan(0);
    clear(past);
    past.wakeAt('2027-01-13 10:30');
    expect(mailsOf(past, 'ladder')).toEqual([]);
    expect(told(past).length).toBeGreaterThan(0);
    expect(told(past)).toEqual(told(sim));
  });

  it('a mail that takes several mornings together is the last of them', () => {
    const sim = declared(berichtenbox, unsigned);
    sim.until('2027-01-05 12:00');
    sim.declare(paper({ lopendeZaken: { teststart: '2027-02-15', ingebruikname: '2027-07-01' } }, unsigned));
    const past = sim.fork();
    clear(sim);
    sim.until('2027-01-08');
    const mornings = mailsOf(sim, 'ladder');
    expect(mornings.map(({ date, content }) => [date, content.lines.length])).toEqual([
      ['2027-01-06', 1],
      ['2027-01-07', 1],
    ]);
    clear(past);
    past.wakeAt('2027-01-08 07:00'); // outside desk hours: it leaves later that morning
    expect(past.mails).toEqual([]);
    past.until('2027-01-08 11:00');
    const [again, ...more] = mailsOf(past, 'ladder');
    expect(more).toEqual([]);
    expect(again?.content.lines).toHaveLength(2);
    expect(again?.id).toBe(mornings[1]?.id);
    expect(again?.date).toBe('2027-01-08');
  });
});

describe('a reminder', () => {
  it('knows whether it is the first that is sent, whatever its rung', () => {
    const short = declared(berichtenbox, unsigned); // ten days before lies before the receipt
    short.until('2027-01-11 12:00');
    const reminders = mailsOf(short, 'ladder').flatMap(({ content }) =>
      content.lines.map(({ rung, remindedBefore }) => [rung, remindedBefore]),
    );
    expect(reminders).toEqual([
      ['reminder2', false],
      ['due', true],
    ]);
  });

  it('that a later one overtook was not sent before it', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    const due = sim.context.watched.find(({ waitsOn }) => waitsOn === 'consumer')?.due ?? '';
    clear(sim);
    sim.wakeAt(`${due} 06:00`);
    sim.until(`${due} 11:00`);
    expect(
      mailsOf(sim, 'ladder').flatMap(({ content }) =>
        content.lines.map(({ remindedBefore }) => remindedBefore),
      ),
    ).toEqual([false]);
  });
});
