import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanCheck } from '../../machines/domain/planning/plan-check.ts';
import type { PlanningOverview } from '../../machines/domain/planning/overview.ts';
import { planningId, planningMessages, trackId, trackMessages } from '../../machines/protocol.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { openOffice, refusalOf, type Office } from './office.ts';
import { declarationOf, plan } from './papers.ts';

let office: Office;
beforeAll(async () => {
  // Short runs: a proposal is carried from one to the next.
  office = await openOffice({ planningHistoryLimit: 40 });
  await office.publish({ ...plan, beleid: { planning: { minimaleWinst: 0 } } });
  for (const name of ['Utrecht', 'Gouda', 'Breda']) {
    const { id } = await office.declare(declarationOf(name));
    await office.act(id, 'Intentieverklaring goedkeuren');
    await office.act(id, 'Akkoord vastleggen', { met: 'P. Smit' });
  }
});
afterAll(async () => {
  await office.stop();
});

const planning = () => office.env.client.workflow.getHandle(planningId);
const order = (name: string, input: object, updateId?: string): Promise<string> =>
  planning().executeUpdate<string, [object]>(name, {
    args: [{ door: 'A. de Vries', ...input }],
    ...(updateId === undefined ? {} : { updateId }),
  });
const overview = () => planning().query<PlanningOverview>(planningMessages.overview);

async function view(name: string) {
  const track = await office.env.client.workflow
    .getHandle(trackId(`gemeente-${name}`))
    .query<TrackView>(trackMessages.view);
  const [fn] = track.functies;
  if (fn === undefined) throw new Error(`${name} has no function`);
  return { slot: fn.tijdslot?.id ?? '', move: fn.verplaatsing, tasks: track.taken.map(({ taak }) => taak) };
}

/** The planning tells tracks by signals: they are there soon. */
async function soon(name: string, isSo: (seen: Awaited<ReturnType<typeof view>>) => boolean) {
  await expect.poll(async () => isSo(await view(name)), { timeout: 20_000 }).toBe(true);
  return await view(name);
}

