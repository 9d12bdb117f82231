import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../../machines/domain/dates.ts';
import { occupancyOf } from '../../../../machines/domain/planning/capacity.ts';
import { Desk, inShort, moment, planWith, type PlanFile } from './desk.ts';

/** One place only: everything else waits. */
function onePlace(file: PlanFile): void {
  file.tranches = file.tranches.slice(0, 1);
  for (const tranche of file.tranches) {
    tranche.maximumOrganisaties = 9;
    tranche.tijdsloten = [{ datum: '2027-03-02', begin: '09:00', plaatsen: 1 }];
  }
}

describe('reserve', () => {
  it('takes the earliest slot that has room, not before the earliest day', () => {
    const desk = new Desk(planWith(), 'Aa', 'Bee');
    expect(inShort(desk.reserve('Aa'))).toBe('held T1.2027-03-02.0900');
    expect(inShort(desk.reserve('Bee', { earliest: '2027-03-03' }))).toBe('held T1.2027-03-09.0900');
  });

  it('takes only a slot for its function', () => {
    const desk = new Desk(planWith(), 'Aa');
    expect(inShort(desk.reserve('Aa', { function: 'lopendeZaken', earliest: '2027-06-01' }))).toBe(
      'held T2.2027-06-11.1300',
    );
  });

  it('takes no slot that has begun', () => {
    const desk = new Desk(planWith(), 'Aa');
    desk.now = moment('2027-03-02');
    expect(inShort(desk.reserve('Aa'))).toBe('held T1.2027-03-09.0900');
  });

  it('goes on to the next tranche when one is full, while an organisation in it has room for both functions', () => {
    const desk = new Desk(planWith(), 'Aa', 'Bee', 'Cee');
    desk.reserve('Aa');
    desk.reserve('Bee');
    expect(inShort(desk.reserve('Cee'))).toBe('held T2.2027-06-02.0900');
    expect(inShort(desk.reserve('Aa', { function: 'lopendeZaken' }))).toBe('held T1.2027-03-23.0900');
  });

  it('passes over a closed tranche', () => {
    const plan = planWith((file) => Object.assign(file.tranches[0] ?? {}, { gesloten: true }));
    expect(inShort(new Desk(plan, 'Aa').reserve('Aa'))).toBe('held T2.2027-06-02.0900');
  });

  it('keeps a slot that is held, and makes it voorlopig again', () => {
    const desk = new Desk(planWith(), 'Aa');
    desk.reserve('Aa');
    desk.confirm('Aa');
    expect(inShort(desk.reserve('Aa', { earliest: '2027-03-20' }))).toBe('held T1.2027-03-02.0900');
  });

  it('is refused for an organisation that is not in the register', () => {
    const desk = new Desk(planWith());
    expect(inShort(desk.reserve('Aa'))).toBe('refused: Organisatie gemeente-aa staat niet in het register.');
    expect(inShort(desk.ask({ kind: 'close', organisation: 'constructor', live: {} }))).toBe('closed');
  });
});

