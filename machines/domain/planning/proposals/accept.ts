import type { Instant } from '../../amsterdam.ts';
import { slotById } from '../displacement.ts';
import { latenessOf } from '../feasible.ts';
import { dateOf } from '../../amsterdam.ts';
import { occupancyOf } from '../capacity.ts';
import type { Alternative, PlanningAnswer } from '../requests.ts';
import { isPlaced, organisationOf, type PlanningState } from '../state.ts';
import type { Decided } from './decided.ts';
import { answerDay, frozenText, hindranceTo, isFrozen } from './movable.ts';
import {
  isKept,
  isOpen,
  liveMoveOf,
  located,
  locatedMoves,
  movesOf,
  withProgress,
  type Located,
  type MoveProgress,
} from './proposal.ts';
import { matesFor } from './mates.ts';
import { named } from './proposal-words.ts';
import { endMoves, settle } from './settle.ts';
import { largestTogether } from './together.ts';

/** Which moves of a proposal a planner means: by number; without numbers all. */
export interface Choice {
  readonly proposal: string;
  readonly moves?: readonly number[] | undefined;
}

/**
 * Each accepted move becomes a conversation of the desk with its consumer, and its place is kept meanwhile. What
 * became impossible since it was proposed lapses, and is named.
 */
export function acceptMoves(state: PlanningState, choice: Choice, now: Instant): Decided {
  const found = chosenMoves(state, choice);
  if (typeof found === 'string') return { kind: 'refused', reason: found };
  const gone = found.find((one) => !isOpen(one) && one.move.progress.status !== 'done');
  if (choice.moves !== undefined && gone !== undefined) {
    return { kind: 'refused', reason: `${named(state, gone)}: ${reasonOf(gone)} Maak een nieuw voorstel.` };
  }
  const chosen = found.filter(({ move }) => move.progress.status === 'proposed');
  if (chosen.length === 0) {
    const ended = found.filter((one) => 'reason' in one.move.progress);
    if (ended.length > 0) {
      const reasons = ended.map((one) => `${named(state, one)}: ${reasonOf(one)}`);
      const reason = `Voorstel ${choice.proposal}: er valt niets meer aan te nemen.`;
      return { kind: 'refused', reason: [reason, ...reasons].join('\n') };
    }
    return {
      kind: 'done',
      state,
      notices: [],
      answer: `Voorstel ${choice.proposal}: er was niets meer aan te nemen.`,
    };
  }
  const late = chosen.flatMap((one) => {
    const reason = lateHindrance(state, one, now);
    return reason === null ? [] : [[one, { status: 'lapsed', reason }] as const];
  });
  const tooLate = new Set(late.map(([one]) => one));
  const ready = chosen.filter((one) => !tooLate.has(one));
  const together = possibleWith(state, ready);
  const stranded = ready.filter((one) => !together.has(one));
  const mates = missingMates(state, { chosen, ready, stranded }, now);
  if (mates.length > 0) {
    const reason = `${someOf(stranded)} kan alleen samen met ${someOf(mates)}: ze hebben elkaars plaats nodig.`;
    return { kind: 'refused', reason };
  }
  const accepted = ready.filter((one) => together.has(one));
  const begun = withProgress(state, new Map(accepted.map((one) => [one.id, begin(state, one, now)])));
  const hopeless = stranded.map(
    (one) => [one, { status: 'lapsed', reason: `In tijdslot ${one.move.to} is geen plaats meer.` }] as const,
  );
  const ended = endMoves(begun, [...late, ...hopeless]);
  const settled = settle(ended.state, now);
  return {
    kind: 'done',
    state: settled.state,
    notices: [...accepted.flatMap((one) => proposedNotice(settled.state, one)), ...settled.notices],
    answer: acceptedText(state, choice.proposal, accepted, [...late, ...hopeless]),
  };
}

/** A planner says no, or takes back what is talked about: what was held stays held, and the tracks hear it. */
export function rejectMoves(
  state: PlanningState,
  { reason, ...choice }: Choice & { readonly reason: string },
  now: Instant,
): Decided {
  const found = chosenMoves(state, choice);
  if (typeof found === 'string') return { kind: 'refused', reason: found };
  const open = found.filter(isOpen);
  if (open.length === 0) {
    const answer = `Voorstel ${choice.proposal}: er was niets meer af te wijzen.`;
    return { kind: 'done', state, notices: [], answer };
  }
  const ended = endMoves(
    state,
    open.map((one) => [one, { status: 'declined', reason }] as const),
  );
  const settled = settle(ended.state, now);
  const count = open.length === 1 ? '1 verplaatsing' : `${open.length} verplaatsingen`;
  return {
    kind: 'done',
    state: settled.state,
    notices: [...ended.notices, ...settled.notices],
    answer: `Voorstel ${choice.proposal}: ${count} afgewezen. Iedereen houdt zijn tijdslot.`,
  };
}

