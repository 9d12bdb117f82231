import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityClock, type Clock } from '../../machines/domain/clock.ts';
import { timeSkippingServer } from '../server/time-skipping.ts';
import { bundleOf, quietRuntime } from './bundle.ts';
import { createToyActivities } from './toy/activities.ts';
import { quietMinutes } from './toy/machine.ts';
import { contentsQuery, packUpdate, sealUpdate, type parcel } from './toy/workflows.ts';

const taskQueue = 'toys';
const minute = 60_000;
let env: TestWorkflowEnvironment;
let workflowBundle: Awaited<ReturnType<typeof bundleOf>>;

beforeAll(async () => {
  quietRuntime();
  workflowBundle = await bundleOf('./toy/workflows.ts');
  env = await timeSkippingServer();
});
afterAll(async () => {
  await env.teardown();
});

async function toyWorker(activities = createToyActivities(), maxCachedWorkflows = 100) {
  const { stamp, tell } = activities;
  return await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle,
    activities: { stamp, tell },
    maxCachedWorkflows,
  });
}

let count = 0;
async function startParcel({
  clock = identityClock,
  historyLimit = 2_000,
}: { clock?: Clock; historyLimit?: number } = {}) {
  return await env.client.workflow.start<typeof parcel>('parcel', {
    taskQueue,
    workflowId: `parcel-${++count}`,
    args: [{ clock, historyLimit, runs: 1, carried: null }],
  });
}
type Handle = Awaited<ReturnType<typeof startParcel>>;

/** How long its timers were set for, in milliseconds. */
async function timerWaits(handle: Handle): Promise<number[]> {
  const history = await handle.fetchHistory();
  return (history.events ?? []).flatMap(({ timerStartedEventAttributes: timer }) =>
    timer?.startToFireTimeout == null ? [] : [milliseconds(timer.startToFireTimeout)],
  );
}

interface ProtoDuration {
  readonly seconds?: { toNumber(): number } | null;
  readonly nanos?: number | null;
}

function milliseconds({ seconds, nanos }: ProtoDuration): number {
  return (seconds?.toNumber() ?? 0) * 1_000 + (nanos ?? 0) / 1e6;
}

/** Event types of all events of the latest run, in order. */
async function eventTypes(handle: Handle): Promise<string[]> {
  const history = await env.client.workflow.getHandle(handle.workflowId).fetchHistory();
  return (history.events ?? []).map(
    (event) => Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '',
  );
}
const occurrences = (types: readonly string[], name: string) =>
  types.filter((type) => type === `${name}EventAttributes`).length;

describe('a machine carried out by a workflow', () => {
  it('performs effects until they succeed, and feeds their outcomes back', async () => {
    const activities = createToyActivities();
    const result = await (
      await toyWorker(activities)
    ).runUntil(async () => {
      const handle = await startParcel();
      expect(await handle.executeUpdate(packUpdate, { args: ['book'] })).toBe(1);
      await handle.executeUpdate(sealUpdate);
      return await handle.result();
    });
    expect(result.context).toMatchObject({ items: ['book'], stamps: [1] });
    expect(activities.calls.filter((call) => call === 'stamp book')).toHaveLength(2);
  });

  it('arms one timer at a time, and leaves it alone while the moment stays', async () => {
    const types = await (
      await toyWorker()
    ).runUntil(async () => {
      const handle = await startParcel();
      await handle.executeUpdate(packUpdate, { args: ['book'] });
      await handle.executeUpdate(packUpdate, { args: ['pen'] });
      await handle.executeUpdate(sealUpdate);
      await handle.result();
      return await eventTypes(handle);
    });
    expect(occurrences(types, 'timerStarted')).toBe(2);
    expect(occurrences(types, 'timerCanceled')).toBe(1);
    expect(occurrences(types, 'timerFired')).toBe(1);
  });

  it('keeps business time: a tempo shortens the real wait, not the machine’s own', async () => {
    const clock: Clock = { anchorReal: await env.currentTimeMs(), anchorBusiness: 0, dayLengthMs: minute };
    const { context, waits } = await (
      await toyWorker()
    ).runUntil(async () => {
      const handle = await startParcel({ clock });
      await handle.executeUpdate(packUpdate, { args: ['book'] });
      await handle.executeUpdate(sealUpdate);
      const result = await handle.result();
      return { ...result, waits: await timerWaits(handle) };
    });
    expect((context.left ?? 0) - context.lastChange).toBeGreaterThanOrEqual(quietMinutes * minute);
    const realWait = (quietMinutes * minute) / (24 * 60);
    expect(waits.at(-1)).toBeGreaterThan(realWait - 10);
    expect(waits.at(-1)).toBeLessThan(realWait + 10);
  });

  it('gives the same outcome when it continues as new after every event', async () => {
    const plain = await (await toyWorker()).runUntil(() => packThree(2_000));
    const renewed = await (await toyWorker()).runUntil(() => packThree(3));
    expect(plain.runs).toBe(1);
    expect(renewed.runs).toBeGreaterThan(3);
    expect(renewed.context.items).toEqual(plain.context.items);
    expect(renewed.context.stamps).toEqual(plain.context.stamps);
  });

  async function packThree(historyLimit: number) {
    const handle = await startParcel({ historyLimit });
    for (const item of ['a', 'b', 'c']) await handle.executeUpdate(packUpdate, { args: [item] });
    await handle.executeUpdate(sealUpdate);
    return await handle.result();
  }

  it('lets only one of two updates at once pass on the same state', async () => {
    await (
      await toyWorker()
    ).runUntil(async () => {
      const handle = await startParcel();
      const outcomes = await Promise.allSettled(
        ['book', 'book', 'book'].map((item) => handle.executeUpdate(packUpdate, { args: [item] })),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await handle.query(contentsQuery)).items).toEqual(['book']);
      await handle.terminate();
    });
  });

  it('takes a request to cancel as an event, and goes on', async () => {
    const result = await (
      await toyWorker()
    ).runUntil(async () => {
      const handle = await startParcel();
      await handle.cancel();
      await handle.executeUpdate(packUpdate, { args: ['book'] });
      await handle.executeUpdate(sealUpdate);
      return await handle.result();
    });
    expect(result.context).toMatchObject({ cancelAsked: 1, items: ['book'], stamps: [1] });
  });

  it('goes on after its worker was replaced, from history alone', async () => {
    const handle = await startParcel();
    await (
      await toyWorker(createToyActivities(), 0)
    ).runUntil(() => handle.executeUpdate(packUpdate, { args: ['book'] }));
    const result = await (
      await toyWorker(createToyActivities(), 0)
    ).runUntil(async () => {
      await handle.executeUpdate(packUpdate, { args: ['pen'] });
      await handle.executeUpdate(sealUpdate);
      return await handle.result();
    });
    expect(result.context.items).toEqual(['book', 'pen']);
  });
});
