import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../../../machines/domain/dates.ts';
import { plannerMessages } from '../../../../../machines/domain/planning/proposals/planner-messages.ts';
import { shortened } from '../../../../../machines/domain/planning/proposals/decided.ts';
import { freedSlots } from '../../../../../machines/domain/planning/proposals/freed-slots.ts';
import { nextMoment } from '../../../../../machines/domain/planning/proposals/settle.ts';
import { Desk, inShort, moment, planWith, type PlanFile } from '../desk.ts';

const first = 'T1.2027-03-02.0900';
const second = 'T1.2027-03-09.0900';
const third = 'T1.2027-03-23.0900';
const calm = { goLive: '2027-09-01' };
const late = { goLive: '2027-03-01' };

/** Slots of one place, every Tuesday; by default a move need not gain anything. */
const plan = (planning: object = { minimaleWinst: 0 }, change: (file: PlanFile) => void = () => undefined) =>
  planWith((file) => {
    Object.assign(file, { beleid: { planning } });
    for (const tranche of file.tranches) tranche.maximumOrganisaties = 9;
    change(file);
  });

/** Aa, Bee and Cee, agreed, in the first three slots in this order. */
function three(planning?: object, wish = calm): Desk {
  const desk = new Desk(plan(planning), 'Aa', 'Bee', 'Cee', 'Dee');
  for (const name of ['Aa', 'Bee', 'Cee']) {
    desk.reserve(name, wish);
    desk.confirm(name);
  }
  return desk;
}

const accept = (desk: Desk, input: object = {}) =>
  desk.order(plannerMessages.accept, { voorstel: 'V1', ...input });
const told = (desk: Desk) => desk.notices.map((notice) => `${notice.organisation}: ${inShort(notice)}`);
const where = (desk: Desk) =>
  Object.values(desk.state.organisations).map(({ name, reservations: { berichtenbox: reservation } }) =>
    reservation !== undefined && 'slot' in reservation ? `${name} ${reservation.slot}` : `${name} -`,
  );

