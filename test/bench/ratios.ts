import { totals } from './cost/report.ts';
import { together, type Loaded } from './load/measure.ts';
import { geometricMean } from './load/spread.ts';
import type { Outcome } from './parts.ts';
import type { BenchResult } from './report.ts';

/** What each tells: ours by the baseline's. */
export const meanings = {
  events: 'gebeurtenissen van alle trajecten samen, naast de baseline (lager is beter)',
  actions: 'acties volgens de teller van de server, naast de baseline (lager is beter)',
  eventsToMinimum: 'gebeurtenissen naast het rekenkundige minimum (lager is beter)',
  actionsToMinimum: 'acties volgens de teller naast het rekenkundige minimum (lager is beter)',
  throughput:
    'trajecten per seconde naast de baseline, meetkundig gemiddelde van de drukten (hoger is beter)',
  updateP95: 'antwoordtijd van een Update, p95, meetkundig gemiddelde van de drukten (lager is beter)',
  replay: 'gebeurtenissen per seconde bij naspelen (hoger is beter)',
  memory: 'JavaScript-geheugen van een open traject in de worker (lager is beter)',
} as const;

export type RatioName = keyof typeof meanings;
export const ratioNames = Object.keys(meanings) as readonly RatioName[]; // its names are these

interface Aim {
  readonly kind: 'atMost' | 'atLeast';
  readonly value: number;
}

/** What we want; null: it is told alone. */
const aims: Readonly<Record<RatioName, Aim | null>> = {
  events: { kind: 'atMost', value: 1 },
  actions: { kind: 'atMost', value: 1 },
  eventsToMinimum: { kind: 'atMost', value: 1.05 },
  actionsToMinimum: { kind: 'atMost', value: 1.05 },
  throughput: { kind: 'atLeast', value: 1 },
  updateP95: { kind: 'atMost', value: 1 },
  replay: { kind: 'atLeast', value: 0.95 },
  memory: null,
};

/** An aim beside what was measured; `met` is null when that was not. */
export type Judged = Aim & { readonly met: boolean | null };

export function judged(name: RatioName, ratio: Ratio): Judged | null {
  const aim = aims[name];
  if (aim === null) return null;
  if (ratio.kind === 'missing') return { ...aim, met: null };
  return { ...aim, met: aim.kind === 'atMost' ? ratio.value <= aim.value : ratio.value >= aim.value };
}

export type Ratio =
  | { readonly kind: 'measured'; readonly value: number }
  | { readonly kind: 'missing'; readonly reason: string };

/** One of a part that was not measured is not there either: it is never worked out from less. */
export function ratiosOf({ cost, load, replay, memory }: BenchResult): Readonly<Record<RatioName, Ratio>> {
  const costs = after(cost, totals);
  const levels = load.map(({ rounds }) => {
    const all = together(rounds);
    return all === null ? missingOf(rounds) : ({ kind: 'measured', value: all } as const);
  });
  const mean = (of: (loaded: Loaded) => number): Ratio => {
    const ratios: number[] = [];
    for (const level of levels) {
      if (level.kind === 'missing') return level;
      ratios.push(of(level.value.traject) / of(level.value.baseline));
    }
    return { kind: 'measured', value: geometricMean(ratios) };
  };
  return {
    events: after(costs, ({ events }) => events.traject / events.baseline),
    actions: after(costs, ({ billed }) => billed.traject / billed.baseline),
    eventsToMinimum: after(costs, ({ events, minimumEvents }) => events.traject / minimumEvents),
    actionsToMinimum: after(costs, ({ billed, minimumActions }) => billed.traject / minimumActions),
    throughput: mean(({ tracksPerSecond }) => tracksPerSecond),
    updateP95: mean(({ answers }) => answers.p95),
    replay: after(replay, ({ traject, baseline }) => traject.eventsPerSecond / baseline.eventsPerSecond),
    memory: after(memory, ({ traject, baseline }) => traject.heapKb / baseline.heapKb),
  };
}

type Found<Value> =
  | { readonly kind: 'measured'; readonly value: Value }
  | { readonly kind: 'missing'; readonly reason: string };

function after<Value, Result>(found: Found<Value>, work: (value: Value) => Result): Found<Result> {
  return found.kind === 'missing'
    ? { kind: 'missing', reason: found.reason }
    : { kind: 'measured', value: work(found.value) };
}

function missingOf(rounds: readonly Outcome<unknown>[]) {
  const reasons = rounds.flatMap((round) => (round.kind === 'missing' ? [round.reason] : []));
  return { kind: 'missing', reason: reasons.join('; ') } as const;
}
