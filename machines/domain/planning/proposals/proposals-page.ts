import { formatShortDate } from '../../dutch-dates.ts';
import { escape } from '../../markdown.ts';
import { slotWords, whoItem } from '../overview-words.ts';
import { chainText, countsText, gainText, mostCandidates, statusText } from './move-words.ts';
import type { FreedOverview, MoveOverview, ProposalOverview } from './proposals-overview.ts';

/** Open proposals and freed slots as items of Markdown lists. */

export function proposalItems(
  { id, origin, madeOn, by, moves }: ProposalOverview,
  ui: string,
): {
  readonly title: string;
  readonly intro: string;
  readonly items: readonly string[];
} {
  return {
    title: `Voorstel ${id}: ${origin}`,
    intro: `Gemaakt op ${formatShortDate(madeOn)} door ${escape(by)}: ${countsText(moves)}.`,
    items: moves.map((move) => moveItem(move, moves, ui)),
  };
}

function moveItem(move: MoveOverview, all: readonly MoveOverview[], ui: string): string {
  const from = move.from === null ? 'van de wachtlijst' : `van ${slotWords(move.from)}`;
  return [
    `${move.number}: ${whoItem(move, ui)}, ${from} naar ${slotWords(move.to)}`,
    ...[gainText(move.gain), chainText(move, all), escape(statusText(move))].filter(Boolean),
  ].join('; ');
}

export function freedItems(freed: readonly FreedOverview[], ui: string): readonly string[] {
  return freed.map(({ slot, free, candidates }) => {
    const first = candidates
      .slice(0, mostCandidates)
      .map(
        (one) =>
          `${whoItem(one, ui)} (${one.gain === null ? 'geen plaats meer' : gainText(one.gain)}, nu ${slotWords(one.from)})`,
      );
    return `${slotWords(slot)}, ${free} vrij, \`${slot}\`: ${first.join('; ')}`;
  });
}
