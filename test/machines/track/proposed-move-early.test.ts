import { describe, expect, it } from 'vitest';
import { plannerMessages } from '../../../machines/domain/planning/proposals/planner-messages.ts';
import { settle } from '../../../machines/domain/planning/proposals/settle.ts';
import { answerOf } from '../../../machines/track/answers.ts';
import { diaryEntryOf } from '../../../machines/track/diary-lines.ts';
import { canBeFinished, explore } from './explore.ts';
import { act, bring, ladder, mailsOf, stageOf, tasks } from './office.ts';
import { order, slotIn, spread, swapping, type Office } from './swap.ts';
import { at, type Simulation } from './simulation.ts';

/** A move of a place that is only voorlopig: the talk about it is the talk about the inroostering. */

const akkoord = (sim: Simulation, input: object = {}) => act(sim, 'akkoord-vastleggen', null, input);
const asked = (sim: Simulation) => sim.view('berichtenbox').gevraagd;
const codes = (sim: Simulation) => sim.offers().map(({ handeling }) => handeling);
const proposed = (sim: Simulation) => mailsOf(sim, 'slotProposed').map(({ content }) => content.slot.id);
const invited = (sim: Simulation) => mailsOf(sim, 'slotAgreed').map(({ content }) => content.slot.id);

/** The choices and the default of `Akkoord vastleggen`. */
function choices(sim: Simulation): { readonly default?: string; readonly enum: readonly string[] } {
  const offer = sim.offers().find(({ handeling }) => handeling === 'akkoord-vastleggen');
  const properties = offer?.invoer['properties'] as {
    tijdslot: { default?: string; enum: readonly string[] };
  }; // as the action makes it
  return properties.tijdslot;
}

/** Does it, and gives what the desk is answered. */
function answered(sim: Simulation, code: string, input: object = {}): string {
  const meaning = sim.meaning(code, null, input);
  if (!meaning.ok) throw new Error(meaning.reason);
  const before = sim.context;
  sim.send(meaning.event);
  return answerOf(before, sim.context, meaning.event);
}

function lapse(office: Office, moment: string): void {
  const { planning, utrecht, gouda } = office;
  for (const sim of [utrecht, gouda]) sim.until(moment);
  const settled = settle(planning.state, at(moment));
  planning.state = settled.state;
  planning.notices.push(...settled.notices);
  spread(office);
}

