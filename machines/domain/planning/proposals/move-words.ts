import { formatShortDate } from '../../dutch-dates.ts';
import { moveStatusWords } from './proposal.ts';
import type { MoveOverview } from './proposals-overview.ts';

/** The words for moves that the planning's page and its text share. */

/** A few of those who gain by a free slot: the next ones come up when these have said no. */
export const mostCandidates = 3;

/** "2 voorgesteld, 1 in overleg" */
export function countsText(moves: readonly MoveOverview[]): string {
  return Object.entries(moveStatusWords)
    .flatMap(([status, word]) => {
      const count = moves.filter((move) => move.status === status).length;
      return count === 0 ? [] : [`${count} ${word}`];
    })
    .join(', ');
}

/** In days of uitloop. */
export function gainText(gain: number | null): string {
  if (gain === null) return '';
  if (gain === 0) return 'geen winst';
  const days = Math.abs(gain) === 1 ? '1 dag' : `${Math.abs(gain)} dagen`;
  return `${days} ${gain > 0 ? 'winst' : 'verlies'}`;
}

/** Empty when it needs nobody else's place. */
export function chainText(move: MoveOverview, all: readonly MoveOverview[]): string {
  return all.some((other) => other !== move && other.chain === move.chain) ? `keten ${move.chain}` : '';
}

export function statusText({ statusWord, reason, keptUntil, why }: MoveOverview): string {
  if (reason !== null) return `${statusWord}: ${reason}`;
  const until = keptUntil === null ? '' : ` (tot en met ${formatShortDate(keptUntil)})`;
  return `${statusWord}${until}: ${why}`;
}
