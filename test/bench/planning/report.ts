import type { Measures } from '../../../machines/domain/planning/optimise/measures.ts';
import type { CoordinatorResult } from './coordinator.ts';
import type { RulesTime, Spread } from './rules-time.ts';
import type { Scenario } from './scenarios.ts';

/** The benchmark's tables (Dutch). */

export function scenariosText(scenarios: readonly Scenario[]): string {
  const lines = scenarios.map(({ name, seconds, isProven, optimum, earliestDue, firstCome }) => [
    name,
    `${number(seconds, 2)} s`,
    isProven ? 'bewezen' : 'NIET bewezen',
    inShort(optimum),
    inShort(earliestDue),
    inShort(firstCome),
  ]);
  return [
    'Beste planning naast vroegste einddatum eerst, en wie het eerst komt',
    '(dagen uitloop samen / grootste uitloop / verplaatsingen / zonder tijdslot)',
    '',
    ...table([['', 'duur', '', 'beste', 'vroegste einddatum', 'eerst komt'], ...lines]),
  ].join('\n');
}

function inShort({ lateness, greatest, moves, unplaced }: Measures): string {
  return [lateness, greatest, moves, unplaced].join(' / ');
}

export function rulesText({ alternatives, move, carriedKilobytes, orders }: RulesTime): string {
  return [
    'Regels op een volle planning van 1.500 organisaties, beide functies (milliseconden: midden, 99 %, langste)',
    '',
    ...table([
      ['Drie alternatieven voor één functie', spread(alternatives)],
      ['Een functie verplaatsen', spread(move)],
      ['De stand die van run naar run gaat', `${number(carriedKilobytes, 0)} kB`],
    ]),
    '',
    `Iedereen tegelijk (${number(orders.moves, 0)} verplaatsingen; milliseconden rekentijd)`,
    '',
    ...table([
      ['Een planning waarin niemand meer plaats heeft', number(orders.publish, 0)],
      ['Een voorstel indienen', number(orders.propose, 0)],
      ['Dat voorstel aannemen', number(orders.accept, 0)],
      ['De stand die dan van run naar run gaat', `${number(orders.carriedKilobytes, 0)} kB`],
    ]),
  ].join('\n');
}

export function coordinatorText(result: CoordinatorResult): string {
  return [
    `${result.declarations} aanmeldingen tegelijk bij een planning van ${result.organisationsBefore} organisaties, op een echte Temporal-server`,
    '',
    ...table([
      [
        'Duur',
        `${number(result.seconds, 1)} s (${number((result.declarations * 2) / result.seconds, 0)} verzoeken per seconde)`,
      ],
      ['Antwoord op een aanmelding (twee verzoeken; ms)', spread(result.answer)],
      ['Antwoord op één verzoek, als niemand anders vraagt (ms)', spread(result.alone)],
      ['Geplaatst, op de wachtlijst', `${result.placed}, ${result.waiting}`],
      ['Kwijt, overboekt', `${result.lost}, ${result.overbooked}`],
      ['Verder in een nieuwe run', `${result.continuedAsNew} keer`],
      ['Gebeurtenissen per verzoek', number(result.eventsPerRequest, 2)],
    ]),
  ].join('\n');
}

function spread({ median, p99, most }: Spread): string {
  return [median, p99, most].map((value) => number(value, value < 10 ? 2 : 0)).join(' / ');
}

function number(value: number, digits: number): string {
  return value.toLocaleString('nl-NL', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
