import { dateOf, type Instant } from '../../amsterdam.ts';
import { grouped } from '../../grouped.ts';
import { functionWords } from '../../words.ts';
import type { PlanningAnswer } from '../requests.ts';
import { organisationOf, type PlanningState, type ReservationKey } from '../state.ts';
import { reasonByGain } from './gain.ts';
import { answerDay, frozenText, gainOf, hindranceTo, isDisplaced, isFrozen, placeOf } from './movable.ts';
import {
  isKept,
  isLive,
  isOf,
  isOpen,
  locatedMoves,
  withProgress,
  type Located,
  type MoveProgress,
  type Placing,
  type Proposal,
  type ProposalOrigin,
} from './proposal.ts';
import { sentence } from './proposal-words.ts';
import { settle } from './settle.ts';
import { chainsOf, largestTogether } from './together.ts';

/** A move as somebody wants it: a planner, a rule, the optimiser. */
export interface MoveDraft extends ReservationKey {
  readonly to: string;
  /** Dutch; without it, what it gains. */
  readonly why?: string;
}

export interface ProposalDraft {
  readonly by: string;
  readonly origin: ProposalOrigin;
  readonly moves: readonly MoveDraft[];
}

export interface MoveRefusal extends MoveDraft {
  /** Dutch sentence. */
  readonly reason: string;
}

export interface Proposed {
  readonly state: PlanningState;
  /** Null when no move was left: then nothing has changed. */
  readonly proposal: Proposal | null;
  /** It can take the place of one for which places were kept: those are free for others now. */
  readonly notices: readonly PlanningAnswer[];
  readonly refusals: readonly MoveRefusal[];
}

/** Proposals that have ended are kept for a look back, as long as there are not more moves than this. */
const mostEndedMoves = 200;

/**
 * Makes a proposal of the moves that are possible, whoever thought of them, and says of each of the others why
 * not. Possible means: each for itself; not frozen; together, when all of them and all accepted ones go through;
 * and, for what was not asked by a planner, worth its while. It takes the place of older open proposals for the
 * same functions.
 */
export function propose(state: PlanningState, draft: ProposalDraft, now: Instant): Proposed {
  const refusals: MoveRefusal[] = [];
  const wanted: Wanted[] = [];
  for (const move of draft.moves) {
    const placing = {
      organisation: move.organisation,
      function: move.function,
      from: placeOf(state, move) ?? null,
      to: move.to,
    };
    const isDouble = wanted.some((other) => isSame(other.placing, move));
    const reason = isDouble ? 'Deze functie staat al in dit voorstel.' : obstacleTo(state, placing, now);
    if (reason === null) wanted.push({ placing, draft: move });
    else refusals.push({ ...move, reason });
  }
  const accepted = locatedMoves(state)
    .filter((one) => isKept(one) && !isReplaced(one, draft, wanted))
    .map(({ move }): Placing => move);
  const together = new Set(
    largestTogether(state, [...accepted, ...wanted.map(({ placing }) => placing)], new Set(accepted)),
  );
  const possible = wanted.filter(({ placing }) => together.has(placing));
  const chains = chainsOf(state, [...accepted, ...possible.map(({ placing }) => placing)]);
  const worthwhile = worthwhileOnly(state, draft, possible, (placing) => chains.get(placing) ?? 0);
  for (const one of wanted) {
    if (!together.has(one.placing)) refusals.push({ ...one.draft, reason: noRoom(one.placing) });
    else if (!worthwhile.includes(one)) refusals.push({ ...one.draft, reason: tooLittle(state) });
  }
  if (worthwhile.length === 0) return { state, proposal: null, notices: [], refusals };
  const placings = worthwhile.map(({ placing }) => placing);
  const kept = keepable(state, accepted, placings);
  const proposal = proposalOf(
    state,
    draft,
    worthwhile,
    { chainOf: (placing) => chains.get(placing) ?? 0, isKept: (placing) => kept.has(placing) },
    now,
  );
  const settled = settle(added(withoutOlder(state, proposal, worthwhile), proposal), now);
  return { ...settled, proposal, refusals };
}

interface Wanted {
  readonly placing: Placing;
  readonly draft: MoveDraft;
}

function isSame(a: ReservationKey, b: ReservationKey): boolean {
  return a.organisation === b.organisation && a.function === b.function;
}