describe('a proposal', () => {
  it('changes nothing before a planner accepts it; then each consumer is asked, and its place is kept', () => {
    const desk = three();
    expect(desk.propose(['Aa', 'T1.2027-03-30.0900'])).toBe('Voorstel V1 staat klaar. Verplaatsingen: 1.');
    expect(told(desk)).toEqual([]);
    expect(accept(desk)).toBe('Voorstel V1: 1 in overleg met de afnemer.');
    expect(told(desk)).toEqual(['gemeente-aa: V1.1 proposed T1.2027-03-30.0900 until 2027-01-18']);
    expect(inShort(desk.move('Bee', 'T1.2027-03-30.0900', calm))).toBe(
      'refused: Tijdslot T1.2027-03-30.0900 is vol: bezet zijn 0 van de 1 plaatsen, en 1 vastgehouden voor een verplaatsing.',
    );
    expect(inShort(desk.reserve('Dee', calm))).not.toContain('T1.2027-03-30.0900');
    expect(inShort(desk.move('Aa', 'T1.2027-03-30.0900', calm))).toBe('agreed T1.2027-03-30.0900');
    expect(desk.moves()).toEqual(['V1.1 done']);
    expect(inShort(desk.reserve('Dee', calm))).toMatch(/^held/);
  });

  it('keeps a place in the tranche too: it goes to nobody else, though the slot has room', () => {
    const small = plan(undefined, ({ tranches: [, t2] }) =>
      Object.assign(t2 ?? {}, { maximumOrganisaties: 1 }),
    );
    const desk = new Desk(small, 'Aa', 'Bee');
    for (const name of ['Aa', 'Bee']) {
      desk.reserve(name, calm);
      desk.confirm(name);
    }
    desk.propose(['Aa', 'T2.2027-06-02.0900']);
    accept(desk);
    expect(inShort(desk.move('Bee', 'T2.2027-06-02.0900', calm))).toBe(
      'refused: Tranche T2 is vol: bezet zijn 0 van de 1 plaatsen voor organisaties, en de rest vastgehouden voor verplaatsingen.',
    );
    expect(inShort(desk.move('Aa', 'T2.2027-06-02.0900', calm))).toBe('agreed T2.2027-06-02.0900');
  });

  it('that was worked out from other places leaves out who has gone since', () => {
    const desk = three();
    const answer = desk.order(plannerMessages.propose, {
      verplaatsingen: [
        { afnemer: 'gemeente-aa', functie: 'berichtenbox', van: second, naar: 'T1.2027-03-30.0900' },
        { afnemer: 'gemeente-bee', functie: 'berichtenbox', van: second, naar: 'T1.2027-03-30.0900' },
      ],
    });
    expect(answer.split('\n')).toEqual([
      'Voorstel V1 staat klaar. Verplaatsingen: 1. Niet mogelijk: 1.',
      'Aa, Berichtenbox: Staat intussen ergens anders: reken opnieuw.',
    ]);
    expect(desk.moves()).toEqual(['V1.1 proposed']);
  });

  it('of which nothing is left says so, and why', () => {
    const desk = three();
    desk.propose(['Aa', 'T1.2027-03-30.0900']);
    desk.propose(['Aa', 'T2.2027-06-02.0900']);
    expect(accept(desk).split('\n')).toEqual([
      'Voorstel V1: er valt niets meer aan te nemen.',
      'V1.1, Aa, Berichtenbox: Voorstel V2 kwam ervoor in de plaats.',
    ]);
  });

  it('accepted twice is accepted once', () => {
    const desk = three();
    desk.propose(['Aa', second], ['Bee', first]);
    accept(desk);
    const { state } = desk;
    expect(accept(desk)).toBe('Voorstel V1: er was niets meer aan te nemen.');
    expect(accept(desk, { verplaatsingen: [1] })).toBe('Voorstel V1: er was niets meer aan te nemen.');
    expect(desk.state).toBe(state);
  });

  it('two that change places are made in one instant, when both have agreed', () => {
    const desk = three();
    desk.propose(['Aa', second], ['Bee', first]);
    accept(desk);
    expect(inShort(desk.move('Aa', second, calm))).toBe(`V1.1 awaiting ${second}`);
    expect(told(desk)).toEqual([]);
    expect(where(desk)).toEqual([`Aa ${first}`, `Bee ${second}`, `Cee ${third}`, 'Dee -']);
    expect(inShort(desk.move('Bee', first, calm))).toBe(`agreed ${first}`);
    expect(told(desk)).toEqual([`gemeente-aa: agreed ${second}`]);
    expect(where(desk)).toEqual([`Aa ${second}`, `Bee ${first}`, `Cee ${third}`, 'Dee -']);
  });

  it('a ring of three waits for the last one', () => {
    const desk = three();
    desk.propose(['Aa', second], ['Bee', third], ['Cee', first]);
    accept(desk);
    expect(inShort(desk.move('Cee', first, calm))).toContain('awaiting');
    expect(inShort(desk.move('Aa', second, calm))).toContain('awaiting');
    expect(inShort(desk.move('Bee', third, calm))).toBe(`agreed ${third}`);
    expect(told(desk)).toEqual([`gemeente-cee: agreed ${first}`, `gemeente-aa: agreed ${second}`]);
  });

  it('along a path, who can go goes; the place that it leaves is kept for the next', () => {
    const desk = three();
    desk.propose(['Bee', first], ['Aa', 'T1.2027-03-30.0900']);
    accept(desk);
    expect(inShort(desk.move('Aa', 'T1.2027-03-30.0900', calm))).toBe('agreed T1.2027-03-30.0900');
    expect(inShort(desk.reserve('Dee', calm))).not.toContain(first);
    expect(inShort(desk.move('Bee', first, calm))).toBe(`agreed ${first}`);
  });

  it('a no of one is told to those who needed its place, and they keep what they had', () => {
    const desk = three();
    desk.propose(['Aa', second], ['Bee', third], ['Cee', first]);
    accept(desk);
    desk.move('Cee', first, calm);
    expect(inShort(desk.decline('Aa', 'V1.1'))).toBe(`agreed ${first}`);
    const reason = (slot: string) =>
      `Er komt geen plaats vrij in tijdslot ${slot}: een verplaatsing die daarvoor nodig was, gaat niet door.`;
    expect(told(desk)).toEqual([
      `gemeente-bee: V1.2 ended: ${reason(third)}`,
      `gemeente-cee: V1.3 ended: ${reason(first)}`,
    ]);
    expect(desk.moves()).toEqual(['V1.1 declined', 'V1.2 lapsed', 'V1.3 lapsed']);
    expect(where(desk)).toEqual([`Aa ${first}`, `Bee ${second}`, `Cee ${third}`, 'Dee -']);
  });

  it('an akkoord that came to nothing is refused when it is asked again, with the reason', () => {
    const desk = three();
    desk.propose(['Aa', second], ['Bee', first]);
    accept(desk);
    const key = { organisation: 'gemeente-aa', function: 'berichtenbox', generation: 99 } as const;
    const wish = { earliest: isoDate('2027-02-01'), requestedGoLive: isoDate('2027-09-01') };
    const akkoord = { kind: 'move', ...key, slot: second, ...wish } as const;
    expect(inShort(desk.ask(akkoord))).toContain('awaiting');
    desk.order(plannerMessages.reject, { voorstel: 'V1', verplaatsingen: [2], reden: 'Te kort dag.' });
    expect(inShort(desk.ask(akkoord))).toContain(`refused: Er komt geen plaats vrij in tijdslot ${second}`);
    expect(where(desk)[0]).toBe(`Aa ${first}`);
  });

  it('who goes another way leaves the talk, and so do those who needed its place', () => {
    const desk = three();
    desk.propose(['Aa', second], ['Bee', first]);
    accept(desk);
    desk.move('Aa', second, calm);
    desk.move('Bee', 'T1.2027-03-30.0900', calm);
    // Bee left its place all the same: Aa, who had agreed, has it.
    expect(told(desk)).toEqual([`gemeente-aa: agreed ${second}`]);
    expect(desk.moves()).toEqual(['V1.1 done', 'V1.2 lapsed']);
  });

  it('lapses when no akkoord comes in time, and then its place is free', () => {
    const desk = three();
    desk.propose(['Aa', second], ['Bee', first]);
    accept(desk);
    desk.move('Aa', second, calm);
    expect(nextMoment(desk.state)).toBe(Date.parse('2027-01-19T00:00:00+01:00'));
    desk.wait('2027-01-18');
    expect(told(desk)).toEqual([]);
    desk.wait('2027-01-19');
    expect(told(desk)).toEqual([
      'gemeente-bee: V1.2 ended: Er was geen akkoord op maandag 18 januari 2027.',
      `gemeente-aa: V1.1 ended: Er komt geen plaats vrij in tijdslot ${second}: een verplaatsing die daarvoor nodig was, gaat niet door.`,
    ]);
    expect(nextMoment(desk.state)).toBeNull();
    expect(inShort(desk.move('Bee', first, calm))).toContain('refused');
  });

  it('an akkoord with a wish that the slot is too early for is refused, and the move lapses', () => {
    const desk = three();
    desk.propose(['Bee', 'T1.2027-03-30.0900']);
    accept(desk);
    expect(inShort(desk.move('Bee', 'T1.2027-03-30.0900', { ...calm, earliest: '2027-04-01' }))).toContain(
      'refused: Tijdslot T1.2027-03-30.0900 is te vroeg',
    );
    expect(desk.moves()).toEqual(['V1.1 lapsed']);
  });

  it('gives who waits a place, voorlopig, as soon as it comes free', () => {
    const small = plan({ minimaleWinst: 0 }, ({ tranches }) => tranches.splice(1));
    const desk = new Desk(small, 'Aa', 'Bee', 'Cee', 'Dee', 'Ee');
    for (const name of ['Aa', 'Bee', 'Cee', 'Dee']) desk.reserve(name, calm);
    expect(inShort(desk.reserve('Ee', { ...calm, earliest: '2027-03-05' }))).toBe('waiting 1');
    desk.release('Aa', 'everything');
    desk.propose(['Ee', second], ['Bee', first]);
    expect(accept(desk)).toBe(
      'Voorstel V1: 1 in overleg met de afnemer, 1 van de wachtlijst zodra er plaats is.',
    );
    expect(told(desk)).toEqual([`gemeente-bee: V1.2 proposed ${first} until 2027-01-18`]);
    desk.move('Bee', first, calm);
    expect(told(desk)).toEqual([`gemeente-ee: held ${second}`]);
    expect(desk.moves()).toEqual(['V1.1 done', 'V1.2 done']);
  });
});