describe('waiting list', () => {
  it('is in order of the requested go-live; a supplier stands there by its earliest day', () => {
    const desk = new Desk(planWith(onePlace), 'Aa', 'Bee', 'Cee', 'Dee', 'Ee');
    desk.reserve('Aa');
    expect(inShort(desk.reserve('Bee', { goLive: '2027-08-02' }))).toBe('waiting 1');
    expect(inShort(desk.reserve('Cee', { goLive: '2027-07-01' }))).toBe('waiting 1');
    expect(inShort(desk.reserve('Dee', { goLive: null, earliest: '2027-07-15' }))).toBe('waiting 2');
    expect(inShort(desk.reserve('Ee', { goLive: '2027-08-02' }))).toBe('waiting 4');
  });

  it('gives a place that comes free to the first who fits, with the generation of its request', () => {
    const desk = new Desk(planWith(onePlace), 'Aa', 'Bee', 'Cee');
    desk.reserve('Aa');
    desk.reserve('Bee', { goLive: '2027-06-01', earliest: '2027-03-03' });
    const waiting = desk.reserve('Cee', { goLive: '2027-07-01' });
    expect(inShort(desk.release('Aa', 'everything'))).toBe('released');
    expect(desk.notices.map(inShort)).toEqual(['held T1.2027-03-02.0900']);
    expect(desk.notices).toMatchObject([
      { organisation: 'gemeente-cee', generation: 'generation' in waiting ? waiting.generation : 0 },
    ]);
  });

  it('knows the last slot that is still in time, full or not', () => {
    const desk = new Desk(planWith(onePlace), 'Aa', 'Bee', 'Cee');
    desk.reserve('Aa');
    // 10 working days after 2 March is 16 March, and the desk is closed on the 16th and 17th.
    expect(desk.reserve('Bee', { goLive: '2027-03-18' })).toMatchObject({ lastUsefulSlot: '2027-03-02' });
    expect(desk.reserve('Cee', { goLive: '2027-03-17' })).toMatchObject({ lastUsefulSlot: null });
  });

  it('leaves as many working days before the test as were asked for', () => {
    const desk = new Desk(planWith(onePlace), 'Aa', 'Bee');
    desk.now = moment('2027-02-01');
    desk.reserve('Aa');
    desk.reserve('Bee', { earliest: '2027-02-22' });
    desk.now = moment('2027-02-22');
    desk.release('Aa', 'everything');
    expect(desk.notices).toEqual([]);
    expect(inShort(desk.reserve('Bee', { earliest: '2027-02-22' }))).toBe('held T1.2027-03-02.0900');
  });

  it('takes a wish for the last day of the calendar', () => {
    const desk = new Desk(planWith(), 'Aa');
    expect(inShort(desk.reserve('Aa', { earliest: '9999-12-31', goLive: '9999-12-31' }))).toBe('waiting 1');
    expect(inShort(desk.release('Aa', 'everything'))).toBe('released');
  });

  it('looks again at who was passed over, once a place for another makes room', () => {
    const smallTranche = (withLater: boolean) =>
      planWith((file) => {
        for (const tranche of file.tranches) {
          tranche.maximumOrganisaties = 1;
          tranche.tijdsloten =
            tranche.naam === 'T1'
              ? [{ datum: '2027-03-02', begin: '09:00', plaatsen: 1 }]
              : [{ datum: '2027-06-01', begin: '09:00', plaatsen: 1, functies: ['lopendeZaken'] }].slice(
                  withLater ? 0 : 1,
                );
        }
      });
    const desk = new Desk(smallTranche(false), 'Aa', 'Bee');
    desk.reserve('Aa', { function: 'lopendeZaken' });
    desk.release('Aa', 'slot', 'lopendeZaken');
    expect(inShort(desk.reserve('Aa', { function: 'lopendeZaken', earliest: '2027-05-01' }))).toBe(
      'waiting 1',
    );
    expect(inShort(desk.reserve('Bee', { goLive: '2027-04-01' }))).toBe('waiting 1');
    desk.publish(smallTranche(true));
    expect(desk.notices.map(inShort)).toEqual(['held T2.2027-06-01.0900', 'held T1.2027-03-02.0900']);
  });

  it('keeps its place in line when it asks again', () => {
    const desk = new Desk(planWith(onePlace), 'Aa', 'Bee', 'Cee');
    desk.reserve('Aa');
    desk.reserve('Bee');
    desk.reserve('Cee');
    expect(inShort(desk.reserve('Bee'))).toBe('waiting 1');
  });
});

