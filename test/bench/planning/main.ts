import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { computerText } from '../computer.ts';
import { highsSolver } from '../../../activities/planning-solver/highs-solver.ts';
import { loadHighs } from '../../../activities/planning-solver/load-highs.ts';
import { measureCoordinator } from './coordinator.ts';
import { readGap, solveGap } from './gap.ts';
import { nationalPlanning, type Scale } from './national.ts';
import { coordinatorText, rulesText, scenariosText } from './report.ts';
import { timeRules } from './rules-time.ts';
import { carriedOut, planAndRepair } from './scenarios.ts';
import { replan } from '../../../machines/domain/planning/optimise/replan.ts';
import { nationalStart } from './national.ts';

/**
 * `npm run bench:planning`: the planning at national scale, beside what a planner would do by hand; and, with
 * `--gap <file>`, the assignment core on OR-Library's generalised assignment problems.
 */
const values = optionsOf(process.argv.slice(2));
/** Seconds for one problem: what takes longer is not proven, and said so. */
const mostSeconds = 600;
const highs = await loadHighs();

process.exit(values.gap === undefined ? await benchmark() : await gap(values.gap));

function optionsOf(args: string[]) {
  try {
    const options = { gap: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
    return parseArgs({ args, options }).values;
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Verwacht: --gap <bestand>, of --json, of niets; gevonden: ${found}\n`);
    process.exit(2);
  }
}

/** One line for each problem in the file: its number, the proven optimum, and the seconds it took. */
async function gap(path: string): Promise<number> {
  let instances;
  try {
    instances = await readGap(path);
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const problem = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${path}: ${isAbsent ? 'dit bestand is er niet' : problem}.\n`);
    return 2;
  }
  let code = 0;
  for (const [i, instance] of instances.entries()) {
    const began = performance.now();
    const until = began + mostSeconds * 1_000;
    const solver = highsSolver(highs, { left: () => until - performance.now() });
    try {
      const optimum = solveGap(instance, solver);
      const seconds = ((performance.now() - began) / 1_000).toFixed(3);
      process.stdout.write(`${i + 1} ${optimum ?? 'onmogelijk'} ${seconds}\n`);
    } catch (error) {
      code = 1;
      const seconds = ((performance.now() - began) / 1_000).toFixed(3);
      process.stdout.write(`${i + 1} onbewezen ${seconds}\n`);
      process.stderr.write(`Probleem ${i + 1}: ${error instanceof Error ? error.message : String(error)}.\n`);
    }
  }
  return code;
}

async function benchmark(): Promise<number> {
  const solver = highsSolver(highs, { left: () => mostSeconds * 1_000 });
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const names = await gemeenten();
  const national = { organisations: names, tranches: 14 };
  const scales: readonly (readonly [string, Scale])[] = [
    ['342 gemeenten, ruim (77 % bezet)', { ...national, places: 1.3, seed: 1 }],
    ['342 gemeenten, krap (91 % bezet)', { ...national, places: 1.1, seed: 2 }],
    [
      '1.500 organisaties, ruim (77 % bezet)',
      {
        organisations: Array.from({ length: 1_500 }, (_, i) => `Organisatie ${i}`),
        tranches: 14,
        places: 1.3,
        seed: 1,
      },
    ],
  ];
  const scenarios = scales.flatMap(([name, scale]) => {
    say(`${name} …`);
    return planAndRepair(name, scale, solver);
  });
  const [, , [, large]] = scales as [unknown, unknown, readonly [string, Scale]];
  say('Regels op een volle planning …');
  const empty = nationalPlanning(large);
  const full = carriedOut(empty, replan(empty, empty, null, nationalStart, solver));
  const rules = timeRules(full, 2_000);
  say('500 aanmeldingen tegelijk, op een echte Temporal-server …');
  const coordinator = await measureCoordinator(full, 500);
  const machine = computerText();
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, scenarios, rules, coordinator }, null, 2)}\n`
      : [machine, scenariosText(scenarios), rulesText(rules), coordinatorText(coordinator)].join('\n\n') +
          '\n',
  );
  const isSound =
    scenarios.every(({ isProven }) => isProven) && coordinator.lost === 0 && coordinator.overbooked === 0;
  return isSound ? 0 : 1;
}

/** Real names: those of the gemeenten of 2023, from the file beside this one. */
async function gemeenten(): Promise<readonly string[]> {
  const file = await readFile(new URL('gemeenten.csv', import.meta.url), 'utf8');
  return file
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.slice(line.indexOf(',') + 1));
}
