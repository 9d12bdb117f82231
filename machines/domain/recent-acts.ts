import { dateOf, timeOf, type Instant } from './amsterdam.ts';
import { formatShortDate } from './dutch-dates.ts';
import { escape } from './markdown.ts';

/**
 * What people had a workflow do last, with what it answered: the Temporal UI shows the answer to an Update nowhere, so
 * its page does.
 */
export interface RecentAct {
  readonly at: Instant;
  readonly by: string;
  /** The name of the Update. */
  readonly what: string;
  readonly answer: string;
}

const mostActs = 5;
const longestAnswer = 600;

/** With one more, the newest first. */
export function withAct(acts: readonly RecentAct[], act: RecentAct): readonly RecentAct[] {
  const { answer } = act;
  const short = answer.length > longestAnswer ? `${answer.slice(0, longestAnswer)}…` : answer;
  return [{ ...act, answer: short }, ...acts].slice(0, mostActs);
}

/** A section of a page (Markdown, Dutch); nothing when nothing was done yet. */
export function actsSection(acts: readonly RecentAct[]): readonly string[] {
  if (acts.length === 0) return [];
  const items = acts.map(
    ({ at, by, what, answer }) =>
      `- ${formatShortDate(dateOf(at))} om ${timeOf(at)}, ${escape(by)}, **${escape(what)}**: ${escape(answer)}`,
  );
  return ['### Laatst gedaan', items.join('\n')];
}