/** The first reason why a function can't be in a proposal (Dutch sentence); null when only others can be in the way. */
function obstacleTo(state: PlanningState, move: Placing, now: Instant): string | null {
  if (organisationOf(state, move.organisation) === undefined) {
    return `Organisatie ${move.organisation} staat niet in het register.`;
  }
  if (placeOf(state, move) === undefined) {
    return `${functionWords[move.function]} heeft geen tijdslot en staat niet op de wachtlijst.`;
  }
  if (move.from === move.to) return `${functionWords[move.function]} staat al in tijdslot ${move.to}.`;
  const live = locatedMoves(state).find((one) => isLive(one) && isOf(move)(one));
  if (live !== undefined) return `Over verplaatsing ${live.id} van deze functie is al overleg.`;
  if (isFrozen(state, move, now)) {
    return frozenText(state);
  }
  return hindranceTo(state, move, now);
}

function noRoom({ to }: Placing): string {
  return `In tijdslot ${to} of in de tranche is geen plaats, ook niet als al het andere doorgaat.`;
}

function tooLittle(state: PlanningState): string {
  return `Het levert minder dan ${state.plan.policy.planning.minimaleWinst} dagen op.`;
}

function worthwhileOnly(
  state: PlanningState,
  { origin }: ProposalDraft,
  moves: readonly Wanted[],
  chainOf: (placing: Placing) => number,
): readonly Wanted[] {
  if (origin !== 'optimised' && origin !== 'freedSlot') return moves;
  return [...grouped(moves, ({ placing }) => chainOf(placing)).values()]
    .filter((chain) =>
      isWorthwhile(
        state,
        chain.map(({ placing }) => placing),
      ),
    )
    .flat();
}

/**
 * Who makes room may lose by it, as long as the chain as a whole gains enough. What a planner asks for is not
 * weighed, nor what gives a place to who has none.
 */
export function isWorthwhile(state: PlanningState, chain: readonly Placing[]): boolean {
  return (
    chain.some((placing) => placing.from === null || isDisplaced(state, placing)) ||
    chain.reduce((sum, placing) => sum + (gainOf(state, placing) ?? 0), 0) >=
      state.plan.policy.planning.minimaleWinst
  );
}

/**
 * Who has no room any more has its new place kept from the start; but not when that place has to be left first by
 * somebody who was not asked yet.
 */
function keepable(
  state: PlanningState,
  accepted: readonly Placing[],
  placings: readonly Placing[],
): ReadonlySet<Placing> {
  const displaced = placings.filter((placing) => isDisplaced(state, placing));
  return new Set(largestTogether(state, [...accepted, ...displaced], new Set(accepted)));
}

function proposalOf(
  state: PlanningState,
  { by, origin }: ProposalDraft,
  wanted: readonly Wanted[],
  {
    chainOf,
    isKept: isKeptPlace,
  }: {
    readonly chainOf: (placing: Placing) => number;
    readonly isKept: (placing: Placing) => boolean;
  },
  now: Instant,
): Proposal {
  const chains = [...new Set(wanted.map(({ placing }) => chainOf(placing)))];
  return {
    id: `V${state.proposalsMade + 1}`,
    madeOn: dateOf(now),
    by,
    origin,
    basis: { planVersion: state.planVersion, sequence: state.sequence },
    moves: wanted.map(({ placing, draft }, i) => {
      const gain = gainOf(state, placing);
      const chain = chains.indexOf(chainOf(placing)) + 1;
      const why = draft.why === undefined ? reasonByGain(gain) : sentence(draft.why);
      const keptUntil = isKeptPlace(placing) ? answerDay(state, placing, now) : null;
      return { number: i + 1, ...placing, gain, why, chain, progress: { status: 'proposed', keptUntil } };
    }),
  };
}

/** One open proposal for a function at a time; and the newest optimum replaces the one before it. */
function isReplaced(one: Located, { origin }: Pick<Proposal, 'origin'>, wanted: readonly Wanted[]): boolean {
  return (
    one.move.progress.status === 'proposed' &&
    ((origin === 'optimised' && one.proposal.origin === 'optimised') ||
      wanted.some(({ placing }) => isOf(placing)(one)))
  );
}

function withoutOlder(state: PlanningState, newest: Proposal, wanted: readonly Wanted[]): PlanningState {
  const progress = { status: 'lapsed', reason: `Voorstel ${newest.id} kwam ervoor in de plaats.` } as const;
  const replaced = locatedMoves(state).filter((one) => isReplaced(one, newest, wanted));
  return withProgress(state, new Map(replaced.map(({ id }): [string, MoveProgress] => [id, progress])));
}

function added(state: PlanningState, proposal: Proposal): PlanningState {
  let ended = 0;
  const kept = state.proposals
    .toReversed()
    .filter((older) => {
      if (locatedMoves({ proposals: [older] }).some(isOpen)) return true;
      ended += older.moves.length;
      return ended <= mostEndedMoves;
    })
    .toReversed();
  return { ...state, proposals: [...kept, proposal], proposalsMade: state.proposalsMade + 1 };
}
