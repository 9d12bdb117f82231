import { conditionsText, type Conditions } from './conditions.ts';
import type { Cost } from './cost/measure.ts';
import { costText, totals } from './cost/report.ts';
import type { Level, Loaded } from './load/measure.ts';
import { geometricMean } from './load/spread.ts';
import type { Memory } from './memory/measure.ts';
import type { Replayed } from './replay/measure.ts';
import { shown, table } from './table.ts';
import { variants, type Variant } from './variants.ts';

type Both<Result> = Readonly<Record<Variant, Result>>;

export interface BenchResult {
  readonly conditions: Conditions;
  readonly cost: Cost;
  readonly load: readonly { readonly level: Level; readonly loaded: Both<Loaded> }[];
  readonly replay: Both<Replayed>;
  readonly memory: Both<Memory>;
}

/** Ours by the baseline's. For throughput and replay higher is better, for the others lower. */
export function ratiosOf({ cost, load, replay, memory }: BenchResult) {
  const { events, billed, minimumEvents, minimumActions } = totals(cost);
  const mean = (of: (loaded: Loaded) => number) =>
    geometricMean(load.map(({ loaded }) => of(loaded.traject) / of(loaded.baseline)));
  return {
    events: events.traject / events.baseline,
    actions: billed.traject / billed.baseline,
    eventsToMinimum: events.traject / minimumEvents,
    actionsToMinimum: billed.traject / minimumActions,
    throughput: mean(({ tracksPerSecond }) => tracksPerSecond),
    updateP95: mean(({ answers }) => answers.p95),
    replay: replay.traject.eventsPerSecond / replay.baseline.eventsPerSecond,
    memory: memory.traject.heapKb / memory.baseline.heapKb,
  };
}

type Ratios = ReturnType<typeof ratiosOf>;

const meanings: Readonly<Record<keyof Ratios, string>> = {
  events: 'gebeurtenissen van alle trajecten samen, naast de baseline (lager is beter)',
  actions: 'acties volgens de teller van de server, naast de baseline (lager is beter)',
  eventsToMinimum: 'gebeurtenissen naast het rekenkundige minimum (lager is beter)',
  actionsToMinimum: 'acties volgens de teller naast het rekenkundige minimum (lager is beter)',
  throughput:
    'trajecten per seconde naast de baseline, meetkundig gemiddelde van de drukten (hoger is beter)',
  updateP95: 'antwoordtijd van een Update, p95, meetkundig gemiddelde van de drukten (lager is beter)',
  replay: 'gebeurtenissen per seconde bij naspelen (hoger is beter)',
  memory: 'JavaScript-geheugen van een open traject in de worker (lager is beter)',
};

/** What `--json` gives: the figures, without the histories. */
export function jsonOf(result: BenchResult): string {
  const tracks = result.cost.tracks.map(({ script, minimum, tallies }) => ({ script, minimum, tallies }));
  const cost = { tracks, ...totals(result.cost) };
  return JSON.stringify({ ...result, cost, ratios: ratiosOf(result) });
}

export function textOf(result: BenchResult): string {
  const { conditions, cost, load, replay, memory } = result;
  const ratios = ratiosOf(result);
  return [
    conditionsText(conditions),
    costText(cost),
    [
      'DRUK: trajecten per seconde, en milliseconden tot het antwoord op een Update; timers gaan af',
      table(
        [
          'tegelijk',
          'variant',
          'trajecten/s',
          'p50',
          'p95',
          'p99',
          'server-CPU ms',
          'worker-CPU ms',
          'per taak ms',
        ],
        load.flatMap(({ level, loaded }) =>
          variants.map((variant) => [
            `${level.atOnce} (${level.tracks} trajecten, ${level.rounds}×)`,
            variant,
            shown(loaded[variant].tracksPerSecond, 2),
            ...(['p50', 'p95', 'p99'] as const).map((part) => shown(loaded[variant].answers[part])),
            shown(loaded[variant].serverCpuMs),
            shown(loaded[variant].workerCpuMs),
            shown(loaded[variant].taskCpuMs, 2),
          ]),
        ),
      ),
    ].join('\n'),
    [
      'NASPELEN: dezelfde trajecten, elk uit de eigen historie',
      table(
        ['', 'gebeurtenissen/s', 'CPU ms per historie', 'tot en met de eerste, ms'],
        variants.map((variant) => [
          variant,
          shown(replay[variant].eventsPerSecond),
          shown(replay[variant].cpuMsPerHistory, 1),
          shown(replay[variant].coldStartMs),
        ]),
      ),
    ].join('\n'),
    [
      'GEHEUGEN: KB per open traject',
      table(
        ['', 'JavaScript', 'proces', 'schijf'],
        variants.map((variant) => [
          variant,
          ...[memory[variant].heapKb, memory[variant].residentKb, memory[variant].diskKb].map((value) =>
            shown(value),
          ),
        ]),
      ),
    ].join('\n'),
    [
      'VERHOUDINGEN: traject / baseline',
      ...Object.entries(ratios).map(
        ([name, ratio]) =>
          `${name.padEnd(16)} ${shown(ratio, 3).padStart(6)}  ${meanings[name as keyof Ratios]}`, // its names are these
      ),
    ].join('\n'),
  ].join('\n\n');
}
