import { latest, type IsoDate } from '../domain/dates.ts';
import { formatMoment } from '../domain/dutch-dates.ts';
import type { PlanningAnswer, Slot } from '../domain/planning/requests.ts';
import { isStep, type ConnectionFunction } from '../domain/vocabulary.ts';
import { functionWords } from '../domain/words.ts';
import type { Connection, TrackContext } from './context.ts';
import { askAlternatives, earliestFor, sendAlternatives, wishOf } from './alternatives.ts';
import { forgetDanger } from './danger.ts';
import { attributeLateness } from './lateness.ts';
import { expectedGoLive, goLiveFor, slotOf } from './terms.ts';
import type { MailContent } from './mail.ts';
import { trackKey } from './mail-identity.ts';
import { leaveMove, takeAwaiting, takeEndedMove, takeProposedMove, withProposed } from './proposed-move.ts';
import type { Turn } from './turn.ts';

/** A place in the planning: asking for it, and taking in what the planning answers. */

/** Answers about one function's place. */
export type PlaceAnswer = Extract<PlanningAnswer, { readonly function: ConnectionFunction }>;

function nextGeneration(turn: Turn, fn: ConnectionFunction): number {
  const generation = turn.connection(fn).generation + 1;
  // The answer to what is under way will be of an older generation: it is waited for no longer.
  turn.changeConnection(fn, { generation, moving: null, offering: null });
  return generation;
}

/** A first place by rule, voorlopig. Keeps a slot that is held already. */
export function askPlace(turn: Turn, fn: ConnectionFunction): void {
  leaveMove(turn, fn);
  const generation = nextGeneration(turn, fn);
  const connection = turn.connection(fn);
  turn.ask({
    kind: 'reserve',
    organisation: turn.context.organisation.id,
    function: fn,
    generation,
    ...wishOf(turn.context, fn, connection),
  });
  if (slotOf(connection) === null) turn.changeConnection(fn, { place: { status: 'requested' } });
}

/** Akkoord on the slot that is held, or on another one; agreed only when the planning says so. */
export function askAgreement(turn: Turn, fn: ConnectionFunction, wanted: string, agreedWith: string): void {
  const held = slotOf(turn.connection(fn));
  const { move } = turn.connection(fn);
  if (move?.status !== 'ended' && move?.slot.id !== wanted) leaveMove(turn, fn);
  const generation = nextGeneration(turn, fn);
  const connection = turn.connection(fn);
  const key = { organisation: turn.context.organisation.id, function: fn, generation };
  turn.changeConnection(fn, { moving: { slot: wanted, with: agreedWith } });
  if (wanted === held?.id) return turn.ask({ kind: 'confirm', ...key });
  const wish = wishOf(turn.context, fn, connection);
  turn.ask({ kind: 'move', ...key, slot: wanted, ...wish, earliest: earliestFor(connection, wanted, wish) });
}

/** The consumer says no to a proposed move, or takes back its akkoord to one that waits for others. */
export function declineMove(turn: Turn, fn: ConnectionFunction, reason: string): void {
  const { move } = turn.connection(fn);
  if (move === null || move.status === 'ended') return;
  leaveMove(turn, fn);
  const generation = nextGeneration(turn, fn);
  const { organisation } = turn.context;
  turn.ask({
    kind: 'decline',
    organisation: organisation.id,
    function: fn,
    generation,
    move: move.id,
    reason,
  });
}

