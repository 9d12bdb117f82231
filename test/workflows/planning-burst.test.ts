import { afterAll, beforeAll, expect, it } from 'vitest';
import { isoDate } from '../../machines/domain/dates.ts';
import type { PlanningOverview } from '../../machines/domain/planning/overview.ts';
import { planningId, planningMessages } from '../../machines/protocol.ts';
import { openOffice, type Office } from './office.ts';

/** As many as a peak could bring, on one day. */
const declarations = 500;
const room = 300;
/** Events in a run: the coordinator continues as new many times while they come in. */
const historyLimit = 400;

let office: Office;
beforeAll(async () => {
  office = await openOffice({ planningHistoryLimit: historyLimit });
  await office.publish({
    versie: 'piek',
    tranches: [
      {
        naam: 'T1',
        van: '2027-01-04',
        totEnMet: '2027-12-31',
        ketentesten: { van: '2027-04-01', totEnMet: '2027-12-01' },
        maximumOrganisaties: room,
        tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 5 }],
      },
    ],
  });
});
afterAll(async () => {
  await office.stop();
});

it(`${declarations} at once: each gets an answer, nobody is lost or overbooked, over many runs`, async () => {
  const handle = office.env.client.workflow.getHandle(planningId);
  const firstRun = (await handle.describe()).runId;
  const answers = await Promise.all(
    Array.from({ length: declarations }, async (_, i) => {
      const { organisation } = await office.lookUp(`Dorp ${i}`);
      return await office.ask({
        kind: 'reserve',
        organisation: organisation.id,
        function: 'berichtenbox',
        generation: 1,
        earliest: isoDate('2027-03-01'),
        requestedGoLive: isoDate('2027-05-01'),
      });
    }),
  );
  expect(answers.filter(({ kind }) => kind === 'placed')).toHaveLength(room);
  expect(answers.filter(({ kind }) => kind === 'waiting')).toHaveLength(declarations - room);
  const { tranches, waiting } = await handle.query<PlanningOverview>(planningMessages.overview);
  const slots = tranches.flatMap((tranche) => tranche.slots);
  expect(slots.flatMap(({ occupants }) => occupants)).toHaveLength(room);
  expect(slots.filter(({ occupants, capacity }) => occupants.length > capacity)).toEqual([]);
  expect(waiting.map(({ place }) => place)).toEqual(waiting.map((_, i) => i + 1));
  expect(waiting).toHaveLength(declarations - room);
  expect((await handle.describe()).runId).not.toBe(firstRun);
});
