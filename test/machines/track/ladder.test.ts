import { describe, expect, it } from 'vitest';
import { timeOf } from '../../../machines/domain/amsterdam.ts';
import { persist, persistedStateSchema, restore } from '../../../machines/engine/state.ts';
import { trackMachine } from '../../../machines/track/machine.ts';
import {
  act,
  berichtenbox,
  both,
  bring,
  clear,
  declared,
  mailsOf,
  planningWith,
  track,
  ladder,
  unsigned,
} from './office.ts';
import type { Simulation } from './simulation.ts';

/** Lets time pass from moment to moment, and tells when the ladder said something. */
function timesOf(sim: Simulation, until: string): readonly string[] {
  const times: string[] = [];
  const end = sim.fork();
  end.until(until);
  while (sim.context.armedFor !== null && sim.context.armedFor <= end.now) {
    const before = ladder(sim).join();
    sim.until(sim.context.armedFor);
    if (ladder(sim).join() !== before) times.push(timeOf(sim.now));
  }
  return times;
}

describe('the ladder', () => {
  it('climbs from reminder to letter, each rung on its own working day, to whom it is for', () => {
    const sim = declared(berichtenbox, unsigned); // due Monday 11 January; ten days before lies before the receipt
    clear(sim);
    sim.until('2027-03-01');
    expect(ladder(sim)).toEqual([
      '2027-01-06 consumer: berichtenbox reminder2',
      '2027-01-11 consumer: berichtenbox due',
      '2027-01-12 desk: berichtenbox overdue',
      '2027-01-18 coordinator: berichtenbox escalation1',
      '2027-01-25 desk: berichtenbox escalation2',
    ]);
    expect(sim.mails.filter(({ content }) => content.kind !== 'ladder')).toEqual([]);
    expect(mailsOf(sim, 'ladder')[0]?.to).toEqual([
      { name: 'Joke Bakker', email: 'joke.bakker@example.org' },
    ]);
  });

  it('speaks in the hour from 09:00, each organisation at a minute of its own', () => {
    const minutes = ['Utrecht', 'Gouda', 'Breda', 'Sittard-Geleen'].map((name) => {
      const sim = track(undefined, { name });
      sim.declare({ organisatie: { naam: name, soort: 'gemeente' }, functies: berichtenbox });
      return timesOf(sim, '2027-02-01');
    });
    for (const times of minutes) {
      expect(new Set(times).size).toBe(1);
      expect(times[0]).toMatch(/^09:/);
    }
    expect(new Set(minutes.flat()).size).toBeGreaterThan(1);
  });

  it('keeps to the days on which the desk is open', () => {
    const planning = planningWith((file) =>
      file.sluitingen.push({ van: '2027-01-12', totEnMet: '2027-01-15', reden: 'verhuizing' }),
    );
    const sim = declared(berichtenbox, unsigned, planning);
    sim.until('2027-03-01');
    expect(ladder(sim).map((line) => line.slice(0, 10))).toEqual([
      '2027-01-06',
      '2027-01-11',
      '2027-01-18',
      '2027-01-22',
      '2027-01-29',
    ]);
  });

  it('sends one mail to a recipient on a day, over both functions', () => {
    const sim = declared(both, unsigned);
    sim.until('2027-01-12 08:00');
    expect(ladder(sim)).toEqual([
      '2027-01-06 consumer: berichtenbox reminder2, lopendeZaken reminder2',
      '2027-01-11 consumer: berichtenbox due, lopendeZaken due',
    ]);
  });

  it('leaves in peace who is done in time', () => {
    const sim = declared(berichtenbox, unsigned);
    act(sim, 'intentieverklaring-aanvullen', null, { handtekening: true });
    bring(sim, 'berichtenbox', 'impactAnalysis');
    act(sim, 'impactanalyse-overslaan');
    act(sim, 'documenten-ontvangen');
    act(sim, 'documenten-goedkeuren');
    act(sim, 'preproductie-melden');
    clear(sim);
    sim.until('2027-02-15');
    expect(sim.mails).toEqual([]);
  });

  it('reminds of a chain test twice, and asks the desk for the outcome afterwards', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
    clear(sim);
    sim.until('2027-03-25');
    expect(ladder(sim)).toEqual([
      '2027-02-16 consumer: berichtenbox reminder1',
      '2027-02-25 consumer: berichtenbox reminder2',
      '2027-03-09 desk: berichtenbox due',
      '2027-03-10 desk: berichtenbox overdue',
      '2027-03-16 coordinator: berichtenbox escalation1',
      '2027-03-23 coordinator: berichtenbox escalation2',
    ]);
  });

  it('starts anew with another due date: rungs whose moment lies before the change are overtaken', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction'); // due 23 February
    act(sim, 'preproductie-melden', null, {
      onderdelen: [
        'oin',
        'pkioverheid-certificaat',
        'cpa',
        'toegang-tot-preproductie-aanvragen',
        'netwerkpad',
      ],
    });
    act(sim, 'preproductie-melden', null, { onderdelen: ['toegangsgegevens'] });
    sim.until('2027-02-22');
    expect(ladder(sim)).toEqual([
      '2027-02-09 consumer: berichtenbox reminder1',
      '2027-02-18 consumer: berichtenbox reminder2',
    ]);
    act(sim, 'vertraging-melden', null, { reden: 'x' });
    act(sim, 'nieuwe-inroostering-vastleggen', null, { tijdslot: 'T1.2027-03-09.0900' }); // due 2 March: the first reminder was due on 16 February
    clear(sim);
    sim.until('2027-03-02 08:00');
    expect(ladder(sim)).toEqual(['2027-02-25 consumer: berichtenbox reminder2']);
  });

  it('fires a rung once, also when the due date moves away and back', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest'); // 2 March
    sim.until('2027-02-16 10:00');
    expect(ladder(sim)).toEqual(['2027-02-16 consumer: berichtenbox reminder1']);
    act(sim, 'alternatieven-opvragen');
    act(sim, 'nieuwe-inroostering-vastleggen', null, { tijdslot: 'T1.2027-03-04.0900' });
    act(sim, 'alternatieven-opvragen');
    act(sim, 'nieuwe-inroostering-vastleggen', null, { tijdslot: 'T1.2027-03-02.0900' });
    sim.until('2027-03-02');
    expect(ladder(sim)).toEqual([
      '2027-02-16 consumer: berichtenbox reminder1',
      '2027-02-25 consumer: berichtenbox reminder2',
    ]);
  });

  it('does not reach back to the morning when something changes in that very minute', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
    sim.until('2027-02-18 08:00');
    act(sim, 'alternatieven-opvragen');
    clear(sim);
    sim.until(sim.now + (9 * 60 + 39 - 8 * 60) * 60_000); // 09:39, this organisation's minute
    act(sim, 'nieuwe-inroostering-vastleggen', null, { tijdslot: 'T1.2027-03-04.0900' }); // ten days before: today, this minute
    expect(timeOf(sim.now)).toBe('09:39');
    sim.until('2027-02-18 18:00');
    expect(ladder(sim)).toEqual([]);
  });
});

