import { formatShortDate } from '../../dutch-dates.ts';
import { functionWords } from '../../words.ts';
import { rows, type TextOptions } from '../text-table.ts';
import type { Calculation } from './calculation.ts';
import { measureWords } from './measure-words.ts';
import { measureNames, type MeasureName } from './measures.ts';
import type { Supposal } from './question.ts';
import type { Replanning, SuggestedMove } from './replan.ts';
import type { Shortage } from './shortage.ts';

export interface CalculationTextOptions extends TextOptions {
  /** What becomes of text that people typed: for a page it is escaped, on a terminal it stays as it is. */
  readonly typed?: (text: string) => string;
}

/** What was worked out, for planners: Markdown that reads as plain text too (Dutch). */
export function calculationText(
  supposal: Supposal | null,
  calculation: Calculation,
  options: CalculationTextOptions = {},
): string {
  const { typed = (text) => text } = options;
  const title = `# ${typed(supposalInWords(supposal))}`;
  if (calculation.kind === 'failed') return [title, '', typed(calculation.reason)].join('\n');
  const { replanning, seconds } = calculation;
  return [
    title,
    '',
    `${verdict(supposal, replanning)} Gerekend in ${secondsInWords(seconds)}; de uitkomst is nagerekend.`,
    '',
    ...measureLines(supposal, replanning),
    '',
    proofText(replanning),
    ...hitLines(replanning, options),
    ...shortageLines(replanning, typed),
    ...moveLines(replanning, options),
    ...leftOutLine(supposal, replanning),
  ].join('\n');
}

export function supposalInWords(supposal: Supposal | null): string {
  if (supposal === null) return 'Beste planning';
  if ('uitval' in supposal) {
    const { van, totEnMet } = supposal.uitval;
    return `Wat als preproductie uitvalt van ${formatShortDate(van)} tot en met ${formatShortDate(totEnMet)}?`;
  }
  if ('erbij' in supposal) {
    const { erbij } = supposal;
    return `Wat als er ${erbij} ${erbij === 1 ? 'organisatie' : 'organisaties'} bij ${erbij === 1 ? 'komt' : 'komen'}?`;
  }
  const { tranche, weken } = supposal;
  return `Wat als tranche ${tranche} ${weken} ${weken === 1 ? 'week' : 'weken'} later is?`;
}

/** One sentence: what a planner wants to know first. */
export function verdict(supposal: Supposal | null, { hit, moves, without, after }: Replanning): string {
  const count = moves.length === 1 ? '1 verplaatsing' : `${moves.length} verplaatsingen`;
  if (supposal === null) {
    if (moves.length === 0) return 'De planning kan niet beter: er is geen verplaatsing die genoeg oplevert.';
    const placed =
      without.unplaced === after.unplaced
        ? ''
        : ` en ${difference(without.unplaced, after.unplaced, 'functie', 'functies')} zonder tijdslot`;
    return `Met ${count}: ${difference(without.lateness, after.lateness, 'dag uitloop', 'dagen uitloop')}${placed}.`;
  }
  const struck =
    'erbij' in supposal
      ? `${without.unplaced} functies hebben dan nog geen tijdslot.`
      : hit.length === 0
        ? 'Niemand verliest een tijdslot.'
        : `${hit.length === 1 ? '1 functie verliest' : `${hit.length} functies verliezen`} het tijdslot.`;
  if (moves.length === 0) return `${struck} Er verandert niets.`;
  const left =
    after.unplaced === 0
      ? 'heeft iedereen weer een tijdslot'
      : `blijven er ${after.unplaced} zonder tijdslot`;
  return `${struck} Met ${count} ${left}.`;
}

function difference(before: number, after: number, one: string, more: string): string {
  if (after === before) return `evenveel ${more}`;
  const change = Math.abs(after - before);
  return `${change} ${change === 1 ? one : more} ${after < before ? 'minder' : 'meer'}`;
}

function secondsInWords(seconds: number): string {
  return `${seconds.toFixed(1).replace('.', ',')} seconden`;
}

