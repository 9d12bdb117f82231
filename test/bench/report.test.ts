import { describe, expect, it } from 'vitest';
import type { Cost } from './cost/measure.ts';
import { eventsOf, sumOf } from './cost/minimum.ts';
import { loadScript } from './load/script.ts';
import type { Round } from './load/measure.ts';
import type { Outcome } from './parts.ts';
import { jsonOf, outcomesOf, textOf, type BenchResult } from './report.ts';

const measured = <Value>(title: string, value: Value): Outcome<Value> => ({
  kind: 'measured',
  title,
  value,
  seconds: 2,
});
const missing = (title: string): Outcome<never> => ({
  kind: 'missing',
  title,
  reason: `${title} ging stuk`,
  seconds: 1,
});

const tally = (updates: number) => ({ ...sumOf([]), updates });
const history = (updates: number) => Array.from({ length: eventsOf(tally(updates)) }, () => ({}));
const cost: Cost = {
  tracks: [
    {
      script: 'een script',
      minimum: tally(5),
      tallies: { traject: tally(6), baseline: tally(8) },
      histories: { traject: history(6), baseline: history(8) },
    },
  ],
  billed: { traject: 6, baseline: 8 },
};
const round = (tracksPerSecond: number, p95: number): Round => ({
  tracksPerSecond,
  times: [p95],
  serverCpuMs: 1,
  workerCpuMs: 1,
  taskCpuMs: 1,
});
const level = { atOnce: 20, tracks: 60, dayLengthMs: 40, rounds: 2, script: loadScript };
const replayed = (eventsPerSecond: number) => ({ eventsPerSecond, cpuMsPerHistory: 1, coldStartMs: 1 });
const heap = (heapKb: number) => ({ heapKb, residentKb: 1, diskKb: 1 });

const whole: BenchResult = {
  conditions: {
    date: '2027-01-04',
    traject: '1',
    cores: 2,
    cpu: 'x',
    memoryGb: 4,
    node: '20',
    sdk: '1',
    xstate: '5',
    server: '1',
  },
  cost: measured('Kosten', cost),
  load: [
    { level, rounds: [measured('Druk 1', { traject: round(4, 30), baseline: round(2, 10) })] },
    {
      level,
      rounds: [
        measured('Druk 2', { traject: round(1, 20), baseline: round(8, 20) }),
        measured('Druk 3', { traject: round(3, 40), baseline: round(8, 20) }),
      ],
    },
  ],
  replay: measured('Naspelen', { traject: replayed(9), baseline: replayed(10) }),
  memory: measured('Geheugen', { traject: heap(30), baseline: heap(20) }),
};

interface Told {
  readonly ratios: Readonly<Record<string, number | null>>;
  readonly aims: Readonly<
    Record<string, { readonly kind: string; readonly value: number; readonly met: boolean | null } | null>
  >;
  readonly reasons: Readonly<Record<string, string>>;
  readonly parts: readonly { readonly title: string; readonly reason: string | null }[];
}
const told = (result: BenchResult) => JSON.parse(jsonOf(result)) as Told; // what it writes