describe('what is proposed', () => {
  it('is worth its while', () => {
    const desk = three({ minimaleWinst: 8 }, late);
    desk.release('Aa', 'everything');
    expect(desk.propose(['Bee', first])).toBe(
      'Er is geen voorstel gemaakt. Niet mogelijk: 1.\nBee, Berichtenbox: Het levert minder dan 8 dagen op.',
    );
    expect(desk.propose(['Cee', first])).toBe('Voorstel V1 staat klaar. Verplaatsingen: 1.');
  });

  it('may cost who makes room, when the chain as a whole gains', () => {
    const desk = three({ minimaleWinst: 5 }, late);
    // Cee was in time before the last slot; Bee gains more than Cee loses.
    desk.move('Cee', third, { goLive: '2027-06-01' });
    expect(desk.propose(['Bee', third], ['Cee', second])).toContain('Er is geen voorstel gemaakt');
    desk.move('Bee', 'T1.2027-03-30.0900', late);
    expect(desk.propose(['Bee', third], ['Cee', 'T1.2027-03-30.0900'])).toBe(
      'Voorstel V1 staat klaar. Verplaatsingen: 2.',
    );
    expect(desk.state.proposals[0]?.moves.map(({ gain, chain }) => [gain, chain])).toEqual([
      [5, 1],
      [0, 1],
    ]);
  });

  it('is nothing within the freeze, and what came into it since is not accepted any more', () => {
    const desk = three();
    desk.propose(['Aa', 'T1.2027-03-30.0900']);
    desk.wait('2027-02-09');
    // 15 working days before 2 March.
    expect(accept(desk)).toBe(
      'Voorstel V1: 0 in overleg met de afnemer. Vervallen: 1.\nV1.1, Aa, Berichtenbox: De ketentest is binnen 15 werkdagen: zo kort ervoor wordt niets meer verplaatst.',
    );
    expect(desk.propose(['Aa', 'T1.2027-03-30.0900'])).toContain('De ketentest is binnen 15 werkdagen');
    expect(desk.propose(['Bee', 'T1.2027-03-30.0900'])).toContain('staat klaar');
  });

  it.each([
    [['Aa', first], `Berichtenbox staat al in tijdslot ${first}.`],
    [
      ['Aa', second],
      `In tijdslot ${second} of in de tranche is geen plaats, ook niet als al het andere doorgaat.`,
    ],
    [['Aa', 'T1.2027-03-03.0900'], 'Tijdslot T1.2027-03-03.0900 staat niet in de planning.'],
    [['Dee', first], 'Berichtenbox heeft geen tijdslot en staat niet op de wachtlijst.'],
    [['Ee', first], 'Organisatie gemeente-ee staat niet in het register.'],
  ] as const)('has no %s', (move, reason) => {
    expect(three().propose(move)).toContain(reason);
  });

  it('is accepted with all whose places it needs', () => {
    const desk = three();
    desk.propose(['Aa', second], ['Bee', third], ['Cee', first]);
    expect(accept(desk, { verplaatsingen: [1, 3] })).toBe(
      'V1.1, V1.3 kan alleen samen met V1.2: ze hebben elkaars plaats nodig.',
    );
    expect(desk.moves()).toEqual(['V1.1 proposed', 'V1.2 proposed', 'V1.3 proposed']);
    expect(accept(desk, { verplaatsingen: [1, 2, 3] })).toContain('3 in overleg');
  });

  it('takes the place of an older one for the same function, but not of a talk', () => {
    const desk = three();
    desk.propose(['Aa', 'T1.2027-03-30.0900']);
    desk.propose(['Aa', second], ['Bee', first]);
    expect(desk.moves()).toEqual(['V1.1 lapsed', 'V2.1 proposed', 'V2.2 proposed']);
    desk.order(plannerMessages.accept, { voorstel: 'v2' });
    expect(desk.propose(['Aa', 'T1.2027-03-30.0900'])).toContain(
      'Over verplaatsing V2.1 van deze functie is al overleg.',
    );
  });
});