describe('a move of a place that is voorlopig', () => {
  it('is what is proposed to the consumer: the mail, the diary and the overview name its slot', () => {
    const { utrecht, second } = swapping('trancheAssignment');
    expect(asked(utrecht)[0]).toMatch(
      /^contact opnemen over de voorgestelde verplaatsing: donderdag 4 maart/,
    );
    expect(utrecht.view('berichtenbox').termijn).toBe('2027-01-18');
    const meaning = utrecht.meaning('inroostering-voorstellen');
    expect(meaning.ok && diaryEntryOf(meaning.event, utrecht.now, 'temporal').text).toBe(
      `Tijdslot ${second} voorgesteld aan Joke Bakker (telefoon).`,
    );
    const answer = answered(utrecht, 'inroostering-voorstellen');
    expect(proposed(utrecht)).toEqual([second]);
    expect(answer).toContain('akkoord op het voorgestelde tijdslot: donderdag 4 maart 2027 om 09:00 uur');
    expect(asked(utrecht)).toEqual([
      'akkoord op het voorgestelde tijdslot: donderdag 4 maart 2027 om 09:00 uur',
    ]);
    expect(codes(utrecht)).not.toContain('inroostering-voorstellen');
  });

  it('is what an akkoord is about, unless another slot is chosen', () => {
    const { utrecht, first, second } = swapping('trancheAssignment');
    expect(choices(utrecht)).toMatchObject({ default: second, enum: [second, first] });
  });

  it('with an akkoord waits for the other: the step stays, and so does the place', () => {
    const { utrecht, first, second } = swapping('trancheAssignment');
    const answer = answered(utrecht, 'akkoord-vastleggen', { met: 'Joke Bakker' });
    expect(answer).toContain('de verplaatsing uitvoeren, zodra ook anderen akkoord zijn');
    expect(answer).toContain(`(${second}), wacht op anderen tot en met 18-1-2027.`);
    expect(stageOf(utrecht, 'berichtenbox')).toBe('trancheAssignment');
    expect(slotIn(utrecht)).toBe(first);
    expect(utrecht.view('berichtenbox').plaats).toMatch(/^voorlopig/);
    expect(asked(utrecht)).toEqual(['de verplaatsing uitvoeren, zodra ook anderen akkoord zijn']);
    expect(tasks(utrecht)).toEqual([]);
    expect(invited(utrecht)).toEqual([]);
    expect(codes(utrecht)).toContain('verplaatsing-afwijzen');
    for (const code of ['akkoord-vastleggen', 'inroostering-voorstellen']) {
      expect(codes(utrecht)).not.toContain(code);
    }
  });

  it('is made for both when the last has agreed: each goes on with its new slot and an invitation to it', () => {
    const office = swapping('trancheAssignment');
    const { utrecht, gouda, first, second } = office;
    act(utrecht, 'inroostering-voorstellen');
    akkoord(utrecht, { met: 'Joke Bakker' });
    akkoord(gouda);
    expect(stageOf(gouda, 'berichtenbox')).toBe('impactAnalysis');
    spread(office);
    expect(stageOf(utrecht, 'berichtenbox')).toBe('impactAnalysis');
    expect([slotIn(utrecht), slotIn(gouda)]).toEqual([second, first]);
    expect([invited(utrecht), invited(gouda)]).toEqual([[second], [first]]);
    expect(utrecht.view('berichtenbox').plaats).toMatch(/^afgesproken/);
    expect(utrecht.diary.at(-1)?.text).toContain('Akkoord van Joke Bakker.');
    for (const sim of [utrecht, gouda]) {
      expect(tasks(sim)).toEqual([]);
      expect(office.planning.state.proposals[0]?.moves.map(({ progress }) => progress.status)).toEqual([
        'done',
        'done',
      ]);
      bring(sim, 'berichtenbox', 'live');
    }
  });

  it('may be made with one that was agreed on earlier', () => {
    const office = swapping('trancheAssignment');
    const { utrecht, gouda } = office;
    act(gouda, 'verplaatsing-afwijzen', null, { reden: 'Nee' });
    spread(office);
    akkoord(gouda);
    const [own, theirs] = [slotIn(utrecht), slotIn(gouda)];
    order(office, plannerMessages.propose, {
      verplaatsingen: [
        { afnemer: 'gemeente-utrecht', functie: 'berichtenbox', naar: theirs },
        { afnemer: 'gemeente-gouda', functie: 'berichtenbox', naar: own },
      ],
    });
    order(office, plannerMessages.accept, { voorstel: 'V2' });
    akkoord(utrecht);
    act(gouda, 'nieuwe-inroostering-vastleggen', null, { met: 'Joke Bakker' });
    spread(office);
    expect([slotIn(utrecht), slotIn(gouda)]).toEqual([theirs, own]);
    expect(stageOf(utrecht, 'berichtenbox')).toBe('impactAnalysis');
  });

  it('that needs nobody is made at once', () => {
    const office = swapping('trancheAssignment');
    const { utrecht } = office;
    order(office, plannerMessages.reject, { voorstel: 'V1', reden: 'Anders' });
    act(utrecht, 'alternatieven-opvragen');
    const free = utrecht.view('berichtenbox').alternatieven.at(-1)?.id ?? '';
    order(office, plannerMessages.propose, {
      verplaatsingen: [{ afnemer: 'gemeente-utrecht', functie: 'berichtenbox', naar: free }],
    });
    order(office, plannerMessages.accept, { voorstel: 'V2' });
    akkoord(utrecht);
    expect(slotIn(utrecht)).toBe(free);
    expect(stageOf(utrecht, 'berichtenbox')).toBe('impactAnalysis');
    expect(invited(utrecht)).toEqual([free]);
  });
});