describe('the figures of a run', () => {
  it('are ours by the baseline’s, on one line', () => {
    expect(jsonOf(whole)).not.toContain('\n');
    const { ratios, reasons } = told(whole);
    expect(ratios).toEqual({
      events: 6 / 8,
      actions: 6 / 8,
      eventsToMinimum: 6 / 5,
      actionsToMinimum: 6 / 5,
      throughput: expect.closeTo(Math.sqrt((4 / 2) * (2 / 8)), 12),
      updateP95: expect.closeTo(Math.sqrt((30 / 10) * (40 / 20)), 12),
      replay: 0.9,
      memory: 1.5,
    });
    expect(reasons).toEqual({});
  });

  it('stand beside what was aimed at', () => {
    const met = (result: BenchResult) =>
      Object.entries(told(result).aims).map(([name, aim]) => [name, aim === null ? 'none' : aim.met]);
    expect(Object.fromEntries(met(whole))).toEqual({
      events: true,
      actions: true,
      eventsToMinimum: false,
      actionsToMinimum: false,
      throughput: false,
      updateP95: false,
      replay: false,
      memory: 'none',
    });
    const just: BenchResult = {
      ...whole,
      load: [{ level, rounds: [measured('Druk', { traject: round(4, 30), baseline: round(4, 30) })] }],
      replay: measured('Naspelen', { traject: replayed(19), baseline: replayed(20) }),
      memory: missing('Geheugen'),
    };
    expect(Object.fromEntries(met(just))).toMatchObject({ throughput: true, updateP95: true, replay: true });
    const { events, replay } = told(just).aims;
    expect(events).toEqual({ kind: 'atMost', value: 1, met: true });
    expect(replay).toEqual({ kind: 'atLeast', value: 0.95, met: true });
    const text = textOf(just);
    expect(text).toMatch(/events +0,750 +≤ 1,00 gehaald +gebeurtenissen/);
    expect(text).toMatch(/eventsToMinimum +1,200 +≤ 1,05 gemist +gebeurtenissen/);
    expect(text).toMatch(/replay +0,950 +≥ 0,95 gehaald +gebeurtenissen/);
    expect(text).toMatch(/memory +– +geen doel +niet gemeten/);

    const none: BenchResult = { ...whole, replay: missing('Naspelen') };
    expect(told(none).aims['replay']).toEqual({ kind: 'atLeast', value: 0.95, met: null });
    expect(textOf(none)).toMatch(/replay +– +≥ 0,95 +niet gemeten/);
  });

  it('are not lost with a part that failed, and say why the others are not there', () => {
    const [first, second] = whole.load;
    const broken: BenchResult = {
      ...whole,
      load: [first ?? { level, rounds: [] }, { level, rounds: [missing('Druk 2'), missing('Druk 3')] }],
      memory: missing('Geheugen'),
    };
    const { ratios, reasons, parts } = told(broken);
    expect(ratios).toMatchObject({
      events: 0.75,
      replay: 0.9,
      throughput: null,
      updateP95: null,
      memory: null,
    });
    expect(reasons).toEqual({
      throughput: 'Druk 2 ging stuk; Druk 3 ging stuk',
      updateP95: 'Druk 2 ging stuk; Druk 3 ging stuk',
      memory: 'Geheugen ging stuk',
    });
    expect(parts.map(({ reason }) => reason)).toEqual([
      null,
      null,
      'Druk 2 ging stuk',
      'Druk 3 ging stuk',
      null,
      'Geheugen ging stuk',
    ]);
    const text = textOf(broken);
    expect(text).toMatch(/memory +– +geen doel +niet gemeten/);
    expect(text).toMatch(/GEHEUGEN.*\nNiet gemeten: Geheugen ging stuk/);
    expect(text).toMatch(/Niet gemeten: Druk 2: Druk 2 ging stuk/);
    expect(text).toMatch(/replay +0,900/);

    // Of a level with a round that was measured, that round counts.
    const half = {
      ...whole,
      load: [{ level, rounds: [missing('Druk 2'), ...(second?.rounds.slice(1) ?? [])] }],
    };
    expect(told(half).ratios['throughput']).toBeCloseTo(3 / 8, 12);
    expect(textOf(half)).toMatch(/60 trajecten, 1×/);
  });

  it('are there when nothing could be measured', () => {
    const nothing: BenchResult = {
      ...whole,
      cost: missing('Kosten'),
      load: [{ level, rounds: [missing('Druk')] }],
      replay: missing('Naspelen'),
      memory: missing('Geheugen'),
    };
    expect(new Set(Object.values(told(nothing).ratios))).toEqual(new Set([null]));
    expect(textOf(nothing)).toMatch(/KOSTEN\nNiet gemeten: Kosten ging stuk/);
    expect(outcomesOf(nothing).map(({ title }) => title)).toEqual(['Kosten', 'Druk', 'Naspelen', 'Geheugen']);
  });
});