/** Everything that the planning keeps for this function is given back; an invitation that is still to come is cancelled. */
export function releasePlace(turn: Turn, fn: ConnectionFunction): void {
  leaveMove(turn, fn);
  const { place, invitation } = turn.connection(fn);
  // Also without a slot: an organisation that gave back its slot alone still counts in the tranche.
  if (turn.connection(fn).generation > 0) {
    const generation = nextGeneration(turn, fn);
    turn.ask({
      kind: 'release',
      organisation: turn.context.organisation.id,
      function: fn,
      generation,
      what: 'everything',
    });
  }
  if (place.status === 'agreed' && invitation !== null && place.slot.begin > turn.context.now) {
    cancelInvitation(turn, fn, { slot: place.slot, invitation, cause: null, newSlotFollows: false });
  }
  turn.changeConnection(fn, {
    place: { status: 'none' },
    moving: null,
    wish: null,
    offeredOn: null,
    alternatives: [],
    invitation: null,
    slotLostOn: null,
  });
  turn.settle(fn, 'waitingList', 'displaced', 'slotRefused', 'moveEnded', 'inDanger', 'noOutcome');
}

/** The slot alone is given back; the organisation keeps its place in the tranche. */
export function giveBackSlot(turn: Turn, fn: ConnectionFunction): void {
  leaveMove(turn, fn);
  const { place, invitation, delay } = turn.connection(fn);
  const generation = nextGeneration(turn, fn);
  turn.ask({
    kind: 'release',
    organisation: turn.context.organisation.id,
    function: fn,
    generation,
    what: 'slot',
  });
  if (place.status === 'agreed' && invitation !== null && place.slot.begin > turn.context.now) {
    const cause = delay?.cause ?? null;
    cancelInvitation(turn, fn, { slot: place.slot, invitation, cause, newSlotFollows: true });
  }
  turn.changeConnection(fn, { place: { status: 'none' }, invitation: null, slotLostOn: turn.today });
}

type SlotCancelled = Extract<MailContent, { kind: 'slotCancelled' }>;

export function cancelInvitation(
  turn: Turn,
  fn: ConnectionFunction,
  cancelled: Pick<SlotCancelled, 'slot' | 'invitation' | 'cause' | 'newSlotFollows'>,
): void {
  const { uid, sequence } = cancelled.invitation;
  const invitation = { uid, sequence: sequence + 1 };
  turn.mailConsumer({ ...cancelled, kind: 'slotCancelled', function: fn, invitation });
}

/** The organisation counts in this tranche again, without a slot to come. */
export function askTrancheAgain(turn: Turn, fn: ConnectionFunction, tranche: string): void {
  const generation = nextGeneration(turn, fn);
  turn.ask({ kind: 'rejoin', organisation: turn.context.organisation.id, function: fn, generation, tranche });
}

/**
 * Whether an answer is about the newest request: a late one of a request that was left is dropped. A track that was
 * set back by a reset hears of requests that it knows nothing of: the planning is right.
 */
export function isCurrent(context: TrackContext, answer: PlanningAnswer): answer is PlaceAnswer {
  if (!('function' in answer)) return false;
  const connection = context.connections[answer.function];
  if (connection === undefined) return false;
  return answer.kind === 'unknown' || connection.generation <= answer.generation;
}

