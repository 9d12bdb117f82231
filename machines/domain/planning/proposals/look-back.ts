import { isOpenMove, type Proposal } from './proposal.ts';

/** Moves that have ended are kept for a look back: the newest so many, over all proposals. */
export const mostEndedMoves = 200;

/**
 * Without the ended moves of longer ago, wherever they stand: one open move would else keep thousands of others.
 * A proposal of which nothing is left goes.
 */
export function withoutOldEnded(proposals: readonly Proposal[]): readonly Proposal[] {
  let left = mostEndedMoves;
  const kept = proposals.toReversed().flatMap((proposal) => {
    const moves = proposal.moves
      .toReversed()
      .filter((move) => isOpenMove(move) || left-- > 0)
      .toReversed();
    if (moves.length === proposal.moves.length) return [proposal];
    return moves.length === 0 ? [] : [{ ...proposal, moves }];
  });
  return kept.toReversed();
}
