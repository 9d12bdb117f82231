import { timeOf, type Instant } from '../../amsterdam.ts';
import type { IsoDate } from '../../dates.ts';
import { displayName } from '../organisation-names.ts';
import type { PlanningState, ReservationKey } from '../state.ts';
import { freedSlots } from './freed-slots.ts';
import {
  isOpen,
  located,
  locatedMoves,
  moveStatusWords,
  originWords,
  type Move,
  type Proposal,
} from './proposal.ts';

/** Proposals and freed slots, for people; plain JSON. */

export interface ProposalOverview {
  readonly id: string;
  readonly madeOn: IsoDate;
  readonly by: string;
  /** Dutch. */
  readonly origin: string;
  /** Some move is neither done nor given up. */
  readonly isOpen: boolean;
  readonly moves: readonly MoveOverview[];
}

export interface MoveOverview extends ReservationKey {
  /** To accept or reject it by. */
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string;
  /** Days of uitloop less than now. */
  readonly gain: number | null;
  readonly why: string;
  readonly chain: number;
  readonly status: Move['progress']['status'];
  /** Dutch. */
  readonly statusWord: string;
  /** Why it was given up. */
  readonly reason: string | null;
  /** The place is kept through this day. */
  readonly keptUntil: IsoDate | null;
}

export interface FreedOverview {
  readonly slot: string;
  readonly date: IsoDate;
  /** Local time, HH:MM. */
  readonly begin: string;
  readonly free: number;
  readonly candidates: readonly (ReservationKey & {
    readonly name: string;
    readonly from: string;
    /** Null: a new plan left it without a place. */
    readonly gain: number | null;
  })[];
}

export function proposalsOverview(
  state: PlanningState,
  now: Instant,
): { readonly proposals: readonly ProposalOverview[]; readonly freed: readonly FreedOverview[] } {
  const name = ({ organisation }: ReservationKey) => displayName(state, organisation);
  return {
    proposals: state.proposals.toReversed().map((proposal) => ({
      id: proposal.id,
      madeOn: proposal.madeOn,
      by: proposal.by,
      origin: originWords[proposal.origin],
      isOpen: locatedMoves({ proposals: [proposal] }).some(isOpen),
      moves: proposal.moves.map((move) => ({ ...moveOverview(proposal, move), name: name(move) })),
    })),
    freed: freedSlots(state, now).map(({ slot, free, candidates }) => ({
      slot: slot.id,
      date: slot.date,
      begin: timeOf(slot.begin),
      free,
      candidates: candidates.map((candidate) => ({ ...candidate, name: name(candidate) })),
    })),
  };
}

function moveOverview(proposal: Proposal, { progress, ...move }: Move): Omit<MoveOverview, 'name'> {
  return {
    ...move,
    id: located(proposal, { ...move, progress }).id,
    status: progress.status,
    statusWord: moveStatusWords[progress.status],
    reason: 'reason' in progress ? progress.reason : null,
    keptUntil:
      progress.status === 'talking'
        ? progress.answerBy
        : progress.status === 'proposed'
          ? progress.keptUntil
          : null,
  };
}
