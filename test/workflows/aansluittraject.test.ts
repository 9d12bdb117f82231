import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { trackId, trackMessages } from '../../machines/protocol.ts';
import type { DiaryEntry } from '../../machines/track/diary.ts';
import type { Offer } from '../../machines/track/actions/offers.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { openOffice, refusalOf, type Office } from './office.ts';
import { declarationOf, plan } from './papers.ts';

let office: Office;
/** Orders that the mail server does not take, as long as they are in here. */
const stuck = new Set<string>();

beforeAll(async () => {
  office = await openOffice({
    async sendMail(order) {
      if (stuck.has(order.organisation.id)) throw new Error('451 try again later');
      return { kind: 'sent' };
    },
  });
  await office.publish(plan);
});
afterAll(async () => {
  await office.stop();
});

const track = (organisation: string) => office.env.client.workflow.getHandle(trackId(organisation));
const view = (organisation: string) => track(organisation).query<TrackView>(trackMessages.view);
/** The updates that the UI lists. */
async function listed(organisation: string): Promise<readonly string[]> {
  const metadata = await track(organisation).query<{
    definition: { updateDefinitions: readonly { name?: string }[] };
  }>('__temporal_workflow_metadata');
  return metadata.definition.updateDefinitions.flatMap(({ name }) => name ?? []);
}

