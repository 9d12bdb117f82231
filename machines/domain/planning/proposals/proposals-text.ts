import { formatShortDate } from '../../dutch-dates.ts';
import { functionWords } from '../../words.ts';
import { rows, type TextOptions } from '../text-table.ts';
import { moveStatusWords } from './proposal.ts';
import type { FreedOverview, MoveOverview, ProposalOverview } from './proposals-overview.ts';

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
  const counts = Object.entries(moveStatusWords).flatMap(([status, word]) => {
    const count = moves.filter((move) => move.status === status).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return [
    '',
    `## Voorstel ${id}: ${origin}`,
    '',
    `Gemaakt op ${formatShortDate(madeOn)}: ${counts.join(', ')}.`,
    '',
    ...rows(moves.map(moveCells), options),
  ];
}

function moveCells(move: MoveOverview): readonly string[] {
  return [
    `${move.number}.`,
    move.name,
    functionWords[move.function],
    `${move.from ?? 'wachtlijst'} > ${move.to}`,
    gainText(move.gain),
    `keten ${move.chain}`,
    statusText(move),
  ];
}

/** In days of uitloop. */
function gainText(gain: number | null): string {
  if (gain === null) return '';
  if (gain === 0) return 'geen winst';
  return `${Math.abs(gain)} dagen ${gain > 0 ? 'winst' : 'verlies'}`;
}

function statusText({ statusWord, reason, keptUntil, why }: MoveOverview): string {
  if (reason !== null) return `${statusWord}: ${reason}`;
  const until = keptUntil === null ? '' : ` (tot en met ${formatShortDate(keptUntil)})`;
  return `${statusWord}${until}: ${why}`;
}

/** A few of them: the next ones come up when these have said no. */
const mostCandidates = 3;

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
        `${candidate.gain} dagen winst`,
        `nu in ${candidate.from}`,
      ]),
  );
  return ['', '## Vrij, en winst voor', '', ...rows(lines, options)];
}
