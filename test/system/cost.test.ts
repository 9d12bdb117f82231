import { Worker } from '@temporalio/worker';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { businessTime, type Clock } from '../../machines/domain/clock.ts';
import { taskQueue } from '../../machines/protocol.ts';
import { trackActivities } from '../bench/cost/activities.ts';
import { courseOf } from '../bench/cost/course.ts';
import { Gate } from '../bench/cost/gate.ts';
import { tallyOf } from '../bench/cost/history.ts';
import { actionsOf, minimumOf } from '../bench/cost/minimum.ts';
import { begin } from '../bench/cost/planning-rules.ts';
import { playAlone } from '../bench/cost/play.ts';
import { scripts } from '../bench/cost/scripts.ts';
import { addSearchAttributes, timeSkippingServer } from '../server/time-skipping.ts';
import { bundleOf, quietRuntime } from '../workflows/bundle.ts';

/**
 * What a whole track costs: exact numbers, in history events and billable actions. One thing happens after another, so they
 * are always the same. When one changes, every track that runs costs that much more, or less: change it here on purpose.
 */
const costs: Readonly<Record<string, { readonly events: number; readonly actions: number }>> = {
  'twee functies, ineens door, met herinneringen': { events: 459, actions: 109 },
  'onvolledig, vertraagd, gezakt, hertest, in gebruik': { events: 382, actions: 95 },
  'leverancier, tot en met de ketentest': { events: 179, actions: 46 },
  'afgesproken, opgeschort, ingetrokken': { events: 183, actions: 44 },
  'antwoordt niet: de hele ladder, dan ingetrokken': { events: 107, actions: 25 },
};

let env: TestWorkflowEnvironment;
let clock: Clock;
const gate = new Gate();
let stop: () => Promise<void>;

const now = () => env.currentTimeMs();
const businessNow = async () => businessTime(clock, await now());
/** A timer fires a moment after its time. */
const margin = 1_000;
async function passUntil(moment: number): Promise<void> {
  const left = moment + margin - (await businessNow());
  if (left > 0) await env.sleep(left);
}

beforeAll(async () => {
  quietRuntime();
  const [workflowBundle, server] = await Promise.all([
    bundleOf('../../workflows/index.ts'),
    timeSkippingServer(),
  ]);
  env = server;
  await addSearchAttributes(env);
  const activities = trackActivities(businessNow, gate);
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle,
    activities,
  });
  const running = worker.run();
  stop = async () => {
    worker.shutdown();
    await running;
    await env.teardown();
  };
});
afterAll(() => stop());

it.each(scripts)('$name: no event and no action more than it must', async (script) => {
  clock = { anchorReal: await now(), anchorBusiness: begin, dayLengthMs: 86_400_000 };
  const course = courseOf(script, `${script.organisationKind}-meetstad-${scripts.indexOf(script)}`);
  const events = await playAlone({ client: env.client, clock, now, passUntil }, course, gate);
  const tally = tallyOf(events);
  expect({ events: events.length, actions: actionsOf(tally) }).toEqual(costs[script.name]);
  expect(tally).toEqual(minimumOf(course));
});