export function takeAnswer(turn: Turn, answer: PlaceAnswer): void {
  const fn = answer.function;
  if (answer.kind === 'unknown') return askLostPlace(turn, fn);
  const { generation } = answer;
  const isSetBack = generation > turn.connection(fn).generation;
  if (isSetBack) {
    turn.changeConnection(fn, { generation });
    if (answer.kind === 'released') return askLostPlace(turn, fn);
    if (!isStep(turn.connection(fn).stage)) return releasePlace(turn, fn);
  }
  switch (answer.kind) {
    case 'placed':
      return answer.agreed ? takeAgreedSlot(turn, fn, answer.slot) : takeHeldSlot(turn, fn, answer.slot);
    case 'waiting': {
      const dueBy = waitingDue(turn, fn, answer.lastUsefulSlot);
      const known = turn.connection(fn).place;
      turn.changeConnection(fn, { place: { status: 'waiting', position: answer.position, dueBy } });
      turn.task(
        'waitingList',
        fn,
        `${functionWords[fn]} staat op plaats ${answer.position} van de wachtlijst.`,
      );
      if (known.status !== 'waiting')
        turn.note(fn, `Geen plaats vrij: wachtlijst, plaats ${answer.position}.`);
      return;
    }
    case 'refused':
      if (isLost(turn.connection(fn))) return loseSlot(turn, fn, answer.reason);
      if (turn.connection(fn).moving === null && turn.connection(fn).place.status !== 'requested') {
        // The tranche of before has no room any more: the function goes on, and the desk knows.
        return turn.task('slotRefused', fn, answer.reason);
      }
      turn.changeConnection(fn, { moving: null });
      leaveMove(turn, fn);
      if (turn.connection(fn).place.status === 'requested')
        turn.changeConnection(fn, { place: { status: 'none' } });
      turn.task('slotRefused', fn, `${answer.reason} Kies een ander tijdslot.`);
      turn.note(fn, `De planning weigert: ${answer.reason}`);
      return askAlternatives(turn, fn);
    case 'alternatives':
      turn.changeConnection(fn, {
        alternatives: withProposed(turn.connection(fn), answer.alternatives),
      });
      return sendAlternatives(turn, fn);
    case 'displaced':
      turn.task('displaced', fn, `${answer.reason} Spreek een nieuw tijdslot af.`);
      turn.note(fn, answer.reason);
      return askAlternatives(turn, fn);
    case 'moveProposed':
      return takeProposedMove(turn, answer);
    case 'awaiting':
      return takeAwaiting(turn, answer);
    case 'moveEnded':
      return takeEndedMove(turn, answer);
    case 'released':
      return;
  }
}

/** The desk acts on a waiting function before the last slot that is still in time, and never later than its first contact. */
function waitingDue(turn: Turn, fn: ConnectionFunction, lastUseful: IsoDate | null): IsoDate {
  const { termijnen } = turn.context.settings.policy;
  const { completeOn, openedOn } = turn.connection(fn);
  const contact = turn.calendar.addWorkingDays(completeOn ?? openedOn, termijnen.inroostering);
  if (lastUseful === null) return contact;
  return latest(contact, turn.calendar.addWorkingDays(lastUseful, -termijnen.wachtlijst));
}

/**
 * What the planning gave back while this track knows of no such request: after a reset, or after it was terminated
 * by mistake and reset then. It asks for its place again: the slot that was agreed, or else a first one.
 */
function askLostPlace(turn: Turn, fn: ConnectionFunction): void {
  const { place, stage } = turn.connection(fn);
  if (place.status === 'none' || place.status === 'requested' || !isStep(stage)) return;
  turn.note(fn, 'De planning had deze plaats teruggekregen: het traject vraagt haar opnieuw.');
  if (place.status !== 'agreed') {
    turn.changeConnection(fn, { place: { status: 'none' } });
    return askPlace(turn, fn);
  }
  if (place.slot.begin <= turn.context.now) return askTrancheAgain(turn, fn, place.slot.tranche);
  // For the consumer nothing has changed as long as it is free: the place stands as agreed until the planning refuses.
  const generation = nextGeneration(turn, fn);
  turn.changeConnection(fn, { slotLostOn: turn.today });
  const connection = turn.connection(fn);
  const wish = wishOf(turn.context, fn, connection);
  const { id: slot } = place.slot;
  turn.ask({
    kind: 'move',
    organisation: turn.context.organisation.id,
    function: fn,
    generation,
    slot,
    ...wish,
    earliest: earliestFor(connection, slot, wish),
  });
}

function isLost({ place, slotLostOn }: Connection): boolean {
  return place.status === 'agreed' && slotLostOn !== null;
}

/** Its agreed slot was given to another in the meantime: see `askLostPlace`. */
function loseSlot(turn: Turn, fn: ConnectionFunction, reason: string): void {
  turn.changeConnection(fn, { place: { status: 'none' } });
  turn.task(
    'slotRefused',
    fn,
    `Het afgesproken tijdslot is niet meer vrij. ${reason} Kies een ander tijdslot.`,
  );
  turn.note(fn, `Het afgesproken tijdslot is niet meer vrij. ${reason}`);
  askAlternatives(turn, fn);
}

