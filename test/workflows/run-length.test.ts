import { expect, it, onTestFinished, vi } from 'vitest';
import { OverlappingUpdates } from '../../workflows/overlapping-updates.ts';
import { RunLength } from '../../workflows/run-length.ts';

const workflow = vi.hoisted(() => ({ historyLength: 0, finished: true }));
vi.mock('@temporalio/workflow', () => ({
  workflowInfo: () => ({ historyLength: workflow.historyLength, continueAsNewSuggested: false }),
  allHandlersFinished: () => workflow.finished,
}));

it('a run grows long by what happens in it, and not by an Update that was refused', () => {
  const length = new RunLength(100);
  workflow.historyLength = 99;
  expect(length.isLong(1)).toBe(false);
  workflow.historyLength = 103; // the task of a refused Update, which no replay has
  expect(length.isLong(1)).toBe(false);
  workflow.historyLength = 104;
  workflow.finished = false;
  expect(length.isLong(2)).toBe(false);
  workflow.finished = true;
  expect(length.isLong(2)).toBe(true);
});

it('a run in which nothing has happened gains nothing by continuing', () => {
  workflow.historyLength = 1_000;
  expect(new RunLength(100).isLong(0)).toBe(false);
});

it('a run that finds no moment to continue is overdue at twice its length, and not before', () => {
  const length = new RunLength(100);
  workflow.historyLength = 200;
  expect(length.isOverdue).toBe(false);
  workflow.historyLength = 201;
  expect(length.isOverdue).toBe(true);
});

it('new Updates wait for those under way once the run is overdue, unless one of them has waited for long itself', async () => {
  vi.useFakeTimers({ now: 0 });
  onTestFinished(() => void vi.useRealTimers());
  const overlapping = new OverlappingUpdates(new RunLength(100));
  let finish = (): void => {};
  workflow.historyLength = 201;
  expect(overlapping.mustWait).toBe(false);
  const taken = overlapping.take(() => new Promise<void>((resolve) => (finish = resolve)));
  expect(overlapping.mustWait).toBe(true);
  workflow.historyLength = 200;
  expect(overlapping.mustWait).toBe(false);
  workflow.historyLength = 201;
  vi.setSystemTime(29_999);
  expect(overlapping.mustWait).toBe(true);
  vi.setSystemTime(30_000);
  expect(overlapping.mustWait).toBe(false);
  vi.setSystemTime(1_000);
  finish();
  await taken;
  expect(overlapping.mustWait).toBe(false);
});
