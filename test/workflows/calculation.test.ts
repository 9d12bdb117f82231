import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { isCancellation } from '@temporalio/workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { solveInThread } from '../../activities/planning-solver/solve-in-thread.ts';
import { supposalSchema } from '../../machines/domain/planning/optimise/question.ts';
import type { PlanningOverview } from '../../machines/domain/planning/overview.ts';
import { planningId, planningMessages, taskQueue, workflowTypes } from '../../machines/protocol.ts';
import type { CalculationInput, CalculationResult } from '../../workflows/doorrekening.ts';
import { openOffice, refusalOf, type Office } from './office.ts';
import { declarationOf } from './papers.ts';

/** One place a week. Three that have time came first, so that the fourth is 19 days late. */
const plan = {
  versie: 'krap',
  tranches: [
    {
      naam: '2027-T1',
      van: '2027-01-04',
      totEnMet: '2027-09-30',
      ketentesten: { van: '2027-03-15', totEnMet: '2027-05-31' },
      maximumOrganisaties: 20,
      tijdsloten: [{ dagen: ['dinsdag'], begin: '09:00', plaatsen: 1 }],
    },
  ],
};
const early = '2027-T1.2027-03-16.0900';
const late = '2027-T1.2027-04-06.0900';

let office: Office;
let solve: typeof solveInThread = solveInThread;
beforeAll(async () => {
  office = await openOffice({ solve: (order, options) => solve(order, options) });
  await office.publish(plan);
  const goLives = { Zeist: '2027-09-01', Soest: '2027-09-01', Baarn: '2027-09-01', Houten: '2027-04-01' };
  for (const [name, ingebruikname] of Object.entries(goLives)) {
    const functies = { berichtenbox: { teststart: '2027-02-15', ingebruikname } };
    const { id } = await office.declare({ ...declarationOf(name), functies });
    await office.act(id, 'Intentieverklaring goedkeuren');
    await office.act(id, 'Akkoord vastleggen', { met: 'P. Smit' });
  }
});
beforeEach(() => {
  solve = solveInThread;
});
afterAll(async () => {
  await office.stop();
});

const planning = () => office.env.client.workflow.getHandle(planningId);
const overview = () => planning().query<PlanningOverview>(planningMessages.overview);
/** Without the date: this server lets days pass while a result is waited for. */
const standing = async () => ({ ...(await overview()), today: null });
const placeOf = async (name: string) =>
  (await overview()).tranches
    .flatMap(({ slots }) => slots)
    .find(({ occupants }) => occupants.some((one) => one.name === name))?.id;

/** A thread that never comes to an end. */
const hanging = new URL('data:text/javascript,setInterval(() => {}, 1000)');

/** The planning's page. */
async function page(): Promise<string> {
  const { currentDetails } = await planning().query<{ readonly currentDetails: string }>(
    '__temporal_workflow_metadata',
  );
  return currentDetails;
}

let started = 0;
async function start(input: Partial<CalculationInput>): Promise<WorkflowHandle> {
  return await office.env.client.workflow.start(workflowTypes.calculation, {
    workflowId: `doorrekening-proef-${++started}`,
    taskQueue,
    args: [{ by: 'A. de Vries', supposal: null, submit: false, ...input }],
  });
}

async function calculate(input: Partial<CalculationInput>): Promise<CalculationResult> {
  const result: unknown = await (await start(input)).result();
  return result as CalculationResult; // of that workflow
}

async function whatIf(supposal: object) {
  const { calculation } = await calculate({ supposal: supposalSchema.parse(supposal) });
  if (calculation.kind === 'failed') throw new Error(calculation.reason);
  return calculation.replanning;
}

