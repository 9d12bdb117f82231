import { escape } from '../../markdown.ts';
import { functionWords } from '../../words.ts';
import { gainText } from '../proposals/move-words.ts';
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

/** The page of a calculation in the Temporal UI (Dutch): calm Markdown, lists and no tables; what people typed stays text. */
export function calculationPage(
  supposal: Supposal | null,
  calculation: Calculation,
  answer: string | null,
  mostItems: number,
): string {
  const title = `### ${escape(supposalInWords(supposal))}`;
  const said = answer === null ? [] : [lines(answer)];
  if (calculation.kind === 'failed') return [title, escape(calculation.reason), ...said].join('\n\n');
  const { replanning, seconds } = calculation;
  const { hit, shortages, moves, today, after } = replanning;
  const leftOut = leftOutInWords(supposal, replanning);
  return [
    title,
    escape(`${verdict(supposal, replanning)} ${timeInWords(seconds)}`),
    ...said,
    ...section(
      supposal === null ? 'Nu en met het voorstel' : 'Nu en na het beste herstel',
      measureNames.map((name) => `${measureWords[name]}: ${today[name]}, wordt ${after[name]}`),
      mostItems,
    ),
    escape(`${measuresNote} ${proofInWords(replanning)}`),
    ...section(
      'Wie geraakt wordt',
      hit.map(({ name, function: fn, reason }) => `${name}, ${functionWords[fn]}: ${reason}`),
      mostItems,
    ),
    ...section('Wat er tekortkomt', shortages.map(shortageInWords), mostItems),
    ...section(
      'Verplaatsingen en eerste plaatsen',
      moves.map((move, at) => {
        const remarks = [gainText(move.gain), chainInWords(move, moves)].filter((part) => part !== '');
        const told = [`van ${move.from ?? 'de wachtlijst'} naar ${move.to}`, ...remarks].join('; ');
        return `${at + 1}: ${move.name}, ${functionWords[move.function]}: ${told}. ${move.why}`;
      }),
      mostItems,
    ),
    ...(leftOut === null ? [] : [leftOut]),
  ].join('\n\n');
}

function section(title: string, items: readonly string[], most: number): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length - most;
  const shown = [...items.slice(0, most), ...(more > 0 ? [`en nog ${more}`] : [])];
  return [`### ${title}`, shown.map((item) => `- ${escape(item)}`).join('\n')];
}

/** An answer is a sentence, and a line for each move that is not possible. */
function lines(answer: string): string {
  return answer.split('\n').map(escape).join('\n\n');
}
