import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReplyMessage } from '../../../machines/domain/correspondence/messages.ts';
import { attributesOf } from '../../../machines/track/attributes.ts';
import {
  isKnownMail,
  isOwnAddress,
  mostWaiting,
  replyEvent,
} from '../../../machines/track/decisions/correspondence.ts';
import { diaryEntryOf } from '../../../machines/track/diary-lines.ts';
import { escape } from '../../../machines/domain/markdown.ts';
import {
  act,
  berichtenbox,
  both,
  bring,
  clear,
  declared,
  ladder,
  tasks,
  unsigned,
  pageOf,
} from './office.ts';
import type { Simulation } from './simulation.ts';

let counted = 0;
function message(change: Partial<ReplyMessage> = {}): ReplyMessage {
  return {
    id: (++counted).toString(16).padStart(64, '0'),
    name: 'J. Bakker',
    email: 'joke.bakker@example.org',
    subject: 'Re: Herinnering',
    text: 'Het certificaat komt later.',
    shortened: false,
    attachments: { count: 0, names: [] },
    ...change,
  };
}

/** A reply comes in; whether the track took it. */
function reply(sim: Simulation, change: Partial<ReplyMessage> = {}): boolean {
  const event = replyEvent(sim.context, message(change));
  const taken = sim.can(event);
  sim.send(event);
  return taken;
}

/** All that an answer has nothing to do with; what the desk is asked to do by when is new. */
function unrelated({ context }: Simulation): object {
  const { tasks: _tasks, readMail: _readMail, counts: _counts, armedFor: _armedFor, ...rest } = context;
  return { ...rest, watched: rest.watched.filter(({ subject }) => subject !== 'reply') };
}

const done = (sim: Simulation, taak: string) => act(sim, 'taak-afronden', null, { taak });
const toConsumer = (sim: Simulation) => ladder(sim).filter((line) => line.includes(' consumer:'));

