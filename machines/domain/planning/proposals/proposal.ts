import type { IsoDate } from '../../dates.ts';
import { grouped } from '../../grouped.ts';
import type { PlanningState, ReservationKey } from '../state.ts';

/**
 * A proposal: moves to other slots, which a planner accepts or rejects, whole or one by one. An accepted move is a
 * conversation of the desk with the consumer; only the consumer's akkoord moves it.
 */

/** Who or what made it. `displaced`: a new plan had no room; `tranche` and `period`: in bulk, by a planner. */
export const proposalOrigins = ['optimised', 'freedSlot', 'tranche', 'period', 'displaced'] as const;
export type ProposalOrigin = (typeof proposalOrigins)[number];

export interface Proposal {
  /** V1, V2, …: never given out twice. */
  readonly id: string;
  readonly madeOn: IsoDate;
  readonly by: string;
  readonly origin: ProposalOrigin;
  /** The state of the planning that it was made on. */
  readonly basis: { readonly planVersion: number; readonly sequence: number };
  readonly moves: readonly Move[];
}

/** What is moved, wherever it stands: the rules below need no more. */
export interface Placing extends ReservationKey {
  /** Null: from the waiting list. */
  readonly from: string | null;
  readonly to: string;
}

export interface Move extends Placing {
  /** From 1, within its proposal; those of moves that are not kept any more stay open. */
  readonly number: number;
  /** Days of uitloop less than now; below zero for who makes room. Null for who has no place yet. */
  readonly gain: number | null;
  /** Dutch, for desk and planner. */
  readonly why: string;
  /** Moves with the same number can need each other's places. */
  readonly chain: number;
  readonly progress: MoveProgress;
}

export type MoveProgress =
  /** The place is kept from the start, through this day, for who has none any more, and where else it would go to who waits. */
  | { readonly status: 'proposed'; readonly keptUntil: IsoDate | null }
  /** In overleg; the place is kept through this day. */
  | { readonly status: 'talking'; readonly answerBy: IsoDate }
  /** Akkoord, or from the waiting list; `since` orders them. Waits until it is possible, together with the others. */
  | { readonly status: 'agreed'; readonly since: number }
  | { readonly status: 'done' }
  /** `lapsed`: the planning left it; `declined`: a planner or the consumer said no. Reason in Dutch. */
  | { readonly status: 'lapsed' | 'declined'; readonly reason: string };

export const moveStatusWords: Readonly<Record<MoveProgress['status'], string>> = {
  proposed: 'voorgesteld',
  talking: 'in overleg',
  agreed: 'akkoord',
  done: 'uitgevoerd',
  lapsed: 'vervallen',
  declined: 'afgewezen',
};

export const originWords: Readonly<Record<ProposalOrigin, string>> = {
  optimised: 'optimalisatie',
  freedSlot: 'vrij tijdslot',
  tranche: 'tranche verplaatsen',
  period: 'periode vrijmaken',
  displaced: 'nieuwe planning',
};

/** A move and where it stands. */
export interface Located {
  /** `V3.2`. */
  readonly id: string;
  readonly proposal: Proposal;
  readonly move: Move;
}

/** Worked out once for all that looks at the same proposals: moves are thousands. */
interface Index {
  readonly all: readonly Located[];
  readonly byFunction: ReadonlyMap<string, readonly Located[]>;
}

const known = new WeakMap<readonly Proposal[], Index>();

function indexOf({ proposals }: Pick<PlanningState, 'proposals'>): Index {
  let index = known.get(proposals);
  if (index === undefined) {
    const all = proposals.flatMap((proposal) => proposal.moves.map((move) => located(proposal, move)));
    index = { all, byFunction: grouped(all, ({ move }) => functionKey(move)) };
    known.set(proposals, index);
  }
  return index;
}

export function locatedMoves(state: Pick<PlanningState, 'proposals'>): readonly Located[] {
  return indexOf(state).all;
}

/** Those of one function, over all proposals. */
export function movesOf(state: Pick<PlanningState, 'proposals'>, key: ReservationKey): readonly Located[] {
  return indexOf(state).byFunction.get(functionKey(key)) ?? [];
}

/** One function of one organisation, to look things up by. */
export function functionKey({ organisation, function: fn }: ReservationKey): string {
  return `${fn} ${organisation}`;
}

export function located(proposal: Proposal, move: Move): Located {
  return { id: `${proposal.id}.${move.number}`, proposal, move };
}

/** Neither done nor given up. */
export function isOpen({ move }: Located): boolean {
  return isOpenMove(move);
}

export function isOpenMove({ progress }: Move): boolean {
  switch (progress.status) {
    case 'proposed':
    case 'talking':
    case 'agreed':
      return true;
    case 'done':
    case 'lapsed':
    case 'declined':
      return false;
  }
}

/** Accepted, and neither done nor given up. At most one for each function. */
export function isLive({ move }: Located): boolean {
  return move.progress.status === 'talking' || move.progress.status === 'agreed';
}

/** Its place is kept for it. */
export function isKept(one: Located): boolean {
  const { progress } = one.move;
  return isLive(one) || (progress.status === 'proposed' && progress.keptUntil !== null);
}

/** Its place is kept though it was not accepted yet, also when a new optimum takes the place of the one before. */
export function isKeptUnasked(one: Located): boolean {
  return isKept(one) && !isLive(one) && one.proposal.origin !== 'optimised';
}

export function isOf(key: ReservationKey): (one: Located) => boolean {
  return ({ move }) => move.organisation === key.organisation && move.function === key.function;
}

export function liveMoveOf(
  state: Pick<PlanningState, 'proposals'>,
  key: ReservationKey,
): Located | undefined {
  return movesOf(state, key).find(isLive);
}

export function withProgress(
  state: PlanningState,
  changes: ReadonlyMap<string, MoveProgress>,
): PlanningState {
  if (changes.size === 0) return state;
  const touched = new Set([...changes.keys()].map((id) => id.slice(0, id.indexOf('.'))));
  const proposals = state.proposals.map((proposal) => {
    if (!touched.has(proposal.id)) return proposal;
    const moves = proposal.moves.map((move) => {
      const progress = changes.get(located(proposal, move).id);
      return progress === undefined ? move : { ...move, progress };
    });
    return moves.some((move, i) => move !== proposal.moves[i]) ? { ...proposal, moves } : proposal;
  });
  return { ...state, proposals };
}