describe('a planner', () => {
  it('rejects moves, and takes back what is talked about', () => {
    const desk = three();
    desk.propose(['Aa', second], ['Bee', first]);
    accept(desk);
    expect(
      desk.order(plannerMessages.reject, { voorstel: 'V1', verplaatsingen: [2], reden: 'Te kort dag.' }),
    ).toBe('Voorstel V1: 1 verplaatsing afgewezen. Iedereen houdt zijn tijdslot.');
    expect(told(desk)[0]).toBe('gemeente-bee: V1.2 ended: Te kort dag.');
    expect(desk.moves()).toEqual(['V1.1 lapsed', 'V1.2 declined']);
  });

  it.each([
    [plannerMessages.accept, {}, /^voorstel: verwacht/],
    [plannerMessages.accept, { voorstel: 'V7' }, /^Voorstel V7 is niet bekend\. Open: V1\.$/],
    [
      plannerMessages.accept,
      { voorstel: 'V1', verplaatsingen: [3] },
      /^Voorstel V1 heeft de verplaatsingen 1 tot en met 2, geen 3\.$/,
    ],
    [plannerMessages.accept, { voorstel: 'V1', alles: true }, /alles/],
    [plannerMessages.reject, { voorstel: 'V1' }, /^reden: verwacht/],
    [
      plannerMessages.propose,
      { planversie: 0, verplaatsingen: [{ afnemer: 'x', functie: 'berichtenbox', naar: 'y' }] },
      /^Planversie: verwacht 1, gevonden 0\./,
    ],
    [
      plannerMessages.propose,
      { verplaatsingen: [{ afnemer: 'x', functie: 'fax', naar: 'y' }] },
      /^verplaatsingen\.0\.functie: verwacht/,
    ],
    [
      plannerMessages.clearPeriod,
      { van: '2027-03-09', totEnMet: '2027-03-02', reden: 'x' },
      /^TotEnMet: verwacht een datum op of na 2027-03-09/,
    ],
    [
      plannerMessages.moveTranche,
      { tranche: 'T9', reden: 'x' },
      /^Tranche T9 staat niet in de planning\. Wel: T1, T2\.$/,
    ],
  ])('%s %j is refused in words', (name, input, words) => {
    const desk = three();
    desk.propose(['Aa', second], ['Bee', first]);
    const { state } = desk;
    expect(desk.order(name, input)).toMatch(words);
    expect(desk.state).toBe(state);
  });
});