/** The moves that are meant, or one Dutch sentence why it can't be known. */
function chosenMoves(state: PlanningState, { proposal: id, moves }: Choice): readonly Located[] | string {
  const proposal = state.proposals.find((one) => one.id === id);
  if (proposal === undefined) {
    const open = state.proposals.filter((one) => locatedMoves({ proposals: [one] }).some(isOpen));
    const known =
      open.length === 0 ? 'Er is geen open voorstel.' : `Open: ${open.map((one) => one.id).join(', ')}.`;
    return `Voorstel ${id} is niet bekend. ${known}`;
  }
  const all = proposal.moves.map((move) => located(proposal, move));
  if (moves === undefined) return all;
  const numbers = new Set(proposal.moves.map(({ number }) => number));
  const unknown = moves.filter((number) => !numbers.has(number));
  if (unknown.length > 0) {
    const isWhole = all.every(({ move }, i) => move.number === i + 1);
    return isWhole
      ? `Voorstel ${id} heeft de verplaatsingen 1 tot en met ${all.length}, geen ${unknown.join(', ')}.`
      : `Voorstel ${id} heeft geen verplaatsing ${unknown.join(', ')}, of die is al langer geleden geëindigd.`;
  }
  const meant = new Set(moves);
  return all.filter(({ move }) => meant.has(move.number));
}

function reasonOf({ move: { progress } }: Located): string {
  return 'reason' in progress ? progress.reason : '';
}

/** Since it was proposed, time has passed and others have moved. */
function lateHindrance(state: PlanningState, { move }: Located, now: Instant): string | null {
  const other = liveMoveOf(state, move);
  if (other !== undefined) return `Over verplaatsing ${other.id} van deze functie is al overleg.`;
  if (isFrozen(state, move, now)) return frozenText(state);
  return hindranceTo(state, move, now);
}

/** Those that are possible together with all that was accepted before. */
function possibleWith(state: PlanningState, ready: readonly Located[]): ReadonlySet<Located> {
  const chosen = new Set(ready.map(({ id }) => id));
  const kept = locatedMoves(state).filter((one) => isKept(one) && !chosen.has(one.id));
  const moves = [...kept, ...ready].map((one) => ({ ...one.move, one }));
  const fixed = new Set(moves.slice(0, kept.length));
  return new Set(largestTogether(state, moves, fixed).map(({ one }) => one));
}

interface Asked {
  readonly chosen: readonly Located[];
  /** Of these, what time and others have not made impossible. */
  readonly ready: readonly Located[];
  /** Of these, what is not possible with them alone. */
  readonly stranded: readonly Located[];
}

/** Others of the same chains that were not chosen: a few with which it is possible, or, where that is not clear, all. */
function missingMates(
  state: PlanningState,
  { chosen, ready, stranded }: Asked,
  now: Instant,
): readonly Located[] {
  const [first] = stranded;
  if (first === undefined) return [];
  const chains = new Set(stranded.map(({ move }) => move.chain));
  const asked = new Set(chosen.map(({ move }) => move));
  const others = first.proposal.moves
    .filter((move) => move.progress.status === 'proposed' && chains.has(move.chain) && !asked.has(move))
    .map((move) => located(first.proposal, move));
  const withPlace = (one: Located) => ({ ...one.move, one });
  const kept = locatedMoves(state).filter((one) => isKept(one) && !asked.has(one.move));
  const free = others.filter((one) => !isKept(one) && lateHindrance(state, one, now) === null);
  const mates = matesFor(state, [...kept, ...ready].map(withPlace), free.map(withPlace));
  return mates?.map(({ one }) => one) ?? others;
}

/** The text must stay short. */
const mostNamed = 10;

function someOf(moves: readonly Located[]): string {
  const ids = moves.slice(0, mostNamed).map(({ id }) => id);
  const more = moves.length - ids.length;
  return more === 0 ? ids.join(', ') : `${ids.join(', ')} … en nog ${more}`;
}

/** Nothing is asked of who waits: a place that comes free for it is voorlopig, as any first place. */
function begin(state: PlanningState, { move }: Located, now: Instant): MoveProgress {
  return move.from === null
    ? { status: 'agreed', since: state.sequence }
    : { status: 'talking', answerBy: answerDay(state, move, now) };
}

/** What the track hears of an accepted move that is talked about now. */
function proposedNotice(state: PlanningState, { id, move }: Located): readonly PlanningAnswer[] {
  const one = movesOf(state, move).find((other) => other.id === id);
  if (one?.move.progress.status !== 'talking') return [];
  const { organisation, function: fn, to, gain, why, progress } = one.move;
  const reservation = organisationOf(state, organisation)?.reservations[fn];
  if (!isPlaced(reservation)) return [];
  const slot = slotById(state, to);
  const counted = [...occupancyOf(state).organisations].flatMap(([tranche, members]) =>
    members.has(organisation) ? [tranche] : [],
  );
  const alternative: Alternative = {
    ...slot,
    lateness: latenessOf(state, dateOf(slot.begin), reservation.wish.requestedGoLive),
    changesTranche: !counted.includes(slot.tranche),
  };
  const key = { organisation, function: fn, generation: reservation.generation };
  return [
    {
      kind: 'moveProposed',
      ...key,
      move: id,
      slot: alternative,
      gain,
      reason: why,
      answerBy: progress.answerBy,
    },
  ];
}

function acceptedText(
  state: PlanningState,
  proposal: string,
  accepted: readonly Located[],
  lapsed: readonly (readonly [Located, { readonly reason: string }])[],
): string {
  const talks = accepted.filter(({ move }) => move.from !== null).length;
  const waiting = accepted.length - talks;
  const fromList = waiting === 0 ? '' : `, ${waiting} van de wachtlijst zodra er plaats is`;
  const gone = lapsed.length === 0 ? '' : ` Vervallen: ${lapsed.length}.`;
  return [
    `Voorstel ${proposal}: ${talks} in overleg met de afnemer${fromList}.${gone}`,
    ...lapsed.map(([one, { reason }]) => `${named(state, one)}: ${reason}`),
  ].join('\n');
}
