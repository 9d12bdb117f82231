import { describe, expect, it } from 'vitest';
import { attributesOf } from '../../../machines/track/attributes.ts';
import {
  act,
  berichtenbox,
  both,
  bring,
  clear,
  declared,
  lopendeZaken,
  mailsOf,
  tasks,
  ladder,
  unsigned,
} from './office.ts';

describe('after a stop', () => {
  it('only the highest of the rungs that were missed is sent; the lower ones are overtaken for good', () => {
    const sim = declared(berichtenbox, unsigned);
    clear(sim);
    sim.wakeAt('2027-01-20 14:00');
    expect(ladder(sim)).toEqual(['2027-01-20 coordinator: berichtenbox escalation1']);
    sim.until('2027-03-01');
    expect(ladder(sim).slice(1)).toEqual(['2027-01-25 desk: berichtenbox escalation2']);
  });

  it('what was sent and what was overtaken are told apart, in the state and in the diary', () => {
    const sim = declared(berichtenbox, unsigned);
    sim.wakeAt('2027-01-20 14:00');
    const rungs = (ids: readonly string[]) => ids.map((id) => id.split('/').at(-1));
    expect(rungs(sim.context.fired)).toEqual(['escalation1']);
    expect(rungs(sim.context.overtaken)).toEqual(['reminder2', 'due', 'overdue']);
    expect(sim.diary.slice(-4).map(({ function: fn, text }) => [fn, text])).toEqual([
      [
        'berichtenbox',
        'Overgeslagen, want er was al een hogere trede: tweede herinnering, Intentieverklaring (uiterlijk maandag 11 januari 2027).',
      ],
      [
        'berichtenbox',
        'Overgeslagen, want er was al een hogere trede: uiterste dag, Intentieverklaring (uiterlijk maandag 11 januari 2027).',
      ],
      [
        'berichtenbox',
        'Overgeslagen, want er was al een hogere trede: te laat, Intentieverklaring (uiterlijk maandag 11 januari 2027).',
      ],
      [
        'berichtenbox',
        'Gemeld aan de coördinator: escalatie 1, Intentieverklaring (uiterlijk maandag 11 januari 2027).',
      ],
    ]);
  });

  it('in which the slot passed, nobody is chased for what was due before that slot', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction'); // due 23 February, for 2 March
    clear(sim);
    sim.wakeAt('2027-03-04 14:00');
    expect(ladder(sim)).toEqual([]);
    expect(tasks(sim)).toContain('geen-tijdslot:berichtenbox');
  });

  it.each(['2027-01-09 03:00', '2027-01-10 12:00', '2027-01-11 08:30'])(
    'that ends outside desk hours (%s), mail waits for the morning, and is one',
    (end) => {
      const sim = declared(berichtenbox, unsigned);
      clear(sim);
      sim.wakeAt(end);
      expect(sim.mails).toEqual([]);
      sim.until('2027-01-11 18:00');
      expect(ladder(sim)).toEqual(['2027-01-11 consumer: berichtenbox due']);
    },
  );

  it('in the night of a working day, what was missed leaves in the morning', () => {
    const sim = declared(berichtenbox, unsigned);
    clear(sim);
    sim.wakeAt('2027-01-07 02:00');
    expect(sim.mails).toEqual([]);
    sim.until('2027-01-07 18:00');
    expect(ladder(sim)).toEqual(['2027-01-07 consumer: berichtenbox reminder2']);
  });
});

describe('who is mailed', () => {
  it('never the consumer about what waits on Logius', () => {
    const sim = declared(both);
    clear(sim);
    sim.until('2027-02-15');
    expect(ladder(sim).length).toBeGreaterThan(3);
    expect(sim.mails).toEqual([]);
  });

  it('not the consumer while its wish waits on the desk', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
    act(sim, 'alternatieven-opvragen');
    act(sim, 'wens-vastleggen');
    clear(sim);
    sim.until('2027-02-26');
    expect(ladder(sim).length).toBeGreaterThan(0);
    expect(sim.mails).toEqual([]);
  });

  it('the coordinator at escalation 1; at escalation 2 a letter is prepared, and sent only by the desk, once', () => {
    const sim = declared(berichtenbox, unsigned);
    clear(sim);
    sim.until('2027-01-18 08:00');
    expect(attributesOf(sim.context).Escalatie).toBe(0);
    sim.until('2027-01-18 18:00');
    expect(attributesOf(sim.context).Escalatie).toBe(1);
    expect(sim.do('escalatiebrief-versturen')).toMatch(/kan nu niet/);
    sim.until('2027-01-25 18:00');
    expect(attributesOf(sim.context).Escalatie).toBe(2);
    expect(tasks(sim)).toEqual(['brief-klaar']);
    expect(mailsOf(sim, 'escalationLetter')).toEqual([]);
    act(sim, 'escalatiebrief-versturen');
    expect(mailsOf(sim, 'escalationLetter')).toMatchObject([
      {
        to: [{ email: 'truus@example.org' }],
        content: { lines: [{ function: 'berichtenbox', rung: 'escalation2' }] },
      },
    ]);
    expect(tasks(sim)).toEqual([]);
    expect(sim.can({ type: 'letter.sent', by: 'x', at: sim.now })).toBe(false);
    act(sim, 'intentieverklaring-aanvullen', null, { handtekening: true });
    expect(attributesOf(sim.context).Escalatie).toBe(0);
  });

  it('no letter for what was done before the desk sent it', () => {
    const sim = declared(berichtenbox, unsigned);
    sim.until('2027-01-26');
    expect(tasks(sim)).toEqual(['brief-klaar']);
    act(sim, 'intentieverklaring-aanvullen', null, { handtekening: true });
    expect(tasks(sim)).toEqual([]);
    expect(sim.do('escalatiebrief-versturen')).toMatch(/kan nu niet/);
  });

  it('the consumer about the optional impact analysis once, ten days before the gewenste teststart', () => {
    const sim = bring(declared(lopendeZaken), 'lopendeZaken', 'impactAnalysis'); // test start 15 February
    clear(sim);
    sim.until('2027-06-01');
    const about = mailsOf(sim, 'ladder').filter(({ content }) =>
      content.lines.some(({ step }) => step === 'impactAnalysis'),
    );
    expect(about.map(({ date }) => date)).toEqual(['2027-02-01']);
  });
});