describe('a proposal of the planning', () => {
  it('is talked about by each desk, and made at once when both have agreed', async () => {
    const [first, second] = [(await view('utrecht')).slot, (await view('gouda')).slot];
    const moves = [
      { afnemer: 'gemeente-utrecht', functie: 'berichtenbox', naar: second },
      { afnemer: 'gemeente-gouda', functie: 'berichtenbox', naar: first },
    ];
    expect(await order(planningMessages.propose, { verplaatsingen: moves })).toContain(
      'Voorstel V1 staat klaar',
    );
    expect(await order(planningMessages.accept, { voorstel: 'V1' }, 'aannemen')).toBe(
      'Voorstel V1: 2 in overleg met de afnemer.',
    );
    for (const name of ['utrecht', 'gouda']) {
      const { tasks } = await soon(name, ({ move }) => move?.startsWith('voorgesteld') === true);
      expect(tasks).toEqual(['verplaatsing:berichtenbox']);
    }
    await office.act('gemeente-utrecht', 'Nieuwe inroostering vastleggen', {
      tijdslot: second,
      met: 'P. Smit',
    });
    expect(await view('utrecht')).toMatchObject({ slot: first, tasks: [] });
    expect((await view('utrecht')).move).toMatch(/^akkoord: .*wacht op anderen/);
    await office.act('gemeente-gouda', 'Nieuwe inroostering vastleggen', { tijdslot: first, met: 'P. Smit' });
    expect(await view('gouda')).toMatchObject({ slot: first, move: null });
    expect(await soon('utrecht', ({ slot }) => slot === second)).toMatchObject({ move: null, tasks: [] });
    expect((await overview()).proposals[0]?.moves.map(({ statusWord }) => statusWord)).toEqual([
      'uitgevoerd',
      'uitgevoerd',
    ]);
  });

  it('accepted again, in another run, gets the answer of the first time', async () => {
    const before = (await planning().describe()).runId;
    for (let i = 0; (await planning().describe()).runId === before; i++) await office.lookUp(`Dorp ${i}`);
    expect(await order(planningMessages.accept, { voorstel: 'V1' }, 'aannemen')).toBe(
      'Voorstel V1: 2 in overleg met de afnemer.',
    );
  });

  it('is refused in words, and one that is listed before it leaves a trace', async () => {
    const accepted = async () => {
      const { events } = await planning().fetchHistory();
      return (events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes != null)
        .length;
    };
    // There is nothing to accept, so that is not listed; the words are the same.
    expect(await refusalOf(order(planningMessages.accept, { voorstel: 'V9' }))).toBe(
      'Voorstel V9 is niet bekend. Er is geen open voorstel.',
    );
    const before = await accepted();
    expect(await refusalOf(order(planningMessages.moveTranche, {}))).toContain('tranche: verwacht');
    expect(await accepted()).toBe(before);
  });

  it('lapses by itself when nobody answers, and the tracks hear it', async () => {
    const { slot } = await view('breda');
    const free =
      (await overview()).tranches[0]?.slots.filter(({ occupants }) => occupants.length === 0) ?? [];
    const to = free[5]?.id ?? '';
    await order(planningMessages.propose, {
      verplaatsingen: [{ afnemer: 'gemeente-breda', functie: 'berichtenbox', naar: to }],
    });
    await order(planningMessages.accept, { voorstel: 'V2' });
    await soon('breda', ({ move }) => move !== null);
    await office.skipDays(16);
    expect(await soon('breda', ({ move }) => move === null)).toEqual({
      slot,
      move: null,
      tasks: ['verplaatsing-vervallen:berichtenbox'],
    });
    expect((await overview()).proposals[0]?.moves).toMatchObject([{ status: 'lapsed' }]);
  });

  it('made in bulk names who cannot move; a file is checked before it is published', async () => {
    const { slot } = await view('breda');
    const date = slot.split('.')[1];
    expect(
      await order(planningMessages.clearPeriod, { van: date, totEnMet: date, reden: 'Storing' }),
    ).toContain('staat klaar, met 1 verplaatsing');
    const check = await planning().query<PlanCheck, [object]>(planningMessages.check, {
      ...plan,
      sluitingen: [{ van: date, totEnMet: date, reden: 'Storing' }],
    });
    expect(check.problems).toEqual([]);
    expect(check.warnings).toHaveLength(1);
    expect(check.warnings[0]).toMatch(
      /^Breda, Berichtenbox: Tijdslot .* staat niet meer in de planning\. Wel plaats: /,
    );
    const wrong = await planning().query<PlanCheck, [object]>(planningMessages.check, { versie: 'x' });
    expect(wrong).toEqual({
      problems: [expect.stringContaining('tranches: verwacht')],
      shortages: [],
      warnings: [],
      summary: null,
    });
  });

  it('of places that are voorlopig, is what the akkoord is about; each goes on with the new slot', async () => {
    const names = ['ede', 'elst'];
    for (const name of ['Ede', 'Elst']) {
      const { id } = await office.declare(declarationOf(name));
      await office.act(id, 'Intentieverklaring goedkeuren');
    }
    const [first = '', second = ''] = await Promise.all(names.map(async (name) => (await view(name)).slot));
    const moves = [
      { afnemer: 'gemeente-ede', functie: 'berichtenbox', naar: second },
      { afnemer: 'gemeente-elst', functie: 'berichtenbox', naar: first },
    ];
    const made = await order(planningMessages.propose, { verplaatsingen: moves });
    await order(planningMessages.accept, { voorstel: /Voorstel (V\d+)/.exec(made)?.[1] });
    for (const name of names) await soon(name, ({ move }) => move?.startsWith('voorgesteld') === true);
    await office.act('gemeente-ede', 'Inroostering voorstellen', { met: 'P. Smit' });
    await office.act('gemeente-ede', 'Akkoord vastleggen', { met: 'P. Smit' });
    expect(await view('ede')).toMatchObject({ slot: first, tasks: [] });
    expect((await view('ede')).move).toMatch(/^akkoord: .*wacht op anderen/);
    await office.act('gemeente-elst', 'Akkoord vastleggen', { met: 'P. Smit' });
    expect(await view('elst')).toMatchObject({ slot: first, move: null });
    expect(await soon('ede', ({ slot }) => slot === second)).toMatchObject({ move: null, tasks: [] });
    const mailed = office.mails.flatMap(({ content, organisation: { id } }) =>
      id === 'gemeente-ede' && (content.kind === 'slotProposed' || content.kind === 'slotAgreed')
        ? [`${content.kind} ${content.slot.id}`]
        : [],
    );
    expect(mailed).toEqual([`slotProposed ${second}`, `slotAgreed ${second}`]);
  });
});
