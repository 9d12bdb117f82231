import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskId, planningId, trackId, trackMessages } from '../../machines/protocol.ts';
import { openOffice, refusalOf, type Office } from './office.ts';
import { declarationOf, plan } from './papers.ts';
import { filledIn } from '../machines/track/samples.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.stop();
});

interface Shown {
  readonly definition: {
    readonly updateDefinitions?: readonly { readonly name: string; readonly description?: string }[];
    readonly signalDefinitions?: readonly { readonly name: string }[];
  };
  readonly currentDetails?: string;
}

/** What the UI shows of a workflow: what people can send it, and its page. */
async function shown(workflowId: string) {
  const { definition, currentDetails = '' } = await office.env.client.workflow
    .getHandle(workflowId)
    .query<Shown>('__temporal_workflow_metadata');
  const updates = new Map(definition.updateDefinitions?.map((one) => [one.name, one.description ?? '']));
  return {
    updates,
    signals: definition.signalDefinitions?.map(({ name }) => name) ?? [],
    page: currentDetails,
  };
}

const order = (name: string, input: unknown) =>
  office.env.client.workflow.getHandle(planningId).executeUpdate<string, [unknown]>(name, { args: [input] });

describe('what people see in the Temporal UI', () => {
  it("are the planning's orders that make sense now, and no messages of programs", async () => {
    expect([...(await shown(planningId)).updates.keys()]).toEqual(['Planning publiceren']);
    expect(await refusalOf(order('Planning optimaliseren', { door: 'test' }))).toBe(
      "'Planning optimaliseren' kan nu niet: er is nog geen planning gepubliceerd.",
    );
    await office.publish(plan);
    const { id } = await office.declare(declarationOf('Utrecht'));
    const before = await shown(planningId);
    expect([...before.updates.keys()]).toEqual([
      'Vrij tijdslot aanbieden',
      'Tranche verplaatsen',
      'Periode vrijmaken',
      'Voorstel indienen',
      'Planning optimaliseren',
      'Wat-als doorrekenen',
      'Planning publiceren',
    ]);
    const [, example = ''] = before.updates.get('Periode vrijmaken')?.split(' Voorbeeld: ') ?? [];
    const answer = await order('Periode vrijmaken', JSON.parse(filledIn(example)));
    const after = await shown(planningId);
    expect(after.page).toContain('**Periode vrijmaken**: ' + answer.split('\n')[0]);
    expect([...after.updates.keys()].slice(0, 2)).toEqual(['Voorstel aannemen', 'Voorstel afwijzen']);
    expect(after.updates.get('Voorstel aannemen')).toContain('{"door":"uw naam","voorstel":"V1"}');
    expect([
      ...before.signals,
      ...(await shown(deskId)).signals,
      ...(await shown(trackId(id))).signals,
    ]).toEqual([]);
    await office.replay(planningId);
  });

  it('are the actions of a track that are possible now, each with its input', async () => {
    const { id } = await office.declare(declarationOf('Zeist'));
    const { updates } = await shown(trackId(id));
    expect(updates.get('Intentieverklaring goedkeuren')).toBe(
      'De intentieverklaring is beoordeeld en klopt. Voorbeeld: {"door":"uw naam"}',
    );
    expect([...updates.keys()].filter((name) => /verwerken|ontvangen$|mislukt/.test(name))).toEqual([
      'Documenten ontvangen',
    ]);
    /** What the page says is to be done stands on top of the list, in the same order. */
    const toDo = (page: string) => [...page.matchAll(/^- \*\*(.+?)\*\*.*`$/gm)].map(([, name = '']) => name);
    const before = await shown(trackId(id));
    expect(toDo(before.page)).toEqual(['Intentieverklaring goedkeuren', 'Documenten ontvangen']);
    expect([...before.updates.keys()].slice(0, 2)).toEqual(toDo(before.page));
    const answer = await office.act(id, 'Intentieverklaring goedkeuren');
    const after = await shown(trackId(id));
    expect(toDo(after.page)).toEqual([
      'Inroostering voorstellen',
      'Akkoord vastleggen',
      'Documenten ontvangen',
    ]);
    expect([...after.updates.keys()].slice(0, 3)).toEqual(toDo(after.page));
    expect([...after.updates.keys()]).not.toContain('Intentieverklaring goedkeuren');
    expect(after.page).toContain('A. de Vries, **Intentieverklaring goedkeuren**: ' + answer.split(' (')[0]);
    await office.replay(trackId(id));
  });

  it('is what was typed, to the letter, also when it looks like a link of the page itself', async () => {
    const { id } = await office.declare(declarationOf('Rhenen'));
    await office.act(id, 'Opschorten', { reden: '](workflows en [x](workflows/y)' });
    expect((await shown(trackId(id))).page).toContain(String.raw`: \](workflows en \[x\](workflows/y)`);
  });

  it('are Updates alone: a signal by the name of an action, or of a program, changes nothing', async () => {
    const { id } = await office.declare(declarationOf('Soest'));
    const before = await shown(trackId(id));
    const handle = office.env.client.workflow.getHandle(trackId(id));
    await handle.signal<[unknown]>('Intentieverklaring goedkeuren', { door: 'A. de Vries' });
    await handle.signal<[unknown]>(trackMessages.planning, { kind: 'released' });
    expect(await shown(trackId(id))).toEqual(before);
    await office.act(id, 'Intentieverklaring goedkeuren');
    expect((await shown(trackId(id))).updates).not.toEqual(before.updates);
    await office.replay(trackId(id));
  });

  it('is one sentence when it is refused, whatever was typed', async () => {
    const { id } = await office.declare(declarationOf('Ede'));
    const send = (input: unknown) =>
      refusalOf(
        office.env.client.workflow.getHandle(trackId(id)).executeUpdate('Intrekken', { args: [input] }),
      );
    const expected = 'Invoer: verwacht velden tussen accolades, zoals {"door":"uw naam"}, gevonden: ';
    expect(await send('stop')).toBe(`${expected}'stop'.`);
    expect(await send(null)).toBe(`${expected}leeg.`);
    expect(await send([])).toBe(`${expected}een lijst van 0.`);
    expect(await send({ door: 'x', reden: 'x', waarom: 1 })).toContain(
      'waarom: verwacht een van de velden reden, door, functie, op',
    );
    expect(await refusalOf(order('Wat-als doorrekenen', { uitval: 'maart' }))).toBe(
      'uitval: verwacht van en totEnMet, zoals {"van":"2027-03-08","totEnMet":"2027-03-19"}, gevonden: \'maart\'.',
    );
  });
});