describe('a calculation of the planning', () => {
  it('shows who is better off where, and changes nothing', async () => {
    const before = await standing();
    const { calculation, answer } = await calculate({});
    expect(calculation).toMatchObject({
      kind: 'calculated',
      replanning: {
        today: { unplaced: 0, lateness: 19, greatest: 19, moves: 0 },
        after: { unplaced: 0, lateness: 0, greatest: 0, moves: 2 },
        proofs: { lateness: { bound: 0, isProven: true }, moves: { bound: 2, isProven: true } },
        shortages: [],
      },
    });
    expect(answer).toBeNull();
    expect(await standing()).toEqual(before);
    await office.replay(`doorrekening-proef-${started}`);
  });

  it('says what an outage does, and the best that can be made of it', async () => {
    const { hit, after, without } = await whatIf({ uitval: { van: '2027-04-01', totEnMet: '2027-04-30' } });
    expect(hit.map(({ name, from }) => [name, from])).toEqual([['Houten', late]]);
    expect(without).toMatchObject({ unplaced: 1 });
    expect(after).toMatchObject({ unplaced: 0, lateness: 0 });
  });

  it('says which capacity is short, and by how much, when more come than fit', async () => {
    const { after, shortages } = await whatIf({ erbij: 10 });
    expect(after.unplaced).toBe(14);
    expect(shortages).toContainEqual(
      expect.objectContaining({
        kind: 'slots',
        from: '2027-03-16',
        until: '2027-05-25',
        places: 10,
        needed: 24,
      }),
    );
  });

  it('leaves the planning as it was, and says so, when the solver fails or lies', async () => {
    const before = await standing();
    solve = () => Promise.reject(new Error('broken'));
    expect(await calculate({ submit: true })).toEqual({
      calculation: { kind: 'failed', reason: expect.stringMatching(/mislukt\. Er is niets veranderd/) },
      answer: null,
    });
    solve = async (order, options) => {
      const found = await solveInThread(order, options);
      return { ...found, moves: found.moves.map((move) => ({ ...move, to: early })) };
    };
    const lied = await calculate({ submit: true });
    expect(lied.calculation).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/klopt niet/) });
    expect(await standing()).toEqual(before);
  });

  it('hands in nothing that time kept it from proving', async () => {
    solve = async (order, options) => await solveInThread({ ...order, seconds: 0 }, options);
    const { calculation, answer } = await calculate({ submit: true });
    expect(calculation).toMatchObject({
      kind: 'calculated',
      replanning: { proofs: { lateness: { isProven: false } } },
    });
    expect(answer).toMatch(/geen voorstel gemaakt/);
    expect((await overview()).proposals).toEqual([]);
  });

  it('stops its solver when it is cancelled', async () => {
    let stopped = false;
    const running = new Promise<void>((resolve) => {
      solve = async (order, options) => {
        resolve();
        try {
          return await solveInThread(order, { ...options, program: hanging });
        } finally {
          stopped = true;
        }
      };
    });
    const handle = await start({});
    await running;
    await handle.cancel();
    const error: unknown = await handle.result().catch((reason: unknown) => reason);
    expect(error instanceof WorkflowFailedError && isCancellation(error.cause)).toBe(true);
    expect((await handle.describe()).status.name).toBe('CANCELLED');
    await expect.poll(() => stopped, { timeout: 20_000 }).toBe(true);
    await expect.poll(page, { timeout: 20_000 }).toContain('Gestopt. Er is niets veranderd.');
  });

  it('asked for on the planning’s page, becomes a proposal there, which consumers agree to', async () => {
    const asked = await planning().executeUpdate<string, [object]>(planningMessages.optimise, {
      args: [{ door: 'A. de Vries' }],
    });
    expect(asked).toMatch(/^Er wordt gerekend/);
    await expect
      .poll(async () => (await overview()).proposals.map(({ id }) => id), { timeout: 20_000 })
      .toEqual(['V1']);
    const [proposal] = (await overview()).proposals;
    expect(proposal?.moves.map(({ name, from, to, gain, why }) => ({ name, from, to, gain, why }))).toEqual(
      expect.arrayContaining([
        { name: 'Houten', from: late, to: early, gain: 19, why: '19 dagen minder uitloop.' },
      ]),
    );
    await planning().executeUpdate(planningMessages.accept, {
      args: [{ door: 'A. de Vries', voorstel: 'V1' }],
    });
    for (const move of proposal?.moves ?? []) {
      await expect
        .poll(
          () =>
            office
              .act(move.organisation, 'Nieuwe inroostering vastleggen', { tijdslot: move.to, met: 'P. Smit' })
              .then(
                () => 'agreed',
                () => 'not yet',
              ),
          { timeout: 20_000 },
        )
        .toBe('agreed');
    }
    await expect.poll(() => placeOf('Houten'), { timeout: 20_000 }).toBe(early);
    expect(await page()).toMatch(
      /## Doorgerekend\n\n- \*\*Beste planning\*\* Met 2 verplaatsingen: 19 dagen uitloop minder\. Voorstel V1 staat klaar/,
    );
  });

  it('refuses what it can’t suppose, in words that help', async () => {
    const suppose = (input: object) =>
      refusalOf(planning().executeUpdate(planningMessages.suppose, { args: [input] }));
    expect(await suppose({ tranche: '2027-T9', weken: 3 })).toBe(
      'Tranche: 2027-T9 staat niet in de planning (wel: 2027-T1).',
    );
    expect(await suppose({ uitval: { van: '2027-03-19', totEnMet: '2027-03-08' } })).toMatch(/totEnMet/);
    expect(await suppose({ erbij: 0 })).toMatch(/erbij/);
    expect(await suppose({})).toMatch(/uitval/);
  });
});