function sameSlot(a: Slot, b: Slot): boolean {
  return a.id === b.id && a.begin === b.begin && a.end === b.end;
}

function takeHeldSlot(turn: Turn, fn: ConnectionFunction, slot: Slot): void {
  const { place, proposedOn } = turn.connection(fn);
  const known = slotOf(turn.connection(fn));
  const isSame = known !== null && sameSlot(known, slot);
  // Told twice, or there is room for it again.
  if (place.status === 'held' && isSame) return hasRoomAgain(turn, fn, slot);
  // Another slot than the one that was proposed is to be proposed anew.
  turn.changeConnection(fn, {
    place: { status: 'held', slot },
    proposedOn: isSame ? proposedOn : null,
    slotLostOn: null,
  });
  turn.settle(fn, 'waitingList', 'slotRefused', 'displaced');
  turn.note(fn, `Voorlopig ingeroosterd: ${formatMoment(slot.begin)}, tranche ${slot.tranche}.`);
}

/** A plan had no room for what it holds, and the one that holds now has. */
function hasRoomAgain(turn: Turn, fn: ConnectionFunction, slot: Slot): void {
  if (!turn.context.tasks.some((task) => task.kind === 'displaced' && task.function === fn)) return;
  turn.settle(fn, 'displaced');
  turn.note(fn, `Het tijdslot blijft toch: ${formatMoment(slot.begin)}, tranche ${slot.tranche}.`);
}

/** Nothing was agreed yet: the ingebruikname that the held slot would have given, or else the gewenste one. */
function goLiveBefore({ context }: Turn, connection: Connection): IsoDate | null {
  const held = slotOf(connection);
  return held === null ? connection.requested.goLive : goLiveFor(context, connection, held);
}

function takeAgreedSlot(turn: Turn, fn: ConnectionFunction, slot: Slot): void {
  const before = turn.connection(fn);
  const toldTwice =
    before.place.status === 'agreed' && before.moving === null && sameSlot(before.place.slot, slot);
  if (toldTwice) {
    // or there is room for it again, or it was lost for a moment
    if (isLost(before)) turn.changeConnection(fn, { slotLostOn: null });
    return hasRoomAgain(turn, fn, slot);
  }
  leaveMove(turn, fn);
  const previous =
    before.place.status === 'agreed' && before.place.slot.id !== slot.id ? before.place.slot : null;
  const goLive = goLiveFor(turn.context, before, slot);
  const expected = expectedGoLive(turn.context, before) ?? goLiveBefore(turn, before);
  // A hertest is a test of its own and gets an invitation of its own; a new slot for the same test updates the old one.
  const invitation = before.invitation ?? {
    uid: `${trackKey(turn.context)}.${fn}.${turn.next(`invitation/${fn}`)}`,
    sequence: -1,
  };
  const updated = { uid: invitation.uid, sequence: invitation.sequence + 1 };
  turn.changeConnection(fn, {
    place: { status: 'agreed', slot },
    slotLostOn: null,
    agreed: { goLive },
    moving: null,
    wish: null,
    offeredOn: null,
    alternatives: [],
    delay: null,
    invitation: updated,
  });
  attributeLateness(turn, fn, before.delay?.cause ?? null, expected);
  turn.settle(fn, 'waitingList', 'slotRefused', 'displaced', 'moveEnded', 'noOutcome');
  forgetDanger(turn, fn);
  const by = before.moving?.with ?? (before.move?.status === 'awaiting' ? before.move.with : '');
  const agreedWith = by === '' ? '' : ` Akkoord van ${by}.`;
  turn.note(fn, `Ketentest afgesproken: ${formatMoment(slot.begin)}, tranche ${slot.tranche}.${agreedWith}`);
  turn.mailConsumer({
    kind: 'slotAgreed',
    function: fn,
    slot,
    goLive,
    previous,
    cause: before.delay?.cause ?? null,
    invitation: updated,
  });
}