describe('a move that ends while the place is voorlopig', () => {
  it('by a no of the other leaves what was held, to be proposed and agreed on', () => {
    const office = swapping('trancheAssignment');
    const { utrecht, gouda, first } = office;
    act(utrecht, 'inroostering-voorstellen');
    akkoord(utrecht);
    act(gouda, 'verplaatsing-afwijzen', null, { reden: 'Nee' });
    spread(office);
    expect(stageOf(utrecht, 'berichtenbox')).toBe('trancheAssignment');
    expect(tasks(utrecht)).toEqual(['verplaatsing-vervallen:berichtenbox']);
    expect(utrecht.context.tasks[0]?.text).toMatch(
      /Het voorlopige tijdslot blijft: dinsdag 2 maart 2027 om 09:00 uur\. Stel dat voor aan de afnemer, of leg het akkoord daarop vast\.$/,
    );
    expect(choices(utrecht).default).toBe(first);
    act(utrecht, 'inroostering-voorstellen');
    expect(proposed(utrecht).at(-1)).toBe(first);
    expect(tasks(utrecht)).toEqual([]);
    akkoord(utrecht);
    expect(invited(utrecht)).toEqual([first]);
    bring(utrecht, 'berichtenbox', 'live');
  });

  it('by a no of its own consumer too', () => {
    const { utrecht, first } = swapping('trancheAssignment');
    act(utrecht, 'inroostering-voorstellen');
    act(utrecht, 'verplaatsing-afwijzen', null, { reden: 'Nee' });
    expect(asked(utrecht)).toEqual(['contact opnemen over de inroostering']);
    akkoord(utrecht);
    expect(slotIn(utrecht)).toBe(first);
    expect(stageOf(utrecht, 'berichtenbox')).toBe('impactAnalysis');
  });

  it('by an akkoord on what was held: the other hears it', () => {
    const office = swapping('trancheAssignment');
    const { utrecht, gouda, first } = office;
    akkoord(utrecht, { tijdslot: first });
    spread(office);
    expect(invited(utrecht)).toEqual([first]);
    expect(tasks(gouda)).toEqual(['verplaatsing-vervallen:berichtenbox']);
  });

  it('by the calendar, gives the desk its term anew', () => {
    const office = swapping('trancheAssignment');
    const { utrecht, first } = office;
    act(utrecht, 'inroostering-voorstellen');
    lapse(office, '2027-01-19 08:00');
    expect(slotIn(utrecht)).toBe(first);
    expect(tasks(utrecht)).toEqual(['verplaatsing-vervallen:berichtenbox']);
    expect(utrecht.view('berichtenbox').termijn).toBe('2027-01-26');
    bring(utrecht, 'berichtenbox', 'live');
  });
});

describe('a move that comes after the held slot was proposed', () => {
  it('is to be proposed anew: nobody is reminded of the old one', () => {
    const office = swapping('trancheAssignment', ({ utrecht }) => act(utrecht, 'inroostering-voorstellen'));
    const { utrecht, first, second } = office;
    expect(proposed(utrecht)).toEqual([first]);
    expect(asked(utrecht)[0]).toContain('contact opnemen over de voorgestelde verplaatsing');
    utrecht.until('2027-01-15 18:00');
    expect(ladder(utrecht).filter((line) => line.includes('consumer'))).toEqual([]);
    act(utrecht, 'inroostering-voorstellen');
    expect(proposed(utrecht)).toEqual([first, second]);
    // The planning keeps it no longer than this.
    expect(mailsOf(utrecht, 'slotProposed').at(-1)?.content.answerBy).toBe('2027-01-18');
    akkoord(utrecht);
    expect(utrecht.view('berichtenbox').verplaatsing).toMatch(/^akkoord/);
  });

  it('is proposed with the ingebruikname that it gives, also past the gewenste one', () => {
    const { utrecht } = swapping('trancheAssignment', (office) => {
      act(office.utrecht, 'gegevens-wijzigen', null, { ingebruikname: '2027-03-10' });
    });
    act(utrecht, 'inroostering-voorstellen');
    expect(mailsOf(utrecht, 'slotProposed').at(-1)?.content.goLive).toBe('2027-03-18');
  });

  it('does not become too early while the consumer thinks about it', () => {
    const office = swapping('trancheAssignment', undefined, '2027-02-02');
    const { utrecht, second } = office;
    act(utrecht, 'inroostering-voorstellen');
    utrecht.until('2027-02-15 12:00');
    akkoord(utrecht);
    expect(utrecht.context.connections.berichtenbox?.move).toMatchObject({
      status: 'awaiting',
      slot: { id: second },
    });
  });
});