describe('a connection track', () => {
  it('goes from its declaration to go-live, and closes', async () => {
    const { id, antwoord } = await office.declare(declarationOf('Utrecht'));
    expect(id).toBe('gemeente-utrecht');
    expect(antwoord).toContain('voorlopig');

    await office.act(id, 'Intentieverklaring goedkeuren');
    await office.act(id, 'Inroostering voorstellen', { met: 'P. Smit' });
    const slot = Date.parse((await view(id)).functies[0]?.tijdslot?.begin ?? '');
    const offeredAt = async (moment: number) => {
      const askedAt = office.clock.anchorReal + moment - office.clock.anchorBusiness;
      const offers = await track(id).query<readonly Offer[], [number]>(trackMessages.offers, askedAt);
      return offers.map(({ handeling }) => handeling);
    };
    // Between events too, what is offered is possible at the moment of asking.
    expect(await offeredAt(slot - 86_400_000)).toContain('akkoord-vastleggen');
    expect(await offeredAt(slot + 86_400_000)).not.toContain('akkoord-vastleggen');
    expect(await office.act(id, 'Akkoord vastleggen', { met: 'P. Smit' })).toContain('afgesproken');
    await office.act(id, 'Impactanalyse overslaan');
    await office.act(id, 'Documenten ontvangen');
    await office.act(id, 'Documenten goedkeuren');
    for (let i = 0; i < 10 && (await listed(id)).includes('Preproductie melden'); i++) {
      await office.act(id, 'Preproductie melden');
    }
    const [{ tijdslot, stap } = { tijdslot: null, stap: '' }] = (await view(id)).functies;
    expect(stap).toBe('Ketentest');
    const untilTest = Date.parse(tijdslot?.begin ?? '') - (await now());
    await office.skipDays(Math.ceil(untilTest / 86_400_000));
    await office.act(id, 'Ketentest vastleggen');
    for (let i = 0; i < 10 && (await listed(id)).includes('Ingebruikname voorbereiden'); i++) {
      await office.act(id, 'Ingebruikname voorbereiden');
    }
    await office.act(id, 'Ingebruikname bevestigen');
    expect((await view(id)).functies[0]?.stap).toBe('In gebruik');

    await office.skipDays(21);
    // Not by awaiting its result: the server would skip on, to the end of the workflows that are always open.
    await vi.waitFor(async () => expect((await track(id).describe()).status.name).toBe('COMPLETED'), 10_000);
    expect((await view(id)).status).toBe('afgerond');
    const diary = await track(id).query<readonly DiaryEntry[]>(trackMessages.diary);
    expect(diary.map(({ text }) => text)).toContain('Het aansluittraject is gesloten.');
    expect(office.mails.map(({ content }) => content.kind)).toContain('slotAgreed');
    await office.replay(trackId(id));
    expect(await refusalOf(office.declare(declarationOf('Utrecht')))).toContain('al in gebruik');
  });

  const now = async () =>
    office.clock.anchorBusiness + (await office.env.currentTimeMs()) - office.clock.anchorReal;

  it('refuses a malformed declaration with all its problems, and starts nothing', async () => {
    const malformed = {
      organisatie: { naam: 'Ede', soort: 'dorp' },
      functies: { berichtenbox: { teststart: 'morgen' } },
    };
    const reason = await refusalOf(office.declare(malformed));
    expect(reason).toContain('organisatie.soort');
    expect(reason).toContain('functies.berichtenbox.teststart');
    await expect(track('gemeente-ede').describe()).rejects.toThrow('not found');
  });

  it('recognises a declaration that it knows, and lets the other function join', async () => {
    const { id } = await office.declare(declarationOf('Zeist'));
    const { runId } = await track(id).describe();
    expect((await office.declare(declarationOf('Zeist'))).antwoord).toContain('er is niets veranderd');
    const other = { lopendeZaken: { teststart: '2027-03-01', ingebruikname: '2027-08-01' } };
    await office.declare({ ...declarationOf('Zeist'), functies: other });
    expect((await view(id)).functies.map(({ functie }) => functie)).toEqual(['berichtenbox', 'lopendeZaken']);
    expect((await track(id).describe()).runId).toBe(runId);
  });

  it('starts one track for the same declaration, twice at once', async () => {
    const answers = await Promise.all([
      office.declare(declarationOf('Soest')),
      office.declare(declarationOf('Soest')),
    ]);
    expect(answers.map(({ id }) => id)).toEqual(['gemeente-soest', 'gemeente-soest']);
    expect(office.mails.filter(({ organisation }) => organisation.id === 'gemeente-soest')).toHaveLength(1);
  });

  it('asks which organisation is meant, when the name alone does not tell', async () => {
    await office.lookUp('Bergen (L.)');
    await office.lookUp('Bergen (NH.)');
    const reason = await refusalOf(office.declare(declarationOf('Bergen')));
    expect(reason).toContain('organisatie.keuze');
    expect(reason).toContain('gemeente-bergen-nh');
    const chosen = declarationOf('Bergen');
    const { id } = await office.declare({
      ...chosen,
      organisatie: { ...chosen.organisatie, keuze: 'gemeente-bergen-nh' },
    });
    expect(id).toBe('gemeente-bergen-nh');
  });

  it('lists only what is possible now, and answers the rest with what is', async () => {
    const { id } = await office.declare(declarationOf('Baarn'));
    expect(await listed(id)).toContain('Intentieverklaring goedkeuren');
    expect(await listed(id)).not.toContain('Akkoord vastleggen');
    expect(await refusalOf(office.act(id, 'Akkoord vastleggen', { met: 'P. Smit' }))).toContain(
      'Wel kan: Intentieverklaring goedkeuren',
    );
    await office.act(id, 'Intentieverklaring goedkeuren');
    expect(await listed(id)).toContain('Akkoord vastleggen');
    expect(await listed(id)).not.toContain('Intentieverklaring goedkeuren');
  });

  it('lets only one of two decisions at once pass on the same state', async () => {
    const { id } = await office.declare(declarationOf('Nieuwegein'));
    const approvals = await Promise.allSettled(
      [1, 2, 3].map(() => office.act(id, 'Intentieverklaring goedkeuren')),
    );
    expect(approvals.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('goes on while the mail server refuses, and sends when it takes mail again', async () => {
    stuck.add('gemeente-houten');
    const { id } = await office.declare(declarationOf('Houten'));
    await office.act(id, 'Intentieverklaring goedkeuren');
    expect(await office.act(id, 'Akkoord vastleggen', { met: 'P. Smit' })).toContain('afgesproken');
    stuck.clear();
    const sent = () =>
      office.mails.filter(
        ({ organisation, content }) => organisation.id === id && content.kind === 'slotAgreed',
      );
    const before = sent().length;
    await office.env.sleep('15m');
    await vi.waitFor(() => expect(sent().length).toBeGreaterThan(before), 10_000);
  });

  it('makes a task of a request to cancel', async () => {
    const { id } = await office.declare(declarationOf('Rhenen'));
    await track(id).cancel();
    await vi.waitFor(
      async () => expect((await view(id)).taken.map(({ taak }) => taak)).toContain('annulering-gevraagd'),
      10_000,
    );
    expect(await office.act(id, 'Intentieverklaring goedkeuren')).toContain('Inroostering');
  });

  it('sets its attributes in one command for a change, and in none when they stay the same', async () => {
    const { id } = await office.declare(declarationOf('Oudewater'));
    const commands = async (): Promise<readonly string[]> => {
      const { events } = await track(id).fetchHistory();
      return (events ?? []).flatMap(({ upsertWorkflowSearchAttributesEventAttributes: upsert }) =>
        upsert ? String(upsert.workflowTaskCompletedEventId) : [],
      );
    };
    await office.act(id, 'Intentieverklaring goedkeuren');
    const tasks = await commands();
    expect(new Set(tasks).size).toBe(tasks.length);
    expect(tasks.length).toBeGreaterThan(1);
    await office.act(id, 'Contactmoment vastleggen', { tekst: 'Belt volgende week terug.' });
    expect(await commands()).toEqual(tasks);
  });

  it('tells its attributes and overview to those who look at lists', async () => {
    const { id } = await office.declare(declarationOf('Woerden'));
    const { searchAttributes, memo } = await track(id).describe();
    expect(searchAttributes).toMatchObject({
      TrajectStatus: ['kandidaat-afnemer'],
      Berichtenbox: ['Intentieverklaring'],
    });
    expect(memo).toMatchObject({ afnemer: 'Woerden' });
  });
});
