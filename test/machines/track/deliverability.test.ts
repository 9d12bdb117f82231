import { describe, expect, it } from 'vitest';
import { attributesOf } from '../../../machines/track/attributes.ts';
import { bounceEvent } from '../../../machines/track/decisions/correspondence.ts';
import { viewOf } from '../../../machines/track/view.ts';
import { act, berichtenbox, clear, declared, ladder, mailsOf, tasks, unsigned } from './office.ts';
import type { Simulation } from './simulation.ts';

const joke = 'joke.bakker@example.org';
const truus = 'truus@example.org';

let counted = 0;
function bounce(
  sim: Simulation,
  addresses: readonly string[],
  {
    permanent = true,
    sentTo = null,
    id = `${++counted}`,
  }: { readonly permanent?: boolean; readonly sentTo?: string | null; readonly id?: string } = {},
): void {
  const failures = addresses.map((address) => ({ address, permanent, reason: '550 onbekend' }));
  sim.send(bounceEvent({ id, failures, sentTo }));
}

const marked = (sim: Simulation) => sim.context.undeliverable.map(({ email }) => email);
const taskText = (sim: Simulation, id: string) => sim.context.tasks.find((task) => task.id === id)?.text;
const change = (sim: Simulation, fields: object) => act(sim, 'contactpersoon-wijzigen', null, fields);
const recipients = (sim: Simulation) => mailsOf(sim, 'ladder').map(({ to }) => to.map(({ name }) => name));

describe('an address that refuses mail', () => {
  it('is marked, told to the desk with who it is, and gets no more mail: another role does', () => {
    const sim = declared(berichtenbox, unsigned);
    clear(sim);
    bounce(sim, ['Joke.Bakker@example.org']);
    expect(tasks(sim)).toEqual(['mail-onbestelbaar']);
    expect(taskText(sim, 'mail-onbestelbaar')).toBe(
      'Mail komt niet aan op: Joke.Bakker@example.org (Joke Bakker, projectleider). Wijzig de contactpersoon; klopt het adres toch, leg het dan opnieuw vast.',
    );
    expect(attributesOf(sim.context).Mail).toBe('onbestelbaar');
    expect(viewOf(sim.context).contactpersonen).toMatchObject([
      { onbestelbaar: true },
      { onbestelbaar: false },
    ]);
    sim.until('2027-01-06 18:00');
    expect(recipients(sim)).toEqual([['Truus Handtekening']]);
    expect(sim.diary.map(({ text }) => text)).toContain(
      'Mail komt niet aan op Joke.Bakker@example.org: 550 onbekend',
    );
  });

  it('a substitute gets it instead', () => {
    const sim = declared(berichtenbox, unsigned);
    change(sim, { rol: 'projectleider', naam: 'Ana', email: 'ana@example.org', vervanger: true });
    bounce(sim, [joke]);
    sim.until('2027-01-06 18:00');
    expect(recipients(sim)).toEqual([['Ana']]);
  });

  it('several stand in one task; settled one by one', () => {
    const sim = declared(berichtenbox);
    bounce(sim, [joke]);
    sim.send({ type: 'mail.undeliverable', order: 'x', to: [truus], reason: '550' });
    expect(taskText(sim, 'mail-onbestelbaar')).toContain(
      `${joke} (Joke Bakker, projectleider); ${truus} (Truus Handtekening, tekenbevoegde)`,
    );
    change(sim, { rol: 'projectleider', naam: 'Joke Bakker', email: 'joke@example.org' });
    expect(marked(sim)).toEqual([truus]);
    expect(taskText(sim, 'mail-onbestelbaar')).not.toContain('Joke');
    change(sim, { email: truus, verwijderen: true });
    expect(marked(sim)).toEqual([]);
    expect(tasks(sim)).toEqual([]);
    expect(attributesOf(sim.context).Mail).toBe('in orde');
  });

  it('is confirmed by recording it again; another change of the contact settles nothing', () => {
    const sim = declared(berichtenbox);
    bounce(sim, [joke]);
    change(sim, { rol: 'projectleider', naam: 'Joke Bakker', telefoon: '030 1' });
    change(sim, { rol: 'tekenbevoegde', naam: 'Truus Handtekening', email: truus });
    change(sim, { rol: 'ict-leverancier', naam: 'Bas', email: 'bas@example.org' });
    expect(marked(sim)).toEqual([joke]);
    change(sim, { rol: 'projectleider', naam: 'Joke Bakker', email: joke });
    expect(marked(sim)).toEqual([]);
    expect(tasks(sim)).toEqual([]);
  });

  it('stays marked when the desk has done its task, and when another has it too', () => {
    const sim = declared(berichtenbox);
    change(sim, { rol: 'ict-leverancier', naam: 'Bas', email: joke });
    bounce(sim, [joke]);
    act(sim, 'taak-afronden', null, { taak: 'mail-onbestelbaar' });
    expect(marked(sim)).toEqual([joke]);
    change(sim, { rol: 'projectleider', naam: 'Joke Bakker', verwijderen: true });
    expect(marked(sim)).toEqual([joke]);
    expect(tasks(sim)).toEqual([]);
    bounce(sim, [joke]);
    expect(tasks(sim)).toEqual(['mail-onbestelbaar']);
  });

  it('when nobody is left, the desk knows, and knows what was not mailed', () => {
    const sim = declared(berichtenbox, unsigned);
    clear(sim);
    bounce(sim, [joke, truus]);
    expect(tasks(sim)).toEqual(['mail-onbestelbaar', 'contactgegevens']);
    expect(attributesOf(sim.context).Mail).toBe('niemand bereikbaar');
    sim.until('2027-01-06 18:00');
    expect(ladder(sim)).toEqual([]);
    expect(sim.diary.at(-1)?.text).toBe('Niet gemaild, want niemand is te bereiken: herinnering.');
    expect(taskText(sim, 'contactgegevens')).toBe(
      'Niemand van de afnemer is per mail te bereiken. Bel de afnemer en vul een contactpersoon aan.',
    );
    change(sim, { rol: 'projectleider', naam: 'Joke Bakker', email: joke });
    expect(tasks(sim)).toEqual(['mail-onbestelbaar']);
  });
});