describe('a move of a function whose declaration is not approved', () => {
  it('says that approval comes first, and is talked about after it', () => {
    const { utrecht, second } = swapping('declaration');
    expect(utrecht.context.tasks[0]?.text).toMatch(
      /Keur eerst de intentieverklaring goed\. Overleg met de afnemer, uiterlijk maandag 18 januari 2027\.$/,
    );
    expect(codes(utrecht)).not.toContain('akkoord-vastleggen');
    act(utrecht, 'intentieverklaring-goedkeuren');
    expect(utrecht.context.tasks[0]?.text).not.toContain('Keur eerst');
    act(utrecht, 'inroostering-voorstellen');
    expect(proposed(utrecht)).toEqual([second]);
  });

  it('that the desk has closed is not opened again by the approval', () => {
    const { utrecht } = swapping('declaration');
    act(utrecht, 'taak-afronden', null, { taak: tasks(utrecht)[0] });
    act(utrecht, 'intentieverklaring-goedkeuren');
    expect(tasks(utrecht)).toEqual([]);
  });

  it('that the planner takes back is told, with what to do first', () => {
    const office = swapping('declaration');
    order(office, plannerMessages.reject, { voorstel: 'V1', reden: 'Anders' });
    expect(tasks(office.gouda)).toEqual(['verplaatsing-vervallen:berichtenbox']);
    expect(office.gouda.context.tasks[0]?.text).toMatch(
      /Het voorlopige tijdslot blijft: .*\. Keur eerst de intentieverklaring goed\. Stel dat/,
    );
  });

  it('and that turns out incomplete, is left with its place; the other can come there', () => {
    const office = swapping('declaration');
    const { utrecht, gouda, first } = office;
    act(utrecht, 'intentieverklaring-onvolledig-verklaren', null, { opmerking: 'Niet bevoegd' });
    spread(office);
    expect(tasks(utrecht)).toEqual([]);
    expect(utrecht.view('berichtenbox').verplaatsing).toBeNull();
    act(gouda, 'intentieverklaring-goedkeuren');
    akkoord(gouda);
    expect(slotIn(gouda)).toBe(first);
    act(utrecht, 'intentieverklaring-aanvullen');
    bring(utrecht, 'berichtenbox', 'live');
  });
});

describe('a move in a track that is suspended', () => {
  it('can be talked about, and agreed on', () => {
    const office = swapping('trancheAssignment');
    const { utrecht, gouda, second } = office;
    act(utrecht, 'opschorten', null, { reden: 'Reorganisatie', tot: '2027-02-01' });
    act(utrecht, 'inroostering-voorstellen');
    akkoord(utrecht);
    akkoord(gouda);
    spread(office);
    expect(slotIn(utrecht)).toBe(second);
    expect(stageOf(utrecht, 'berichtenbox')).toBe('impactAnalysis');
  });

  it('lapses at its own term, and what was held is still held', () => {
    const office = swapping('trancheAssignment');
    const { utrecht, first } = office;
    act(utrecht, 'opschorten', null, { reden: 'Reorganisatie', tot: '2027-02-01' });
    lapse(office, '2027-01-19 08:00');
    expect(slotIn(utrecht)).toBe(first);
    expect(tasks(utrecht)).toEqual(['verplaatsing-vervallen:berichtenbox']);
    act(utrecht, 'hervatten');
    bring(utrecht, 'berichtenbox', 'live');
  });
});

describe('messages that cross, while the place is voorlopig', () => {
  it('an answer that it waits, after it was made, changes nothing', () => {
    const office = swapping('trancheAssignment');
    const { utrecht, gouda, second } = office;
    utrecht.holdsBack = true;
    akkoord(utrecht);
    akkoord(gouda);
    spread(office); // made, before the answer to its own akkoord is in
    utrecht.deliver();
    expect(slotIn(utrecht)).toBe(second);
    expect(stageOf(utrecht, 'berichtenbox')).toBe('impactAnalysis');
    expect(utrecht.view('berichtenbox').verplaatsing).toBeNull();
    expect(invited(utrecht)).toEqual([second]);
  });
});

describe('every path from a move of a place that is voorlopig', () => {
  it('of 60 states: nobody waits unseen, nothing offered is refused, nothing possible is hidden, no dead end', () => {
    const early = swapping('trancheAssignment').utrecht;
    const told = swapping('trancheAssignment').utrecht;
    act(told, 'inroostering-voorstellen');
    const waiting = swapping('trancheAssignment').utrecht;
    akkoord(waiting);
    const found = explore([early, told, waiting, swapping('declaration').utrecht], 60, canBeFinished);
    expect(found.stuck).toEqual([]);
    expect(found.states).toBe(60);
  });
});
