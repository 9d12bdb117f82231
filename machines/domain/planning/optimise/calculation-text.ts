import { functionWords } from '../../words.ts';
import { gainText } from '../proposals/move-words.ts';
import { rows } from '../text-table.ts';
import {
  chainInWords,
  leftOutInWords,
  measuresNote,
  proofInWords,
  shortageInWords,
  supposalInWords,
  timeInWords,
  verdict,
} from './calculation-words.ts';
import type { Calculation } from './calculation.ts';
import { measureWords } from './measure-words.ts';
import { measureNames } from './measures.ts';
import type { Supposal } from './question.ts';
import type { Replanning } from './replan.ts';

/** What was worked out, for a terminal (Dutch): tables, and everything. */
export function calculationText(supposal: Supposal | null, calculation: Calculation): string {
  const title = `# ${supposalInWords(supposal)}`;
  if (calculation.kind === 'failed') return [title, '', calculation.reason].join('\n');
  const { replanning, seconds } = calculation;
  const { hit, shortages, moves } = replanning;
  const leftOut = leftOutInWords(supposal, replanning);
  return [
    title,
    '',
    `${verdict(supposal, replanning)} ${timeInWords(seconds)}`,
    '',
    ...measureRows(supposal, replanning),
    '',
    measuresNote,
    proofInWords(replanning),
    ...section(
      'Wie geraakt wordt',
      rows(hit.map((one) => [one.name, functionWords[one.function], one.from ?? '', one.reason])),
    ),
    ...section(
      'Wat er tekortkomt',
      shortages.map((shortage) => `- ${shortageInWords(shortage)}`),
    ),
    ...section(
      'Verplaatsingen en eerste plaatsen',
      rows(
        moves.map((move, at) => [
          `${at + 1}.`,
          move.name,
          functionWords[move.function],
          `${move.from ?? 'wachtlijst'} > ${move.to}`,
          gainText(move.gain),
          chainInWords(move, moves),
          move.why,
        ]),
      ),
    ),
    ...(leftOut === null ? [] : ['', leftOut]),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];
}

function measureRows(
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
