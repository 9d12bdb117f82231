import { formatShortDate } from '../../dutch-dates.ts';
import { functionWords } from '../../words.ts';
import { rows, type TextOptions } from '../text-table.ts';
import type { FreedOverview, MoveOverview, ProposalOverview } from './proposals-overview.ts';
import { chainText, countsText, gainText, mostCandidates, statusText } from './move-words.ts';

/** Open proposals and what became of their moves, and free slots with who would gain by them. */

export function proposalsText(
  proposals: readonly ProposalOverview[],
  options: TextOptions,
): readonly string[] {
  return proposals.filter(({ isOpen }) => isOpen).flatMap((proposal) => proposalText(proposal, options));
}

function proposalText(
  { id, origin, madeOn, moves }: ProposalOverview,
  options: TextOptions,
): readonly string[] {
  return [
    '',
    `## Voorstel ${id}: ${origin}`,
    '',
    `Gemaakt op ${formatShortDate(madeOn)}: ${countsText(moves)}.`,
    '',
    ...rows(
      moves.map((move) => moveCells(move, moves)),
      options,
    ),
  ];
}

function moveCells(move: MoveOverview, all: readonly MoveOverview[]): readonly string[] {
  return [
    `${move.number}.`,
    move.name,
    functionWords[move.function],
    `${move.from ?? 'wachtlijst'} > ${move.to}`,
    gainText(move.gain),
    chainText(move, all),
    statusText(move),
  ];
}

export function freedText(freed: readonly FreedOverview[], options: TextOptions): readonly string[] {
  if (freed.length === 0) return [];
  const lines = freed.flatMap(({ slot, date, begin, free, candidates }) =>
    candidates
      .slice(0, mostCandidates)
      .map((candidate, i) => [
        i === 0 ? slot : '',
        i === 0 ? `${formatShortDate(date)} ${begin}` : '',
        i === 0 ? `${free} vrij` : '',
        candidate.name,
        functionWords[candidate.function],
        candidate.gain === null ? 'geen plaats meer' : gainText(candidate.gain),
        `nu in ${candidate.from}`,
      ]),
  );
  return ['', '## Vrij, en winst voor', '', ...rows(lines, options)];
}
