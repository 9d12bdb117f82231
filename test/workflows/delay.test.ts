import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateOf, instantAt } from '../../machines/domain/amsterdam.ts';
import { businessTime } from '../../machines/domain/clock.ts';
import { isoDate } from '../../machines/domain/dates.ts';
import type { ConnectionFunction } from '../../machines/domain/vocabulary.ts';
import { planningId, planningMessages, trackId, trackMessages } from '../../machines/protocol.ts';
import type { PlanningOverview } from '../../machines/domain/planning/overview.ts';
import type { DiaryEntry } from '../../machines/track/diary.ts';
import type { LadderLine } from '../../machines/track/mail.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { openOffice, type Office } from './office.ts';
import { declarationOf } from './papers.ts';
import { roomyPlan } from './scenario.ts';

/**
 * The scenario of the domain, in real months: a gemeente connects to both functions. Berichtenbox is ready, and goes
 * live on its own date. The certificate for Lopende Zaken is late.
 */

let office: Office;
let id: string;
beforeAll(async () => {
  office = await openOffice();
  await office.publish(roomyPlan);
  ({ id } = await office.declare({
    ...declarationOf('Delft'),
    functies: {
      berichtenbox: { teststart: '2027-02-15', ingebruikname: '2027-05-10' },
      lopendeZaken: { teststart: '2027-02-15', ingebruikname: '2027-07-01' },
    },
  }));
});
afterAll(async () => {
  await office.stop();
});

const track = () => office.env.client.workflow.getHandle(trackId(id));
const act = (action: string, input: object = {}) => office.act(id, action, input);
const view = async () =>
  track().query<TrackView, [number]>(trackMessages.view, await office.env.currentTimeMs());
const diary = async () =>
  (await track().query<readonly DiaryEntry[]>(trackMessages.diary)).map(({ text }) => text);

async function shown(functie: ConnectionFunction) {
  const found = (await view()).functies.find((line) => line.functie === functie);
  if (found === undefined) throw new Error(`No ${functie}`);
  return found;
}

/** Without what changes by itself from day to day. */
async function lasting(functie: ConnectionFunction) {
  const { speling: _daysToGo, ...rest } = await shown(functie);
  return rest;
}

/** Until 18:00 on that day. */
async function until(day: string): Promise<void> {
  const now = businessTime(office.clock, await office.env.currentTimeMs());
  const left = instantAt(isoDate(day), '18:00') - now;
  if (left > 0) await office.env.sleep(left);
}

const tasks = async () => (await view()).taken.map(({ taak }) => taak);

/** What the ladder said since a day, in mails to the consumer and in those of the desk's mornings, as "day reader: function subject rung"; sorted, since mails of one morning are sent side by side. */
const ladderSince = (day: string) => {
  const said = (date: string, reader: string, line: LadderLine) =>
    date >= day ? [`${date} ${reader}: ${line.function} ${line.subject} ${line.rung}`] : [];
  const toConsumer = office.mails.flatMap(({ content, date }) =>
    content.kind === 'ladder' ? content.lines.flatMap((line) => said(date, 'consumer', line)) : [],
  );
  const toUs = office.deskMails.flatMap(({ content, date }) =>
    content.notices.flatMap(({ to, what }) => (what.kind === 'ladder' ? said(date, to, what.line) : [])),
  );
  return [...toConsumer, ...toUs].sort();
};

const invitations = (functie: ConnectionFunction) =>
  office.mails.flatMap(({ content }) =>
    content.kind === 'slotAgreed' && content.function === functie ? [content] : [],
  );

async function keptSlots(functie: ConnectionFunction): Promise<readonly string[]> {
  const { tranches } = await office.env.client.workflow
    .getHandle(planningId)
    .query<PlanningOverview>(planningMessages.overview);
  return tranches.flatMap(({ slots }) =>
    slots.flatMap((slot) =>
      slot.occupants.some((one) => one.organisation === id && one.function === functie) ? [slot.id] : [],
    ),
  );
}

