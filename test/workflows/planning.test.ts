import { WithStartWorkflowOperation } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantAt } from '../../machines/domain/amsterdam.ts';
import { businessTime } from '../../machines/domain/clock.ts';
import { isoDate } from '../../machines/domain/dates.ts';
import type { PlanningOverview } from '../../machines/domain/planning/overview.ts';
import type { PlanCheck } from '../../machines/domain/planning/plan-check.ts';
import type { PlanningAnswer, PlanningRequest } from '../../machines/domain/planning/requests.ts';
import { carryPlanning } from '../../machines/domain/planning/carried.ts';
import { emptyPlanning } from '../../machines/domain/planning/state.ts';
import { planningId, planningMessages, taskQueue, workflowTypes } from '../../machines/protocol.ts';
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

  it('answers as of the moment of who asks, though nothing has happened since', async () => {
    const later = instantAt(isoDate('2027-04-10'), '12:00');
    const realNow = await office.env.currentTimeMs();
    const askedAt = realNow + later - businessTime(office.clock, realNow);
    const shown = await handle().query<PlanningOverview, [number]>(planningMessages.overview, askedAt);
    expect(shown.today).toBe('2027-04-10');
    const slots = shown.tranches.flatMap((tranche) => tranche.slots);
    expect(slots.filter(({ past }) => past).map(({ date }) => date)).toEqual(['2027-04-06']);
    expect((await overview()).today < shown.today).toBe(true);

    const emptier = { ...plan, tranches: plan.tranches.map((one) => ({ ...one, maximumOrganisaties: 40 })) };
    expect(await office.publish(emptier)).toContain('is gepubliceerd');
    const earlier = { ...emptier, sluitingen: [{ van: '2027-04-06', totEnMet: '2027-04-06', reden: 'x' }] };
    const check = await handle().query<PlanCheck, [object, number]>(planningMessages.check, earlier, askedAt);
    // A test that was held there is not displaced any more.
    expect(check.warnings).toEqual([]);

    const wish = { earliest: isoDate('2027-03-01'), requestedGoLive: null, count: 1 } as const;
    const key = { organisation: 'gemeente-dorp-1', function: 'lopendeZaken', generation: 1 } as const;
    const answer = await handle().query<PlanningAnswer, [PlanningRequest, number]>(
      planningMessages.alternatives,
      { kind: 'alternatives', ...key, ...wish },
      askedAt + 365 * 24 * 3_600_000,
    );
    expect(answer).toMatchObject({ alternatives: [] });
  });

  it('delivers most of a great many notices before it continues as new', async () => {
    const carried = { planning: carryPlanning(emptyPlanning), notices: newsFor(450), answered: [] };
    const start = new WithStartWorkflowOperation(workflowTypes.planning, {
      workflowId: 'planning-with-news',
      workflowIdConflictPolicy: 'FAIL',
      taskQueue,
      args: [{ clock: office.clock, historyLimit: 1, carried }],
    });
    // Together with its start: the run is too long at once.
    await office.env.client.workflow.executeUpdateWithStart(planningMessages.register, {
      args: [{ naam: 'Nieuws', soort: 'gemeente' }],
      startWorkflowOperation: start,
    });
    const current = office.env.client.workflow.getHandle(start.options.workflowId);
    const [begun] = (await current.fetchHistory()).events ?? [];
    const firstRun = begun?.workflowExecutionStartedEventAttributes?.firstExecutionRunId ?? undefined;
    const first = office.env.client.workflow.getHandle(current.workflowId, firstRun, { followRuns: false });
    await expect(first.result()).rejects.toThrow(/continued as new/i);
    const { events } = await first.fetchHistory();
    const input = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.input?.payloads?.[0];
    const next: unknown = JSON.parse(new TextDecoder().decode(input?.data ?? new Uint8Array()));
    expect(next).toMatchObject({ carried: { notices: newsFor(450).slice(300) } });
    await current.terminate();
  });

  const newsFor = (organisations: number): readonly PlanningAnswer[] =>
    Array.from({ length: organisations }, (_, i) => ({
      kind: 'released',
      organisation: `gemeente-${i}`,
      function: 'berichtenbox',
      generation: 1,
    }));

  it('ignores a request to cancel', async () => {
    await handle().cancel();
    expect((await reserve('gemeente-dorp-0', 9)).kind).toMatch(/placed|waiting/);
  });
});