describe('move', () => {
  it('frees the old slot for who waits, and is agreed at once', () => {
    const desk = new Desk(
      planWith((file) => {
        onePlace(file);
        for (const tranche of file.tranches)
          tranche.tijdsloten.push({
            datum: '2027-03-04',
            begin: '09:00',
            plaatsen: 1,
            functies: ['berichtenbox'],
          });
      }),
      'Aa',
      'Bee',
    );
    desk.reserve('Aa');
    desk.reserve('Bee', { function: 'lopendeZaken' });
    expect(inShort(desk.move('Aa', 'T1.2027-03-04.0900'))).toBe('agreed T1.2027-03-04.0900');
    expect(desk.notices.map(inShort)).toEqual(['held T1.2027-03-02.0900']);
  });

  it.each([
    ['T1.2027-03-99.0900', {}, 'Tijdslot T1.2027-03-99.0900 staat niet in de planning.'],
    ['T1.2027-03-09.0900', {}, 'Tijdslot T1.2027-03-09.0900 is vol: bezet zijn 1 van de 1 plaatsen.'],
    [
      'T1.2027-03-23.0900',
      { earliest: '2027-03-24' },
      'Tijdslot T1.2027-03-23.0900 is te vroeg: de ketentest kan op zijn vroegst op woensdag 24 maart 2027.',
    ],
    ['T2.2027-06-11.1300', {}, 'Tijdslot T2.2027-06-11.1300 is voor Lopende Zaken, niet voor Berichtenbox.'],
    ['T2.2027-06-02.0900', {}, 'Tranche T2 is vol: bezet zijn 1 van de 1 plaatsen voor organisaties.'],
  ])('to %s is refused, and what was held stays held', (slot, wished, reason) => {
    const plan = planWith((file) => Object.assign(file.tranches[1] ?? {}, { maximumOrganisaties: 1 }));
    const desk = new Desk(plan, 'Aa', 'Bee', 'Cee');
    desk.reserve('Aa');
    desk.reserve('Bee');
    desk.reserve('Cee');
    expect(inShort(desk.move('Aa', slot, wished))).toBe(`refused: ${reason}`);
    expect(desk.state.organisations['gemeente-aa']?.reservations.berichtenbox).toMatchObject({
      status: 'held',
      slot: 'T1.2027-03-02.0900',
    });
  });

  it.each([
    ['closed', 'Tranche T2 is gesloten: er kan niemand meer bij.'],
    ['past', 'Tijdslot T2.2027-06-02.0900 is al begonnen of voorbij: het is nu woensdag 2 juni 2027.'],
  ])('to a slot that is %s is refused', (how, reason) => {
    const desk = new Desk(
      planWith((file) => Object.assign(file.tranches[1] ?? {}, { gesloten: how === 'closed' })),
      'Aa',
    );
    if (how === 'past') desk.now = moment('2027-06-02');
    expect(inShort(desk.move('Aa', 'T2.2027-06-02.0900'))).toBe(`refused: ${reason}`);
  });

  it('moves one function only, and the organisation counts in both tranches', () => {
    const desk = new Desk(planWith(), 'Aa');
    desk.reserve('Aa');
    desk.reserve('Aa', { function: 'lopendeZaken' });
    desk.move('Aa', 'T2.2027-06-02.0900');
    expect(desk.reserve('Aa', { function: 'lopendeZaken' })).toMatchObject({ slot: { tranche: 'T1' } });
  });
});

describe('confirm', () => {
  it('makes voorlopig afgesproken', () => {
    const desk = new Desk(planWith(), 'Aa');
    desk.reserve('Aa');
    expect(inShort(desk.confirm('Aa'))).toBe('agreed T1.2027-03-02.0900');
  });

  it('needs a slot', () => {
    const desk = new Desk(planWith(onePlace), 'Aa', 'Bee');
    expect(inShort(desk.confirm('Aa'))).toBe(
      'refused: Afspreken kan alleen met een voorlopig tijdslot: Berichtenbox heeft geen tijdslot.',
    );
    desk.reserve('Aa');
    desk.reserve('Bee');
    expect(inShort(desk.confirm('Bee'))).toContain('Berichtenbox staat op de wachtlijst.');
  });
});

