import type { DiaryLine } from './evidence.ts';

/** A rung of the ladder as a track's diary tells it. */
export interface DiaryRung {
  /** Function, due date and rung. */
  readonly key: string;
  /** False: left to a higher one. */
  readonly isSent: boolean;
}

const months =
  'januari februari maart april mei juni juli augustus september oktober november december'.split(' ');
const shape = /: ([a-z0-9 ]+), [^(]+ \(uiterlijk \p{L}+ (\d+) (\p{L}+) (\d{4})\)\.$/u;

/** Null: the line is about something else. */
export function rungIn({ by, function: fn, text }: DiaryLine): DiaryRung | null {
  const [, rung, day, month, year] = shape.exec(text) ?? [];
  if (by !== 'systeem' || rung === undefined || month === undefined || day === undefined) return null;
  const due = [year, String(months.indexOf(month) + 1).padStart(2, '0'), day.padStart(2, '0')].join('-');
  return { key: `${fn}/${due}/${rung}`, isSent: !text.startsWith('Overgeslagen') };
}
