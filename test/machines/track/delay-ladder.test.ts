import { describe, expect, it } from 'vitest';
import type { ConnectionFunction } from '../../../machines/domain/vocabulary.ts';
import { openItems } from '../../../machines/track/open-items.ts';
import {
  act,
  berichtenbox,
  both,
  bring,
  clear,
  declared,
  ladder,
  mailsOf,
  slotBegin,
  tasks,
} from './office.ts';
import type { Simulation } from './simulation.ts';

/** Who is chased for what while a function is late, or has lost its slot. */

const at = (step: Parameters<typeof bring>[2]) => bring(declared(berichtenbox), 'berichtenbox', step);
const report = (sim: Simulation, more: object = {}) =>
  act(sim, 'vertraging-melden', 'berichtenbox', { reden: 'x', ...more });
const open = (sim: Simulation, fn: ConnectionFunction = 'berichtenbox') =>
  openItems(sim.context)
    .filter((item) => item.function === fn)
    .map(({ waitsOn, due, asked }) => `${waitsOn} ${due}: ${asked.join(', ')}`);

describe('a delay that the slot cannot meet', () => {
  it.each(['impactAnalysis', 'application', 'preproduction', 'chainTest'] as const)(
    'in %s waits on the desk, so that alternatives that nobody sent are not forgotten',
    (step) => {
      const sim = at(step);
      report(sim, { klaarOp: '2027-04-05' });
      clear(sim);
      expect(open(sim)).toContain('desk 2027-01-11: een nieuw tijdslot afspreken');
      sim.until('2027-01-26');
      expect(ladder(sim).filter((line) => !line.includes('consumer'))).toEqual([
        '2027-01-06 desk: berichtenbox reminder2',
        '2027-01-11 desk: berichtenbox due',
        '2027-01-12 desk: berichtenbox overdue',
        '2027-01-18 coordinator: berichtenbox escalation1',
        '2027-01-25 coordinator: berichtenbox escalation2',
      ]);
    },
  );

  it('waits on whoever is next to speak: the consumer with a choice, the desk with a wish, nobody once it is agreed', () => {
    const sim = at('preproduction');
    const [asked = ''] = open(sim);
    report(sim, { klaarOp: '2027-04-05' });
    const talk = () => open(sim).filter((line) => line !== asked);
    act(sim, 'alternatieven-sturen');
    expect(talk()).toEqual(['consumer 2027-01-11: een keuze voor een nieuw tijdslot']);
    act(sim, 'wens-vastleggen');
    expect(talk()).toEqual(['desk 2027-01-11: de nieuwe inroostering bevestigen']);
    act(sim, 'nieuwe-inroostering-vastleggen');
    expect(open(sim)).toEqual([asked.replace('2027-02-23', '2027-03-30')]);
  });

  it.each(['application', 'preproduction', 'chainTest'] as const)(
    'in %s is not answered by reminders of the very dates that were said to slip: the choice alone is chased',
    (step) => {
      const sim = at(step);
      report(sim, { klaarOp: '2027-04-05' });
      act(sim, 'alternatieven-sturen');
      clear(sim);
      sim.until('2027-03-01');
      const lines = mailsOf(sim, 'ladder').flatMap(({ content }) => content.lines);
      expect(lines.map(({ subject, rung }) => `${subject} ${rung}`)).toEqual([
        'offer reminder2',
        'offer due',
      ]);
      expect(tasks(sim)).toContain('brief-klaar');
    },
  );

  it('asks no new slot when the slot can be met, or when the delay is lifted', () => {
    const sim = at('preproduction');
    const before = open(sim);
    report(sim, { klaarOp: '2027-03-01' });
    expect(open(sim)).toEqual(before);
    report(sim, { klaarOp: '2027-03-03' });
    expect(open(sim)).not.toEqual(before);
    act(sim, 'vertraging-opheffen', null, { reden: 'x' });
    expect(open(sim)).toEqual(before);
  });
});

describe('a delay before the inroostering is agreed on', () => {
  it('takes the proposal of a slot that it cannot meet back to the desk', () => {
    const sim = at('trancheAssignment');
    act(sim, 'inroostering-voorstellen');
    const proposed = open(sim);
    expect(proposed).toEqual([expect.stringMatching(/^consumer 2027-01-11: akkoord/)]);
    sim.until('2027-01-07');
    report(sim, { klaarOp: '2027-03-01' });
    expect(open(sim)).toEqual(proposed);
    report(sim, { klaarOp: '2027-04-05' });
    expect(open(sim)).toEqual(['desk 2027-01-14: contact opnemen over de inroostering']);
    act(sim, 'vertraging-opheffen', null, { reden: 'x' });
    expect(open(sim)).toEqual(proposed);
  });
});