const oldSlot = '2027-T1.2027-04-20.0900';
const newSlot = '2027-T1.2027-06-29.0900';

describe('a gemeente of which one function is late', () => {
  it('in January both functions get their slot and their formal start', async () => {
    for (const functie of ['berichtenbox', 'lopendeZaken']) {
      await act('Intentieverklaring goedkeuren', { functie });
      await act('Inroostering voorstellen', { functie });
      await act('Akkoord vastleggen', { functie });
    }
    await act('Documenten ontvangen');
    await act('Documenten goedkeuren');
    await act('Preproductie melden', { functie: 'berichtenbox' });
    await act('Preproductie melden', {
      functie: 'lopendeZaken',
      onderdelen: ['oin', 'toegang-tot-preproductie-aanvragen'],
    });
    await act('Preproductie melden', { functie: 'lopendeZaken', onderdelen: ['toegangsgegevens'] });
    expect((await shown('berichtenbox')).tijdslot?.id).toBe('2027-T1.2027-03-16.0900');
    expect(await shown('lopendeZaken')).toMatchObject({
      tijdslot: { id: oldSlot },
      spelingTotEnMet: '2027-03-08',
      inGevaar: false,
    });
  });

  it('on 9 March the speling of Lopende Zaken is gone: the desk knows before the consumer calls', async () => {
    await until('2027-03-05');
    expect((await view()).nu.slice(0, 10)).toBe('2027-03-05'); // nothing has happened for weeks
    expect(await shown('lopendeZaken')).toMatchObject({ speling: 1, inGevaar: false });
    await until('2027-03-08');
    expect(await shown('lopendeZaken')).toMatchObject({ speling: 0, inGevaar: false });
    expect(await tasks()).toEqual([]);
    await until('2027-03-09');
    expect(await tasks()).toEqual(['in-gevaar:lopendeZaken']);
    expect(await shown('lopendeZaken')).toMatchObject({ inGevaar: true, tijdslot: { id: oldSlot } });
    expect((await shown('lopendeZaken')).alternatieven).toHaveLength(3);
    expect(office.mails.filter(({ date }) => date === '2027-03-09')).toEqual([]);
    await act('Contactmoment vastleggen', {
      tekst: 'Niet bereikt over het certificaat',
      terugbellenOp: '2027-03-12',
    });
    expect(await tasks()).toEqual(['in-gevaar:lopendeZaken']);
    await until('2027-03-12');
    expect((await view()).taken.map(({ tekst }) => tekst)).toContain(
      'Bel P. Smit terug: dat is beloofd voor vrijdag 12 maart 2027.',
    );
  });

  it('on 16 March Berichtenbox passes its chain test', async () => {
    await until('2027-03-16');
    await act('Ketentest vastleggen', { uitslag: 'geslaagd' });
    expect((await shown('berichtenbox')).stap).toBe('Ingebruikname');
  });

  it('on 30 March the consumer is reminded, and the next day it reports the delay', async () => {
    await until('2027-03-31');
    expect(ladderSince('2027-03-17')).toEqual(['2027-03-30 consumer: lopendeZaken step reminder1']);
    const before = await lasting('berichtenbox');
    await act('Vertraging melden', {
      functie: 'lopendeZaken',
      reden: 'Het certificaat komt te laat',
      oorzaak: 'leverancier',
      klaarOp: '2027-06-28',
    });
    const { alternatieven, tijdslot, uitloopDagen, vertraging } = await shown('lopendeZaken');
    expect(vertraging).toMatchObject({ oorzaak: 'leverancier', klaarOp: '2027-06-28' });
    expect(uitloopDagen).toBe(11);
    expect(alternatieven[0]).toMatchObject({ id: newSlot, uitloopDagen: 12 });
    expect(tijdslot?.id).toBe(oldSlot);
    await act('Alternatieven sturen', { functie: 'lopendeZaken' });
    expect(await lasting('berichtenbox')).toEqual(before);
  });

  it('without an answer the choice climbs the ladder, up to the coordinator; the certificate that is late is asked no more', async () => {
    await until('2027-04-14');
    expect(ladderSince('2027-04-01')).toEqual([
      '2027-04-02 consumer: lopendeZaken offer reminder2',
      '2027-04-07 consumer: lopendeZaken offer due',
      '2027-04-08 desk: lopendeZaken offer overdue',
      '2027-04-14 coordinator: lopendeZaken offer escalation1',
    ]);
    expect((await view()).escalatie).toBe(1);
    expect(await diary()).toContain(
      'Gemeld aan de coördinator: escalatie 1, keuze van een tijdslot (uiterlijk woensdag 7 april 2027).',
    );
  });

  it('the consumer makes its wish, and hears nothing while that waits on the desk', async () => {
    await act('Wens vastleggen', { functie: 'lopendeZaken', tijdslot: newSlot });
    expect(await view()).toMatchObject({ escalatie: 0 });
    expect(await shown('lopendeZaken')).toMatchObject({ wens: newSlot, wachtOp: 'Servicecentrum' });
    await until('2027-04-16');
    expect(ladderSince('2027-04-15')).toEqual(['2027-04-16 desk: lopendeZaken offer reminder2']);
    expect(await keptSlots('lopendeZaken')).toEqual([oldSlot]);
  });

  it('the desk agrees: the new slot is held, the old one is free, and the same invitation is updated', async () => {
    await act('Nieuwe inroostering vastleggen', { functie: 'lopendeZaken', met: 'P. Smit' });
    expect(await keptSlots('lopendeZaken')).toEqual([newSlot]);
    expect(await shown('lopendeZaken')).toMatchObject({
      tijdslot: { id: newSlot },
      vertraging: null,
      afgesproken: { ingebruikname: '2027-07-13' },
      uitloopDagen: 12,
      uitloopDoorLogius: 0,
    });
    expect(await tasks()).not.toContain('in-gevaar:lopendeZaken');
    const [first, second] = invitations('lopendeZaken');
    expect(first?.invitation.sequence).toBe(0);
    expect(second).toMatchObject({
      cause: 'supplier',
      previous: { id: oldSlot },
      invitation: { uid: first?.invitation.uid, sequence: 1 },
    });
    expect(invitations('berichtenbox')).toHaveLength(1);
  });

  it('on 10 May Berichtenbox goes live on its own date', async () => {
    await until('2027-05-10');
    await act('Ingebruikname voorbereiden', { functie: 'berichtenbox' });
    await act('Ingebruikname bevestigen', { functie: 'berichtenbox' });
    expect(await shown('berichtenbox')).toMatchObject({
      stap: 'In gebruik',
      werkelijk: { ingebruikname: '2027-05-10' },
      uitloopDagen: 0,
    });
    expect((await shown('lopendeZaken')).tijdslot?.id).toBe(newSlot);
  });

  it('in July Lopende Zaken follows, on its new date', async () => {
    await until('2027-06-21');
    await act('Preproductie melden', { functie: 'lopendeZaken' });
    await until('2027-06-29');
    await act('Ketentest vastleggen', { uitslag: 'geslaagd' });
    await until('2027-07-13');
    await act('Ingebruikname voorbereiden');
    await act('Ingebruikname bevestigen');
    expect(await shown('lopendeZaken')).toMatchObject({
      stap: 'In gebruik',
      werkelijk: { ingebruikname: '2027-07-13' },
      uitloopDagen: 12,
      voorbijgeganeTijdsloten: 0,
    });
    expect(dateOf(businessTime(office.clock, await office.env.currentTimeMs()))).toBe('2027-07-13');
    await office.replay(trackId(id));
  });
});
