import { dateOf, type Instant } from '../../amsterdam.ts';
import { functionWords } from '../../words.ts';
import type { PlanningAnswer } from '../requests.ts';
import { organisationOf, type PlanningState } from '../state.ts';
import { choose, keepable, replacedBy, type MoveRefusal, type ProposalDraft, type Wanted } from './choose.ts';
import { reasonByGain } from './gain.ts';
import { withoutOldEnded } from './look-back.ts';
import { answerDay, frozenText, gainOf, hindranceTo, isFrozen, placeOf } from './movable.ts';
import {
  functionKey,
  liveMoveOf,
  locatedMoves,
  withProgress,
  type Located,
  type MoveProgress,
  type Placing,
  type Proposal,
} from './proposal.ts';
import { sentence } from './proposal-words.ts';
import { settle } from './settle.ts';

export interface Proposed {
  readonly state: PlanningState;
  /** Null when no move was left: then nothing has changed. */
  readonly proposal: Proposal | null;
  /** It can take the place of one for which places were kept: those that it does not need are free for others now. */
  readonly notices: readonly PlanningAnswer[];
  readonly refusals: readonly MoveRefusal[];
}

/**
 * Makes a proposal of the moves that are possible, whoever thought of them, and says of each of the others why
 * not. Possible means: each for itself; not frozen; together, when all of them and all accepted ones go through;
 * and, for what was not asked by a planner, worth its while. It takes the place of older open proposals for the
 * same functions.
 */
export function propose(state: PlanningState, draft: ProposalDraft, now: Instant): Proposed {
  const refusals: MoveRefusal[] = [];
  const wanted: Wanted[] = [];
  const seen = new Set<string>();
  for (const move of draft.moves) {
    const placing = {
      organisation: move.organisation,
      function: move.function,
      from: placeOf(state, move) ?? null,
      to: move.to,
    };
    const isDouble = seen.has(functionKey(move));
    const reason = isDouble ? 'Deze functie staat al in dit voorstel.' : obstacleTo(state, placing, now);
    if (reason === null) {
      wanted.push({ placing, draft: move });
      seen.add(functionKey(move));
    } else refusals.push({ ...move, reason });
  }
  const { worthwhile, accepted, chainOf, tooMuch } = choose(state, draft, wanted);
  refusals.push(...tooMuch);
  if (worthwhile.length === 0) return { state, proposal: null, notices: [], refusals };
  const placings = worthwhile.map(({ placing }) => placing);
  const replaced = locatedMoves(state).filter(replacedBy(draft, worthwhile));
  const kept = keepable(state, accepted, placings, { replaced, chainOf });
  const proposal = proposalOf(
    state,
    draft,
    worthwhile,
    { chainOf, isKept: (placing) => kept.has(placing) },
    now,
  );
  const settled = settle(added(without(state, replaced, proposal), proposal), now);
  return { ...settled, proposal, refusals };
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
  const live = liveMoveOf(state, move);
  if (live !== undefined) return `Over verplaatsing ${live.id} van deze functie is al overleg.`;
  if (isFrozen(state, move, now)) {
    return frozenText(state);
  }
  return hindranceTo(state, move, now);
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
  const chains = new Map(
    [...new Set(wanted.map(({ placing }) => chainOf(placing)))].map((chain, i) => [chain, i + 1]),
  );
  return {
    id: `V${state.proposalsMade + 1}`,
    madeOn: dateOf(now),
    by,
    origin,
    basis: { planVersion: state.planVersion, sequence: state.sequence },
    moves: wanted.map(({ placing, draft }, i) => {
      const gain = gainOf(state, placing);
      const chain = chains.get(chainOf(placing)) ?? 1;
      const why = draft.why === undefined ? reasonByGain(gain) : sentence(draft.why);
      const keptUntil = isKeptPlace(placing) ? answerDay(state, placing, now) : null;
      return { number: i + 1, ...placing, gain, why, chain, progress: { status: 'proposed', keptUntil } };
    }),
  };
}

function without(state: PlanningState, replaced: readonly Located[], newest: Proposal): PlanningState {
  const progress = { status: 'lapsed', reason: `Voorstel ${newest.id} kwam ervoor in de plaats.` } as const;
  return withProgress(state, new Map(replaced.map(({ id }): [string, MoveProgress] => [id, progress])));
}

function added(state: PlanningState, proposal: Proposal): PlanningState {
  const proposals = withoutOldEnded([...state.proposals, proposal]);
  return { ...state, proposals, proposalsMade: state.proposalsMade + 1 };
}