describe('an answer of the consumer', () => {
  it('is a contact moment and a task; whatever it says, nothing else changes', () => {
    const sims = (['declaration', 'application', 'chainTest', 'live'] as const).map((step) =>
      bring(declared(both), 'berichtenbox', step),
    );
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'Trek het traject in.',
        '{"handeling":"intrekken","functie":"berichtenbox"}',
        'Akkoord vastleggen',
        'joke.bakker@example.org',
        '__proto__',
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...sims), text, text, text, text, (known, name, email, subject, body) => {
        const sim = known.fork();
        expect(reply(sim, { name, email, subject, text: body })).toBe(true);
        expect(unrelated(sim)).toEqual(unrelated(known));
        expect(sim.mails).toEqual([]);
        expect(sim.context.tasks).toHaveLength(known.context.tasks.length + 1);
        expect(sim.context.tasks.at(-1)).toMatchObject({ kind: 'reply' });
      }),
    );
  });

  it('stands in the diary with who wrote it, its new text and what was enclosed', () => {
    const sim = declared(berichtenbox);
    const line = (change: Partial<ReplyMessage>) =>
      diaryEntryOf(replyEvent(sim.context, message(change)), sim.now, 'mail').text;
    expect(line({})).toBe('Contact met Joke Bakker (e-mail), "Re: Herinnering": Het certificaat komt later.');
    const more = { shortened: true, attachments: { count: 7, names: ['a.pdf', 'b.zip'] } };
    expect(line({ name: 'Vreemde', email: 'x@example.com', subject: '', text: '', ...more })).toBe(
      'Contact met Vreemde, x@example.com (geen contactpersoon) (e-mail): (geen tekst) (De rest staat in de mail zelf.) Bijlagen (niet geopend): a.pdf, b.zip en nog 5.',
    );
  });

  it('is taken in once', () => {
    const sim = declared(berichtenbox);
    const { id } = message();
    expect(reply(sim, { id })).toBe(true);
    expect(isKnownMail(sim.context, id)).toBe(true);
    expect(reply(sim, { id })).toBe(false);
    done(sim, tasks(sim)[0] ?? '');
    expect(reply(sim, { id })).toBe(false);
    expect(tasks(sim)).toEqual([]);
  });

  it('has a task of its own for each', () => {
    const sim = declared(berichtenbox);
    reply(sim);
    reply(sim);
    const [first = '', second] = tasks(sim);
    expect(first).toMatch(/^antwoord:\d+$/);
    done(sim, first);
    expect(tasks(sim)).toEqual([second]);
  });

  it('stays in the mailbox while too many wait', () => {
    const sim = declared(berichtenbox);
    for (let i = 0; i < mostWaiting; i++) expect(reply(sim)).toBe(true);
    expect(reply(sim)).toBe(false);
    done(sim, tasks(sim)[0] ?? '');
    expect(reply(sim)).toBe(true);
    expect(tasks(sim)).toHaveLength(mostWaiting);
  });

  it('of the desk itself is known by its address', () => {
    const { context } = declared(berichtenbox);
    for (const email of [
      'servicecentrum@logius.nl',
      'Servicecentrum+gemeente-utrecht@Logius.nl',
      'aansluitteam@example.org',
    ]) {
      expect(isOwnAddress(context, email), email).toBe(true);
    }
    expect(isOwnAddress(context, 'joke.bakker@example.org')).toBe(false);
  });

  it('is only text where it is shown', () => {
    const sim = declared(berichtenbox);
    reply(sim, {
      name: '<img src=x onerror=alert(1)>',
      email: 'x@example.com',
      subject: '[klik](https://x.example) www.x.example `taak`',
    });
    // Links of its own are relative.
    const overview = pageOf(sim.context).replaceAll(/\]\(namespaces[^)]*\)/g, ']');
    expect(overview).not.toMatch(/<img|[^\\]\]\(|[^\\]`taak|https:\/\/|www\.x/);
    expect(escape('https://x')).toBe('https:\\/\\/x');
  });

  it('says nothing in the attributes but that there is a task', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    const before = attributesOf(sim.context);
    reply(sim, { subject: 'Vertrouwelijk' });
    const after = attributesOf(sim.context);
    expect(after).toMatchObject({ TaakOpen: true, WachtOp: ['afnemer', 'Servicecentrum'] });
    expect(JSON.stringify(after)).not.toMatch(/Vertrouwelijk|Joke|example/);
    expect(after.Mail).toBe(before.Mail);
  });
});

describe('while an answer waits on the desk', () => {
  it('the consumer is not reminded, and what it owes climbs to nobody', () => {
    const sim = declared(berichtenbox, unsigned); // due Monday 11 January
    clear(sim);
    sim.until('2027-01-05');
    reply(sim);
    sim.until('2027-01-26');
    expect(ladder(sim)).toEqual([
      '2027-01-07 desk: berichtenbox due', // the answer itself, after two working days
      '2027-01-08 desk: berichtenbox overdue',
      '2027-01-14 coordinator: berichtenbox escalation1',
      '2027-01-21 coordinator: berichtenbox escalation2',
    ]);
    expect(tasks(sim)).not.toContain('brief-klaar');
  });

  it('and then was handled, only the highest rung that was missed is sent, the next morning', () => {
    const sim = declared(berichtenbox, unsigned);
    clear(sim);
    sim.until('2027-01-05');
    reply(sim); // reminder2 was due on 6 January
    sim.until('2027-01-06 14:00');
    done(sim, tasks(sim)[0] ?? '');
    expect(sim.mails).toEqual([]);
    sim.until('2027-01-11 18:00');
    expect(ladder(sim)).toEqual([
      '2027-01-07 consumer: berichtenbox reminder2',
      '2027-01-11 consumer: berichtenbox due',
    ]);
  });

  it('what was missed below a higher rung is overtaken for good', () => {
    const sim = declared(berichtenbox, unsigned);
    clear(sim);
    sim.until('2027-01-05');
    reply(sim);
    sim.until('2027-01-11 14:00');
    clear(sim);
    done(sim, tasks(sim)[0] ?? '');
    sim.until('2027-01-18 18:00');
    expect(ladder(sim)).toEqual([
      '2027-01-12 desk: berichtenbox overdue', // the same morning: the highest
      '2027-01-18 coordinator: berichtenbox escalation1',
    ]);
    expect(toConsumer(sim)).toEqual([]);
  });

  it('a new date that it brought overtakes what was missed', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest'); // 2 March
    sim.until('2027-02-15');
    reply(sim);
    clear(sim);
    sim.until('2027-02-17 10:00'); // reminder1 was due on 16 February
    act(sim, 'vertraging-melden', null, { reden: 'Certificaat', klaarOp: '2027-04-01' });
    const [slot] = sim.view('berichtenbox').alternatieven;
    act(sim, 'nieuwe-inroostering-vastleggen', null, { tijdslot: slot?.id });
    done(sim, tasks(sim).find((task) => task.startsWith('antwoord')) ?? '');
    sim.until('2027-02-26');
    expect(toConsumer(sim)).toEqual([]);
  });

  it('the desk is asked to read it, once for the consumer as a whole', () => {
    const sim = bring(declared(both), 'berichtenbox', 'application');
    reply(sim);
    const asked = sim.context.watched.filter(({ subject }) => subject === 'reply');
    expect(asked).toMatchObject([{ function: 'berichtenbox', waitsOn: 'desk', due: '2027-01-06' }]);
    expect(sim.view('berichtenbox').wachtOp).toBe('afnemer en Servicecentrum');
  });

  it('is the same to read when the function that it stands with goes on, or ends', () => {
    const sim = bring(declared(both), 'berichtenbox', 'application');
    reply(sim);
    clear(sim);
    sim.until('2027-01-07 18:00');
    expect(ladder(sim)).toEqual([
      '2027-01-06 desk: lopendeZaken reminder2, berichtenbox due',
      '2027-01-07 desk: berichtenbox overdue',
    ]);
    act(sim, 'documenten-ontvangen');
    act(sim, 'documenten-goedkeuren');
    act(sim, 'intrekken', 'berichtenbox', { reden: 'x' });
    clear(sim);
    sim.until('2027-01-14 18:00');
    expect(ladder(sim)).toEqual([
      '2027-01-11 desk: lopendeZaken due', // its declaration
      '2027-01-12 desk: lopendeZaken overdue',
      '2027-01-13 coordinator: lopendeZaken escalation1', // the answer
    ]);
  });

  it('as long as another one waits, it stays quiet', () => {
    const sim = declared(berichtenbox, unsigned);
    clear(sim);
    sim.until('2027-01-05');
    reply(sim);
    reply(sim);
    done(sim, tasks(sim)[0] ?? '');
    sim.until('2027-01-12');
    expect(toConsumer(sim)).toEqual([]);
  });

  it('a suspended track is silent to everybody', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    act(sim, 'opschorten', null, { reden: 'x' });
    clear(sim);
    reply(sim);
    sim.until('2027-02-15');
    expect(sim.mails).toEqual([]);
    expect(tasks(sim)).toHaveLength(1);
  });

  it('the machine takes all else as before', () => {
    const sim = declared(berichtenbox);
    reply(sim);
    bring(sim, 'berichtenbox', 'live');
    expect(tasks(sim)).toHaveLength(1);
    expect(sim.context.watched).toEqual([]);
  });
});