describe('release', () => {
  it('of the slot keeps the tranche, also while waiting', () => {
    const plan = planWith((file) => {
      onePlace(file);
      for (const tranche of file.tranches) tranche.maximumOrganisaties = 1;
    });
    const desk = new Desk(plan, 'Aa', 'Bee');
    desk.reserve('Aa');
    desk.reserve('Bee');
    desk.release('Aa', 'slot');
    expect(desk.notices).toEqual([]);
    expect(inShort(desk.reserve('Aa', { earliest: '2027-03-03' }))).toBe('waiting 2');
    expect(desk.notices).toEqual([]);
    desk.release('Aa', 'everything');
    expect(desk.notices.map(inShort)).toEqual(['held T1.2027-03-02.0900']);
  });
});

describe('alternatives', () => {
  it('are the first other slots, with lateness and change of tranche, and change nothing', () => {
    const desk = new Desk(planWith(), 'Aa');
    desk.reserve('Aa');
    const before = desk.state;
    const answer = desk.alternatives('Aa', 3, { earliest: '2027-03-10', goLive: '2027-04-02' });
    // 10 working days after 23 March, over Good Friday (26 March) and Easter Monday, is 8 April.
    expect(inShort(answer)).toBe('T1.2027-03-23.0900 +6, T1.2027-03-30.0900 +11, T2.2027-06-02.0900 +75');
    expect(answer).toMatchObject({
      alternatives: [{ changesTranche: false }, { changesTranche: false }, { changesTranche: true }],
    });
    expect(desk.state).toBe(before);
  });

  it('leave out the slot that is held, and give a supplier no lateness', () => {
    const desk = new Desk(planWith(), 'Aa');
    desk.reserve('Aa');
    expect(inShort(desk.alternatives('Aa', 1, { goLive: null }))).toBe('T1.2027-03-09.0900 +0');
  });
});

describe('advice', () => {
  const book = (desk: Desk, booking: string, minutes: number) =>
    inShort(desk.ask({ kind: 'advice', organisation: 'gemeente-aa', booking, minutes }));

  it('goes up to one dagdeel, once per booking, and stays used after the track has closed', () => {
    const desk = new Desk(planWith(), 'Aa');
    expect(book(desk, 'een', 180)).toBe('adviceBooked 180');
    expect(book(desk, 'een', 180)).toBe('adviceBooked 180');
    expect(book(desk, 'twee', 90)).toBe('adviceRefused 180');
    desk.ask({ kind: 'close', organisation: 'gemeente-aa', live: {} });
    expect(book(desk, 'drie', 60)).toBe('adviceBooked 240');
    expect(book(desk, 'vier', 1)).toBe('adviceRefused 240');
  });

  it('says what is left', () => {
    const desk = new Desk(planWith(), 'Aa');
    book(desk, 'een', 180);
    expect(
      desk.ask({ kind: 'advice', organisation: 'gemeente-aa', booking: 'twee', minutes: 90 }),
    ).toMatchObject({
      reason:
        'Het advies duurt hoogstens 4 uur per organisatie: er is nog 1 uur over, gevraagd is 1 uur en 30 minuten.',
    });
  });
});

describe('close', () => {
  it('gives every place back, and keeps the day of coming into use', () => {
    const desk = new Desk(planWith(onePlace), 'Aa', 'Bee');
    desk.reserve('Aa');
    desk.reserve('Bee');
    desk.ask({ kind: 'close', organisation: 'gemeente-aa', live: { berichtenbox: isoDate('2027-05-03') } });
    expect(desk.notices.map(inShort)).toEqual(['held T1.2027-03-02.0900']);
    expect(desk.state.organisations['gemeente-aa']).toMatchObject({
      live: { berichtenbox: '2027-05-03' },
      reservations: {},
    });
  });
});