describe('a bounce', () => {
  it('is taken in once', () => {
    const sim = declared(berichtenbox);
    bounce(sim, [joke], { id: 'one' });
    change(sim, { rol: 'projectleider', naam: 'Joke Bakker', email: joke });
    bounce(sim, [joke], { id: 'one' });
    expect(marked(sim)).toEqual([]);
  });

  it('for now only marks nothing: it stands in the diary, once a day', () => {
    const sim = declared(berichtenbox);
    const before = sim.diary.length;
    bounce(sim, [joke], { permanent: false });
    bounce(sim, [joke], { permanent: false });
    expect(marked(sim)).toEqual([]);
    expect(tasks(sim)).toEqual([]);
    expect(sim.diary.slice(before).map(({ text }) => text)).toEqual([
      'Een mail aan Joke Bakker kwam niet aan: 550 onbekend. Het adres blijft in gebruik.',
    ]);
  });

  it('of a server on the way is about the one whom our mail went to', () => {
    const sim = declared(berichtenbox);
    bounce(sim, ['j@hosting.example'], { sentTo: joke });
    expect(marked(sim)).toEqual([joke]);
    bounce(sim, [truus], { sentTo: joke });
    expect(marked(sim)).toEqual([joke, truus]);
  });

  it('about others here is told, not recorded for good: whoever sends many fills nothing', () => {
    const sim = declared(berichtenbox);
    const before = sim.diary.length;
    for (let i = 0; i < 600; i++) bounce(sim, [`vreemd${i}@example.com`]);
    expect(marked(sim)).toHaveLength(5);
    expect(sim.diary.length).toBe(before);
    expect(sim.context.readMail).toHaveLength(500);
    expect(taskText(sim, 'mail-onbestelbaar')).toContain('vreemd599@example.com (geen contactpersoon)');
    act(sim, 'taak-afronden', null, { taak: 'mail-onbestelbaar' });
    expect(attributesOf(sim.context).Mail).toBe('in orde');
    expect(marked(sim)).toEqual([]);
  });

  it("about Logius's own address sends the desk to the policy", () => {
    const sim = declared(berichtenbox);
    sim.send({ type: 'mail.undeliverable', order: 'x', to: ['aansluitteam@example.org'], reason: '550' });
    expect(taskText(sim, 'mail-onbestelbaar')).toContain(
      'aansluitteam@example.org (van Logius: zie het beleid)',
    );
  });
});

describe('a change of a contact', () => {
  it('of whom nobody knows is refused, and tells who is known', () => {
    const sim = declared(berichtenbox);
    expect(
      sim.do('contactpersoon-wijzigen', null, { rol: 'projectleider', naam: 'Piet', verwijderen: true }),
    ).toBe(
      `Er is geen contactpersoon met naam 'Piet' als projectleider. Bekend: Joke Bakker (projectleider, ${joke}); Truus Handtekening (tekenbevoegde, ${truus}).`,
    );
  });

  it('who is away is stood in for from the first day to the last', () => {
    const sim = declared(berichtenbox, unsigned);
    change(sim, { rol: 'projectleider', naam: 'Ana', email: 'ana@example.org', vervanger: 'ja' });
    change(sim, {
      rol: 'projectleider',
      naam: 'Joke Bakker',
      afwezigVan: '2027-01-06',
      afwezigTotEnMet: '2027-01-08',
    });
    clear(sim);
    sim.until('2027-01-11 18:00');
    expect(recipients(sim)).toEqual([['Ana'], ['Joke Bakker']]);
  });
});
