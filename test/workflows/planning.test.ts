import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '../../machines/domain/dates.ts';
import type { PlanningOverview } from '../../machines/domain/planning/overview.ts';
import type { PlanningAnswer } from '../../machines/domain/planning/requests.ts';
import { planningId, planningMessages } from '../../machines/protocol.ts';
import { openOffice, refusalOf, type Office } from './office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice({ planningHistoryLimit: 100 });
});
afterAll(async () => {
  await office.stop();
});

const maximum = 12;
const plan = {
  versie: 'burst',
  tranches: [
    {
      naam: 'T1',
      van: '2027-01-04',
      totEnMet: '2027-06-30',
      ketentesten: { van: '2027-04-01', totEnMet: '2027-06-01' },
      maximumOrganisaties: maximum,
      tijdsloten: [{ dagen: ['dinsdag'], begin: '09:00', plaatsen: 2 }],
    },
  ],
};
const handle = () => office.env.client.workflow.getHandle(planningId);
const overview = () => handle().query<PlanningOverview>(planningMessages.overview);
const reserve = (organisation: string, generation: number) =>
  office.ask({
    kind: 'reserve',
    organisation,
    function: 'berichtenbox',
    generation,
    earliest: isoDate('2027-03-01'),
    requestedGoLive: isoDate('2027-05-01'),
  });

describe('the coordinator of the planning', () => {
  it('refuses a plan with all that is wrong with it', async () => {
    const reason = await refusalOf(
      office.publish({ versie: '', tranches: [{ naam: 'T1', totEnMet: 'morgen' }] }),
    );
    expect(reason).toContain('versie');
    expect(reason).toContain('tranches.0.van');
    expect(reason).toContain('tranches.0.totEnMet');
  });

  it('never overbooks under a burst of requests, while it continues as new', async () => {
    expect(await office.publish(plan)).toContain('Planning burst is gepubliceerd');
    const firstRun = (await handle().describe()).runId;
    const names = Array.from({ length: 40 }, (_, i) => `Dorp ${i}`);
    const ids = await Promise.all(names.map(async (name) => (await office.lookUp(name)).organisation.id));
    const answers = await Promise.all(ids.map((id) => reserve(id, 1)));

    expect(count(answers, 'placed')).toBe(maximum);
    expect(count(answers, 'waiting')).toBe(40 - maximum);
    const [tranche] = (await overview()).tranches;
    expect(tranche?.organisations).toBe(maximum);
    for (const { capacity, occupants } of tranche?.slots ?? []) {
      expect(occupants.length).toBeLessThanOrEqual(capacity);
    }
    expect((await handle().describe()).runId).not.toBe(firstRun);
  });

  const count = (answers: readonly PlanningAnswer[], kind: PlanningAnswer['kind']) =>
    answers.filter((answer) => answer.kind === kind).length;

  it('gives a repeated request the answer of the first, also in another run', async () => {
    const [first, again] = [await reserve('gemeente-dorp-0', 1), await reserve('gemeente-dorp-0', 1)];
    expect(again).toEqual(first);
  });

  it('drops a notice for a track that is not there, and goes on', async () => {
    const placed = (await overview()).tranches[0]?.slots.flatMap(({ occupants }) => occupants)[0];
    if (placed === undefined) throw new Error('nobody has a place');
    const { organisation } = placed;
    // Someone on the waiting list gets the place, and has no track.
    const released = await office.ask({
      kind: 'release',
      organisation,
      function: 'berichtenbox',
      generation: 2,
      what: 'everything',
    });
    expect(released.kind).toBe('released');
    expect((await overview()).waiting).toHaveLength(40 - maximum - 1);
    expect((await reserve(organisation, 3)).kind).toBe('waiting');
  });

  it('ignores a request to cancel', async () => {
    await handle().cancel();
    expect((await reserve('gemeente-dorp-0', 9)).kind).toMatch(/placed|waiting/);
  });
});