describe('what changes just before a rung', () => {
  const minute = (sim: Simulation, day: string) => {
    const other = sim.fork();
    other.until(`${day} 08:00`);
    return other.context.armedFor ?? 0;
  };

  it('who is to be reminded is asked when the mail leaves', () => {
    const sim = declared(berichtenbox, unsigned);
    clear(sim);
    sim.until('2027-01-06 08:00'); // the second reminder is armed for this morning
    act(sim, 'contactpersoon-wijzigen', null, {
      rol: 'projectleider',
      naam: 'Joke Bakker',
      email: 'joke@example.org',
    });
    sim.until('2027-01-06 18:00');
    expect(mailsOf(sim, 'ladder').map(({ to }) => to[0]?.email)).toEqual(['joke@example.org']);
  });

  it('what is done right before it is not chased; at the very moment, what is due comes first', () => {
    const sim = declared(berichtenbox, unsigned);
    const early = sim.fork();
    early.now = minute(sim, '2027-01-06') - 1;
    act(early, 'intentieverklaring-aanvullen', null, { handtekening: true });
    early.until('2027-01-07');
    expect(mailsOf(early, 'ladder')).toEqual([]);
    const late = sim.fork();
    late.now = minute(sim, '2027-01-06');
    act(late, 'intentieverklaring-aanvullen', null, { handtekening: true });
    late.until('2027-01-07');
    expect(ladder(late)).toEqual(['2027-01-06 consumer: berichtenbox reminder2']);
  });

  it.each([-1, 0, 1])(
    'a run that ends %i ms from it hands it on: it fires once, and is not lost',
    (offset) => {
      const renew = (one: Simulation) => {
        const carried: unknown = JSON.parse(JSON.stringify(persist(trackMachine, one.state)));
        one.state = restore(trackMachine, persistedStateSchema.parse(carried));
      };
      const sim = declared(berichtenbox, unsigned);
      const at = minute(sim, '2027-01-06') + offset;
      renew(sim);
      sim.until(at);
      renew(sim);
      sim.until(at);
      renew(sim);
      sim.until('2027-01-07');
      expect(ladder(sim)).toEqual(['2027-01-06 consumer: berichtenbox reminder2']);
    },
  );

  it('begins on the next working day for what was due before anybody could know', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction'); // due 23 February
    clear(sim);
    sim.until('2027-02-08');
    act(sim, 'opschorten', null, { reden: 'x' });
    sim.until('2027-02-24 12:00');
    act(sim, 'hervatten');
    sim.until('2027-02-26 18:00');
    expect(ladder(sim)).toEqual([
      '2027-02-25 consumer: berichtenbox due',
      '2027-02-26 desk: berichtenbox overdue',
    ]);
  });

  it('a suspension over the day of a rung leaves it out for good, and the next ones come', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction'); // due 23 February
    clear(sim);
    sim.until('2027-02-08');
    act(sim, 'opschorten', null, { reden: 'x' });
    sim.until('2027-02-18 12:00'); // over both reminders
    act(sim, 'hervatten');
    sim.until('2027-02-24 18:00');
    expect(ladder(sim)).toEqual([
      '2027-02-23 consumer: berichtenbox due',
      '2027-02-24 desk: berichtenbox overdue',
    ]);
  });
});