describe('a freed slot', () => {
  it('is offered to one at a time: who gains most first, then the next', () => {
    const desk = three({ minimaleWinst: 5 }, late);
    desk.release('Aa', 'everything');
    const offer = (name: string) =>
      desk.order(plannerMessages.offer, {
        tijdslot: first,
        afnemer: `gemeente-${name}`,
        functie: 'Berichtenbox',
      });
    expect(offer('cee')).toBe(
      `Tijdslot ${first} wordt tot en met 2027-01-18 vastgehouden voor Cee, Berichtenbox. Het traject heeft nu een taak: overleg met de afnemer.`,
    );
    expect(told(desk)).toEqual([`gemeente-cee: V1.1 proposed ${first} until 2027-01-18`]);
    expect(offer('bee')).toContain('is vol: bezet zijn 0 van de 1 plaatsen, en 1 vastgehouden');
    desk.decline('Cee', 'V1.1');
    expect(offer('bee')).toContain('vastgehouden voor Bee');
    expect(offer('cee')).toContain('is vol');
    desk.wait('2027-01-19');
    expect(told(desk)).toEqual(['gemeente-bee: V2.1 ended: Er was geen akkoord op maandag 18 januari 2027.']);
  });
});

describe('a place that came free', () => {
  const on = (...dates: readonly string[]) =>
    plan({ minimaleWinst: 5 }, ({ tranches }) => {
      tranches.splice(1);
      for (const tranche of tranches) {
        tranche.tijdsloten = dates.map((datum) => ({ datum, begin: '09:00', plaatsen: 1 }));
      }
    });
  const candidates = (desk: Desk) =>
    freedSlots(desk.state, moment('2027-01-05')).map(({ slot, candidates: found }) => [
      slot.date,
      ...found.map(({ organisation, gain }) => `${organisation} ${gain}`),
    ]);

  it('is not for who is talked with about another', () => {
    const desk = three({ minimaleWinst: 5 }, late);
    desk.release('Aa', 'everything');
    desk.release('Bee', 'everything');
    expect(candidates(desk).map(([day, one]) => [day, one?.slice(0, 12)])).toEqual([
      ['2027-03-02', 'gemeente-cee'],
      ['2027-03-09', 'gemeente-cee'],
    ]);
    desk.order(plannerMessages.offer, { tijdslot: first, afnemer: 'gemeente-cee', functie: 'Berichtenbox' });
    expect(candidates(desk)).toEqual([]);
  });

  it('is not again for who did not take it', () => {
    const desk = three({ minimaleWinst: 5 }, late);
    desk.release('Aa', 'everything');
    expect(candidates(desk)).toContainEqual(['2027-03-02', 'gemeente-cee 21', 'gemeente-bee 7']);
    desk.order(plannerMessages.offer, { tijdslot: first, afnemer: 'gemeente-cee', functie: 'Berichtenbox' });
    desk.decline('Cee', 'V1.1');
    expect(candidates(desk)).toContainEqual(['2027-03-02', 'gemeente-bee 7']);
  });

  it('is for who lost a place too: less late than in the place that is kept for it, or the first of all', () => {
    const desk = three({ minimaleWinst: 5 }, late);
    desk.publish(on('2027-03-09', '2027-03-23', '2027-03-30'));
    expect(desk.moves()).toEqual(['V1.1 proposed']); // Aa, to 30 March
    desk.publish(on('2027-03-09', '2027-03-11', '2027-03-23', '2027-03-30'));
    expect(candidates(desk)).toEqual([['2027-03-11', 'gemeente-aa 13', 'gemeente-cee 8']]);
    desk.order(plannerMessages.reject, { voorstel: 'V1', reden: 'Toch niet' });
    expect(candidates(desk)).toContainEqual(['2027-03-11', 'gemeente-aa null', 'gemeente-cee 8']);
  });
});

