import { conditionsText, type Conditions } from './conditions.ts';
import type { Cost } from './cost/measure.ts';
import { costText, totals } from './cost/report.ts';
import { together, type Level, type Round } from './load/measure.ts';
import type { Memory } from './memory/measure.ts';
import type { Outcome } from './parts.ts';
import { judged, meanings, ratioNames, ratiosOf, type Judged } from './ratios.ts';
import type { Replayed } from './replay/measure.ts';
import { shown, table } from './table.ts';
import { variants, type Variant } from './variants.ts';

type Both<Result> = Readonly<Record<Variant, Result>>;

export interface BenchResult {
  readonly conditions: Conditions;
  readonly cost: Outcome<Cost>;
  readonly load: readonly { readonly level: Level; readonly rounds: readonly Outcome<Both<Round>>[] }[];
  readonly replay: Outcome<Both<Replayed>>;
  readonly memory: Outcome<Both<Memory>>;
}

/** In the order in which they were measured. */
export function outcomesOf({ cost, load, replay, memory }: BenchResult): readonly Outcome<unknown>[] {
  return [cost, ...load.flatMap(({ rounds }) => rounds), replay, memory];
}

/** What `--json` gives: the figures, without the histories. Null: not measured, and `reasons` says why. */
export function jsonOf(result: BenchResult): string {
  const { conditions, cost, load, replay, memory } = result;
  const all = ratiosOf(result);
  const ratios = ratioNames.map((name) => [name, all[name]] as const);
  return JSON.stringify({
    conditions,
    cost:
      cost.kind === 'missing'
        ? null
        : {
            tracks: cost.value.tracks.map(({ script, minimum, tallies }) => ({ script, minimum, tallies })),
            ...totals(cost.value),
          },
    load: load.map(({ level, rounds }) => {
      const { script, ...shape } = level;
      return { level: { ...shape, script: script.name }, loaded: together(rounds) };
    }),
    replay: valueOf(replay),
    memory: valueOf(memory),
    parts: outcomesOf(result).map((outcome) => ({
      title: outcome.title,
      seconds: outcome.seconds,
      reason: outcome.kind === 'missing' ? outcome.reason : null,
    })),
    ratios: Object.fromEntries(
      ratios.map(([name, ratio]) => [name, ratio.kind === 'measured' ? ratio.value : null]),
    ),
    aims: Object.fromEntries(ratios.map(([name, ratio]) => [name, judged(name, ratio)])),
    reasons: Object.fromEntries(
      ratios.flatMap(([name, ratio]) => (ratio.kind === 'missing' ? [[name, ratio.reason]] : [])),
    ),
  });
}

function valueOf<Value>(outcome: Outcome<Value>): Value | null {
  return outcome.kind === 'measured' ? outcome.value : null;
}

export function textOf(result: BenchResult): string {
  const { conditions, cost, load, replay, memory } = result;
  return [
    conditionsText(conditions),
    textOr('KOSTEN', cost, costText),
    loadText(load),
    textOr('NASPELEN: dezelfde trajecten, elk uit de eigen historie', replay, replayText),
    textOr('GEHEUGEN: KB per open traject', memory, memoryText),
    ratiosText(result),
    partsText(outcomesOf(result)),
  ].join('\n\n');
}

function textOr<Value>(title: string, outcome: Outcome<Value>, text: (value: Value) => string): string {
  return outcome.kind === 'measured' ? text(outcome.value) : `${title}\nNiet gemeten: ${outcome.reason}`;
}

function loadText(load: BenchResult['load']): string {
  const head = ['tegelijk', 'variant', 'trajecten/s', 'p50', 'p95', 'p99'];
  const cpu = ['server-CPU ms', 'worker-CPU ms', 'per taak ms'];
  const rows = load.flatMap(({ level, rounds }) => {
    const loaded = together(rounds);
    if (loaded === null) return [];
    const measured = rounds.filter(({ kind }) => kind === 'measured').length;
    return variants.map((variant) => {
      const { answers, tracksPerSecond, serverCpuMs, workerCpuMs, taskCpuMs } = loaded[variant];
      return [
        `${level.atOnce} (${level.script.name}; ${level.tracks} trajecten, ${measured}×)`,
        variant,
        shown(tracksPerSecond, 2),
        ...[answers.p50, answers.p95, answers.p99, serverCpuMs, workerCpuMs].map((ms) => shown(ms)),
        shown(taskCpuMs, 2),
      ];
    });
  });
  const missing = load.flatMap(({ rounds }) =>
    rounds.flatMap((one) => (one.kind === 'missing' ? [`Niet gemeten: ${one.title}: ${one.reason}`] : [])),
  );
  return [
    'DRUK: trajecten per seconde, en milliseconden tot het antwoord op een Update; timers gaan af',
    ...(rows.length === 0 ? [] : [table([...head, ...cpu], rows)]),
    ...missing,
  ].join('\n');
}

function replayText(replay: Both<Replayed>): string {
  return [
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
  ].join('\n');
}

function memoryText(memory: Both<Memory>): string {
  return [
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
  ].join('\n');
}

function ratiosText(result: BenchResult): string {
  const ratios = ratiosOf(result);
  return [
    'VERHOUDINGEN: traject / baseline, met het doel',
    ...ratioNames.map((name) => {
      const ratio = ratios[name];
      const [value, meaning] =
        ratio.kind === 'measured'
          ? [shown(ratio.value, 3), meanings[name]]
          : ['–', 'niet gemeten: zie boven'];
      return `${name.padEnd(16)} ${value.padStart(6)}  ${aimText(judged(name, ratio)).padEnd(14)}  ${meaning}`;
    }),
  ].join('\n');
}

function aimText(aim: Judged | null): string {
  if (aim === null) return 'geen doel';
  const wanted = `${aim.kind === 'atMost' ? '≤' : '≥'} ${shown(aim.value, 2)}`;
  return aim.met === null ? wanted : `${wanted} ${aim.met ? 'gehaald' : 'gemist'}`;
}

function partsText(outcomes: readonly Outcome<unknown>[]): string {
  const all = outcomes.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    'DUUR: seconden',
    table(
      ['', 'duur'],
      [...outcomes.map(({ title, seconds }) => [title, shown(seconds)]), ['samen', shown(all)]],
    ),
  ].join('\n');
}