function measureLines(
  supposal: Supposal | null,
  { today, without, unmoved, after }: Replanning,
): readonly string[] {
  const columns: readonly (readonly [string, Replanning['today']])[] = [
    ['nu', today],
    ...(supposal === null ? [] : [['dan', without] as const]),
    ['alleen vrije plaatsen', unmoved],
    [supposal === null ? 'voorstel' : 'beste herstel', after],
  ];
  return rows([
    ['', ...columns.map(([title]) => title)],
    ...measureNames.map((name) => [measureWords[name], ...columns.map(([, values]) => String(values[name]))]),
  ]);
}

/** The bound is our own calculation, and needs no word of the solver; a search does. */
function proofText({ best, proofs }: Replanning): string {
  const open = measureNames.filter((name) => !proofs[name].isProven);
  if (open.length > 0) {
    const bounds = open.map((name) => boundText(name, best[name], proofs[name].bound));
    return `De rekentijd was op voordat alles bewezen was: ${bounds.join(', ')}.`;
  }
  const searched = measureNames.filter((name) => !proofs[name].isByBound).map((name) => measureWords[name]);
  const how = searched.length === 0 ? 'met een eigen ondergrens' : `deels doorzocht: ${searched.join(', ')}`;
  return `Bewezen: beter kan niet (${how}). Ondergrens van de uitloop: ${proofs.lateness.bound ?? 0} dagen.`;
}

function boundText(name: MeasureName, found: number, bound: number | null): string {
  return `${measureWords[name]} ${found} (${bound === null ? 'ondergrens onbekend' : `ten minste ${bound}`})`;
}

function hitLines({ hit }: Replanning, options: TextOptions): readonly string[] {
  if (hit.length === 0) return [];
  const lines = hit.map(({ name, function: fn, from, reason }) => [name, functionWords[fn], from, reason]);
  return ['', '## Wie geraakt wordt', '', ...rows(lines, options)];
}

function shortageLines({ shortages }: Replanning, typed: (text: string) => string): readonly string[] {
  if (shortages.length === 0) return [];
  return [
    '',
    '## Wat er tekortkomt',
    '',
    ...shortages.map((shortage) => `- ${typed(shortageInWords(shortage))}`),
  ];
}

/** Which capacity, when, and how many are short. */
export function shortageInWords(shortage: Shortage): string {
  switch (shortage.kind) {
    case 'noSlot': {
      const { name, who } = shortage;
      return `${name}, ${functionWords[who.function]}: geen enkel tijdslot van de planning past, ook niet als alles leeg was.`;
    }
    case 'slots': {
      const { from, until, places, needed, tranches } = shortage;
      const short = needed - places;
      return `Van ${formatShortDate(from)} tot en met ${formatShortDate(until)} (${tranches.join(', ')}): ${needed} functies kunnen alleen daar, en er zijn ${places} plaatsen. ${short} tekort.`;
    }
    case 'tranche': {
      const { tranche, room, who } = shortage;
      return `Tranche ${tranche}: er zijn tijdsloten vrij, maar er is maar plaats voor ${room} organisaties die nog geplaatst kunnen worden. Zonder plaats: ${who.length}.`;
    }
  }
}

function moveLines({ moves }: Replanning, options: TextOptions): readonly string[] {
  if (moves.length === 0) return [];
  return ['', '## Verplaatsingen', '', ...rows(moves.map(moveCells), options)];
}

function moveCells(
  { name, function: fn, from, to, chain, why }: SuggestedMove,
  at: number,
): readonly string[] {
  return [`${at + 1}.`, name, functionWords[fn], `${from ?? 'wachtlijst'} > ${to}`, `keten ${chain}`, why];
}

function leftOutLine(supposal: Supposal | null, { leftOut }: Replanning): readonly string[] {
  if (leftOut === 0) return [];
  const count = leftOut === 1 ? '1 verplaatsing' : `${leftOut} verplaatsingen`;
  const why = supposal === null ? 'ze leveren samen te weinig op' : 'ze hebben hier niets mee te maken';
  return ['', `Weggelaten: ${count}, want ${why}.`];
}