describe('in bulk', () => {
  it('everybody leaves a period, as far as there is room, and each refusal is named', () => {
    const desk = three();
    const answer = desk.order(plannerMessages.clearPeriod, {
      van: '2027-03-01',
      totEnMet: '2027-03-10',
      reden: 'Storing.',
    });
    expect(answer).toBe(
      'Voorstel V1 staat klaar, met 2 verplaatsingen. Er is nog niets veranderd: neem het aan of wijs het af.',
    );
    expect(desk.state.proposals[0]?.moves.map(({ to, why }) => [to, why])).toEqual([
      ['T1.2027-03-30.0900', 'Storing.'],
      ['T2.2027-06-02.0900', 'Storing.'],
    ]);
    desk.wait('2027-02-10');
    expect(desk.order(plannerMessages.moveTranche, { tranche: 'T1', naar: 'T2', reden: 'Later.' })).toBe(
      'Voorstel V2 staat klaar, met 2 verplaatsingen. Er is nog niets veranderd: neem het aan of wijs het af. Niet te verplaatsen: 1.\nAa, Berichtenbox: De ketentest is binnen 15 werkdagen: zo kort ervoor wordt niets meer verplaatst.',
    );
  });

  it('tells how many stay because their test has begun', () => {
    const desk = three({ minimaleWinst: 0, bevriezing: 0 });
    desk.wait('2027-03-02');
    const clear = (totEnMet: string) =>
      desk.order(plannerMessages.clearPeriod, { van: '2027-03-01', totEnMet, reden: 'Storing' });
    expect(clear('2027-03-10')).toBe(
      'Voorstel V1 staat klaar, met 1 verplaatsing. Er is nog niets veranderd: neem het aan of wijs het af. Blijft staan, want de ketentest is al begonnen of voorbij: 1.',
    );
    expect(clear('2027-03-02')).toBe(
      'Daar staat niemand die nog verplaatst kan worden. Blijft staan, want de ketentest is al begonnen of voorbij: 1.',
    );
  });

  it('into a tranche that is full is told as that, and rejecting twice says so', () => {
    const desk = three();
    const small = ({ tranches }: PlanFile) => Object.assign(tranches[1] ?? {}, { maximumOrganisaties: 1 });
    desk.publish(plan({ minimaleWinst: 0 }, small));
    const answer = desk.order(plannerMessages.moveTranche, { tranche: 'T1', naar: 'T2', reden: 'Later' });
    expect(answer.split('\n')).toEqual([
      'Voorstel V1 staat klaar, met 1 verplaatsing. Er is nog niets veranderd: neem het aan of wijs het af. Niet te verplaatsen: 2.',
      'Bee, Berichtenbox: Tranche T2 is vol: bezet zijn 1 van de 1 plaatsen voor organisaties.',
      'Cee, Berichtenbox: Tranche T2 is vol: bezet zijn 1 van de 1 plaatsen voor organisaties.',
    ]);
    expect(desk.state.proposals[0]?.moves.map(({ why }) => why)).toEqual(['Later.']);
    const reject = () => desk.order(plannerMessages.reject, { voorstel: 'V1', reden: 'Toch niet' });
    expect(reject()).toContain('1 verplaatsing afgewezen');
    expect(reject()).toBe('Voorstel V1: er was niets meer af te wijzen.');
  });
});