describe('a delay by Logius', () => {
  it.each([
    ['application', {}],
    ['preproduction', {}],
    ['preproduction', { klaarOp: '2027-02-15' }], // before the test
    ['chainTest', {}],
    ['goLive', {}],
    ['goLive', { klaarOp: '2027-06-01' }],
  ] as const)('in %s, %o, never chases the consumer: it waits on Logius', (step, more) => {
    const sim = at(step);
    report(sim, { oorzaak: 'logius', ...more });
    clear(sim);
    expect(sim.view('berichtenbox').wachtOp).toBe('Servicecentrum');
    sim.until('2027-07-01');
    expect(ladder(sim).length).toBeGreaterThan(1);
    expect(mailsOf(sim, 'ladder')).toEqual([]);
    expect(tasks(sim)).not.toContain('brief-klaar');
  });

  it('is to be solved by the day that was told, and chases again for what is left once it is lifted', () => {
    const sim = at('preproduction');
    const before = open(sim);
    report(sim, { oorzaak: 'logius', klaarOp: '2027-02-13' }); // a Saturday
    expect(open(sim)).toEqual(['desk 2027-02-15: de vertraging door Logius oplossen']);
    sim.until('2027-02-12');
    act(sim, 'vertraging-opheffen', null, { reden: 'Preproductie werkt weer' });
    expect(open(sim)).toEqual(before);
    clear(sim);
    sim.until('2027-02-19');
    expect(ladder(sim)).toEqual(['2027-02-18 consumer: berichtenbox reminder2']);
  });

  it('of one function leaves the ladder of the other as it is', () => {
    const late = bring(
      bring(declared(both), 'berichtenbox', 'preproduction'),
      'lopendeZaken',
      'preproduction',
    );
    const calm = late.fork();
    report(late, { oorzaak: 'logius' });
    const lines = (sim: Simulation) => {
      clear(sim);
      sim.until('2027-04-15');
      return mailsOf(sim, 'ladder').flatMap(({ date, content }) =>
        content.lines.filter((line) => line.function === 'lopendeZaken').map(({ rung }) => `${date} ${rung}`),
      );
    };
    const expected = lines(calm);
    expect(expected).not.toEqual([]);
    expect(lines(late)).toEqual(expected);
  });
});

describe('a slot that is gone', () => {
  const gone: readonly [string, () => Simulation][] = [
    [
      'passed',
      () => {
        const sim = at('preproduction');
        sim.until('2027-03-02 14:00');
        return sim;
      },
    ],
    [
      'was released by the desk',
      () => {
        const sim = at('preproduction');
        sim.until('2027-03-02 08:00');
        act(sim, 'tijdslot-vrijgeven', null, { reden: 'x' });
        return sim;
      },
    ],
  ];

  it.each(gone)(
    'because it %s: waits on the desk for another one, and not on the consumer for old dates',
    (_, make) => {
      const sim = make();
      clear(sim);
      expect(open(sim)).toEqual(['desk 2027-03-09: een nieuw tijdslot afspreken']);
      sim.until('2027-03-20');
      expect(mailsOf(sim, 'ladder')).toEqual([]);
      expect(ladder(sim)).toEqual([
        '2027-03-04 desk: berichtenbox reminder2',
        '2027-03-09 desk: berichtenbox due',
        '2027-03-10 desk: berichtenbox overdue',
        '2027-03-16 coordinator: berichtenbox escalation1',
      ]);
      act(sim, 'alternatieven-opvragen');
      act(sim, 'nieuwe-inroostering-vastleggen');
      expect(open(sim)).toEqual([expect.stringMatching(/^consumer 2027-04-/)]);
    },
  );

  it('in the chain test, too, counted from the day on which it went', () => {
    const sim = at('chainTest');
    report(sim);
    act(sim, 'alternatieven-sturen');
    act(sim, 'wens-vastleggen');
    sim.until('2027-03-03 18:00');
    expect(sim.view('berichtenbox').tijdslot).toBeNull();
    expect(open(sim)).toEqual(['desk 2027-01-11: de nieuwe inroostering bevestigen']);
    const silent = at('chainTest');
    report(silent);
    silent.until('2027-03-03 18:00');
    expect(open(silent)).toEqual(['desk 2027-03-10: een nieuw tijdslot afspreken']);
  });

  it('leaves what the gewenste teststart still asks, when that lies ahead', () => {
    const sim = at('application');
    act(sim, 'gegevens-wijzigen', null, { teststart: '2027-04-01' });
    act(sim, 'tijdslot-vrijgeven', null, { reden: 'Later' });
    expect(open(sim)).toEqual([
      'consumer 2027-02-22: verwerkersovereenkomst, aanvraagformulier Berichtenbox',
      'desk 2027-01-11: een nieuw tijdslot afspreken',
    ]);
  });

  it('after a test that was not passed, waits on one party at a time', () => {
    const sim = at('chainTest');
    sim.until(slotBegin(sim, 'berichtenbox'));
    act(sim, 'ketentest-vastleggen', null, { uitslag: 'niet-geslaagd', oorzaak: 'afnemer' });
    expect(open(sim)).toEqual(['desk 2027-03-09: een nieuw tijdslot afspreken']);
    act(sim, 'alternatieven-sturen');
    expect(open(sim)).toEqual(['consumer 2027-03-09: een keuze voor een nieuw tijdslot']);
  });
});
