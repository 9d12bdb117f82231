import type { Instant } from '../domain/amsterdam.ts';
import { formatMoment } from '../domain/dutch-dates.ts';
import { rungWords, stageWords } from '../domain/words.ts';
import type { TrackContext } from './context.ts';
import { armedRungs } from './ladder.ts';
import { moments } from './moments.ts';

const mostNamed = 3;

/** What the track's timer waits for, as the timeline of the Temporal UI shows it (Dutch, no personal data, short). */
export function timerWords(context: TrackContext, moment: Instant): string {
  const isDue = ({ at }: { readonly at: Instant }) => at <= moment;
  const rungs = armedRungs(context).filter(isDue);
  const named = [
    ...new Set([
      ...rungs.map(({ item, rung }) => `${rungWords[rung]} ${stageWords[item.step]}`),
      ...moments(context)
        .filter(isDue)
        .map(({ words }) => words),
    ]),
  ];
  const what = named.length === 0 ? 'volgend moment' : named.slice(0, mostNamed).join(', ');
  return `Wacht tot ${formatMoment(moment)}: ${what}${named.length > mostNamed ? ' en meer' : ''}`;
}