it('a repeated order is answered in short, with how many refusals there are more', () => {
  const refusals = Array.from({ length: 23 }, (_, i) => `Refusal ${i + 1}`);
  expect(shortened(['Done.', ...refusals].join('\n')).split('\n')).toEqual([
    'Done.',
    ...refusals.slice(0, 20),
    'En nog 3.',
  ]);
  const few = ['Done.', ...refusals.slice(0, 20)].join('\n');
  expect(shortened(few)).toBe(few);
});

describe('a new plan', () => {
  it('keeps another place for who has none any more, before who waits', () => {
    const desk = three();
    desk.reserve('Dee', { earliest: '2027-03-25', ...late });
    desk.release('Dee', 'everything');
    desk.publish(
      plan({ minimaleWinst: 0 }, ({ tranches }) => {
        tranches.splice(1);
        for (const tranche of tranches) {
          tranche.tijdsloten = ['2027-03-09', '2027-03-23', '2027-03-30'].map((datum) => ({
            datum,
            begin: '09:00',
            plaatsen: 1,
          }));
        }
      }),
    );
    expect(told(desk)[0]).toContain('gemeente-aa: displaced');
    expect(desk.moves()).toEqual(['V1.1 proposed']);
    expect(inShort(desk.reserve('Dee', late))).toBe('waiting 1');
    accept(desk);
    expect(inShort(desk.move('Aa', 'T1.2027-03-30.0900', late))).toBe('agreed T1.2027-03-30.0900');
  });

  /** Without the first slot; in T2 one for Berichtenbox. */
  const smaller = plan({ minimaleWinst: 0 }, ({ tranches }) => {
    for (const [i, tranche] of tranches.entries()) {
      const dates = i === 0 ? ['2027-03-09', '2027-03-23', '2027-03-30'] : ['2027-06-02'];
      const functies = i === 0 ? ['berichtenbox', 'lopendeZaken'] : ['berichtenbox'];
      tranche.tijdsloten = dates.map((datum) => ({ datum, begin: '09:00', plaatsen: 1, functies }));
    }
  });

  it('proposes another place also within the freeze', () => {
    const desk = three();
    desk.wait('2027-02-20');
    desk.publish(smaller);
    expect(desk.moves()).toEqual(['V1.1 proposed']);
    expect(accept(desk)).toBe('Voorstel V1: 1 in overleg met de afnemer.');
  });

  it('keeps the place of the newest proposal alone: what an older one kept goes to who waits', () => {
    const desk = three();
    desk.publish(smaller);
    expect(inShort(desk.reserve('Dee', { ...calm, function: 'lopendeZaken' }))).toBe('waiting 1');
    desk.propose(['Aa', 'T2.2027-06-02.0900']);
    expect(desk.moves()).toEqual(['V1.1 lapsed', 'V2.1 proposed']);
    expect(told(desk)).toEqual(['gemeente-dee: held T1.2027-03-30.0900']);
  });

  it('keeps the places of the newest proposal, where an older one leaves what it needs, until yes or no', () => {
    const desk = three();
    desk.publish(smaller);
    desk.reserve('Dee', { ...calm, function: 'lopendeZaken' });
    desk.propose(['Aa', second], ['Bee', 'T1.2027-03-30.0900']);
    expect(told(desk)).toEqual([]);
    expect(accept(desk, { voorstel: 'V2' })).toBe('Voorstel V2: 2 in overleg met de afnemer.');
    desk.move('Bee', 'T1.2027-03-30.0900', calm);
    expect(inShort(desk.move('Aa', second, calm))).toBe(`agreed ${second}`);
    expect(desk.moves()).toEqual(['V1.1 lapsed', 'V2.1 done', 'V2.2 done']);
  });

  it('gives them to who waits after a no', () => {
    const desk = three();
    desk.publish(smaller);
    desk.reserve('Dee', { ...calm, function: 'lopendeZaken' });
    desk.propose(['Aa', second], ['Bee', 'T1.2027-03-30.0900']);
    desk.order(plannerMessages.reject, { voorstel: 'V2', reden: 'Nee' });
    expect(told(desk)).toEqual(['gemeente-dee: held T1.2027-03-30.0900']);
  });

  it('keeps its place for who is proposed another one that cannot be', () => {
    const desk = three();
    desk.publish(smaller);
    expect(desk.propose(['Aa', third], ['Bee', 'T1.2027-03-30.0900'])).toMatch(
      /^Er is geen voorstel gemaakt. Niet mogelijk: 2./,
    );
    expect(desk.moves()).toEqual(['V1.1 proposed']);
  });

  it('that gives a slot back, ends what was proposed for want of it, and the place that was kept is free', () => {
    const desk = three();
    desk.publish(smaller);
    desk.reserve('Dee', { ...calm, function: 'lopendeZaken' });
    desk.publish(
      plan({ minimaleWinst: 0 }, ({ tranches: [one, two] }) => {
        const dates = ['2027-03-02', '2027-03-09', '2027-03-23', '2027-03-30'];
        if (one) one.tijdsloten = dates.map((datum) => ({ datum, begin: '09:00', plaatsen: 1 }));
        if (two) two.tijdsloten = [];
      }),
    );
    expect(desk.moves()).toEqual(['V1.1 lapsed']);
    expect(told(desk)).toEqual([`gemeente-aa: agreed ${first}`, 'gemeente-dee: held T1.2027-03-30.0900']);
  });

  it('ends talks about slots that it no longer has', () => {
    const desk = three();
    desk.propose(['Aa', 'T1.2027-03-30.0900']);
    accept(desk);
    desk.publish(
      plan({ minimaleWinst: 0 }, (file) => {
        file.sluitingen = [{ van: '2027-03-30', totEnMet: '2027-03-30', reden: 'Storing' }];
      }),
    );
    expect(told(desk)).toEqual([
      'gemeente-aa: V1.1 ended: Tijdslot T1.2027-03-30.0900 staat niet in de planning.',
    ]);
  });
});

describe('time', () => {
  it('ends a talk about a slot that begins', () => {
    const desk = three({ minimaleWinst: 0, bevriezing: 0, bedenktijd: 100 });
    desk.propose(['Bee', first], ['Aa', 'T1.2027-03-30.0900']);
    accept(desk);
    expect(nextMoment(desk.state)).toBe(Date.parse('2027-03-02T00:00:00+01:00'));
    desk.now = moment('2027-03-02');
    desk.wait('2027-03-02');
    expect(desk.moves()).toEqual(['V1.1 lapsed', 'V1.2 lapsed']);
  });
});