describe('generations', () => {
  it('a repeated or older request changes nothing, and is told what holds now', () => {
    const desk = new Desk(planWith(), 'Aa');
    const key = { organisation: 'gemeente-aa', function: 'berichtenbox' as const };
    desk.reserve('Aa');
    const moved = desk.move('Aa', 'T1.2027-03-23.0900');
    const { state } = desk;
    expect(desk.ask({ kind: 'release', ...key, generation: 1, what: 'everything' })).toEqual(moved);
    expect(desk.ask({ kind: 'release', ...key, generation: 2, what: 'everything' })).toEqual(moved);
    expect(desk.state).toBe(state);
    expect(inShort(desk.release('Aa', 'everything'))).toBe('released');
    expect(inShort(desk.ask({ kind: 'confirm', ...key, generation: 2 }))).toBe('released');
  });

  it('a repeat of a refused request is refused again, with what was held still held', () => {
    const desk = new Desk(planWith(), 'Aa');
    desk.reserve('Aa');
    const refusal = desk.move('Aa', 'T9');
    const key = { organisation: 'gemeente-aa', function: 'berichtenbox' as const };
    expect(desk.ask({ kind: 'confirm', ...key, generation: 2 })).toEqual(refusal);
    expect(inShort(desk.confirm('Aa'))).toBe('agreed T1.2027-03-02.0900');
  });

  it('start anew after the track has closed', () => {
    const desk = new Desk(planWith(), 'Aa');
    desk.reserve('Aa');
    desk.release('Aa', 'everything');
    desk.ask({ kind: 'close', organisation: 'gemeente-aa', live: {} });
    const again = new Desk(planWith());
    again.state = desk.state;
    expect(inShort(again.reserve('Aa'))).toBe('held T1.2027-03-02.0900');
  });
});

describe('counting in a tranche again, after an ending that was put right', () => {
  const rejoin = (desk: Desk, organisation: string, generation: number, tranche = 'T1') =>
    desk.ask({ kind: 'rejoin', organisation, function: 'berichtenbox', generation, tranche });
  const members = (desk: Desk) => occupancyOf(desk.state).organisations.get('T1')?.size ?? 0;
  const release = (desk: Desk, organisation: string, generation: number) =>
    desk.ask({ kind: 'release', organisation, function: 'berichtenbox', generation, what: 'everything' });

  it('takes room in the tranche, and none in a slot', () => {
    const desk = new Desk(planWith(), 'Aa');
    desk.reserve('Aa');
    release(desk, 'gemeente-aa', 90);
    expect(members(desk)).toBe(0);
    expect(rejoin(desk, 'gemeente-aa', 91).kind).toBe('released');
    expect(members(desk)).toBe(1);
    expect(occupancyOf(desk.state).places.size).toBe(0);
  });

  it('is refused when the tranche is full, or gone', () => {
    const desk = new Desk(planWith(), 'Aa', 'Bee', 'Cee');
    desk.reserve('Aa');
    desk.reserve('Bee');
    expect(members(desk)).toBe(2);
    expect(rejoin(desk, 'gemeente-cee', 90)).toMatchObject({
      kind: 'refused',
      reason: 'Tranche T1 is vol: bezet zijn 2 van de 2 plaatsen voor organisaties.',
    });
    expect(rejoin(desk, 'gemeente-cee', 91, 'T9')).toMatchObject({
      kind: 'refused',
      reason: 'Tranche T9 staat niet in de planning.',
    });
    expect(members(desk)).toBe(2);
  });

  it('leaves a place that is held as it is', () => {
    const desk = new Desk(planWith(), 'Aa');
    desk.reserve('Aa');
    const before = desk.state.organisations['gemeente-aa']?.reservations.berichtenbox;
    expect(rejoin(desk, 'gemeente-aa', 90).kind).toBe('placed');
    expect(desk.state.organisations['gemeente-aa']?.reservations.berichtenbox).toEqual({
      ...before,
      generation: 90,
    });
  });
});
